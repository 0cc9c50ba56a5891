import { unknownBinding } from '../model/binding-errors.ts';
import type { BindingStore } from '../model/binding-store.ts';

/**
 * Refuses a binding of an app that does not exist for a caller, before anything is done with it. A binding never changes its app,
 * so nothing can come between. Costs a read for callers that are limited to apps, and nothing for the others.
 *
 * @throws {AppError} `not-found`, as for a binding that is not there; `store-unavailable`; `item-unreadable`.
 */
export const checkSeen =
  (bindings: Pick<BindingStore, 'get'>) =>
  async (bindingId: string, apps: readonly string[] | undefined): Promise<void> => {
    if (apps === undefined) return;
    if ((await bindings.get(bindingId, apps)) === undefined) throw unknownBinding();
  };
