import { attributionIdOf } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';

/** Finds the binding of a CDR, an event or a message, and back; ended bindings count, because their CDRs come late. */
export const createBindingLookup = (bindings: Pick<BindingStore, 'get' | 'bySubscription'>) => ({
  async bySubscription(app: string, subscriptionId: string): Promise<string | undefined> {
    return (await bindings.bySubscription(app, subscriptionId))?.binding.bindingId;
  },

  async subscriptionOf(
    bindingId: string,
  ): Promise<Readonly<{ app: string; subscriptionId: string }> | undefined> {
    const binding = (await bindings.get(bindingId))?.binding;
    const subscriptionId = binding && attributionIdOf(binding);
    return binding === undefined || subscriptionId === undefined
      ? undefined
      : { app: binding.app, subscriptionId };
  },
});
