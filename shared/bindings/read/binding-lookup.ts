import { attributionIdOf } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';

/** Finds the binding of a CDR, an event or a message, and back; ended bindings count, because their CDRs come late. */
export type BindingLookup = Readonly<{
  bySubscription(app: string, subscriptionId: string): Promise<string | undefined>;
  subscriptionOf(bindingId: string): Promise<{ app: string; subscriptionId: string } | undefined>;
}>;

export const createBindingLookup = (
  bindings: Pick<BindingStore, 'get' | 'bySubscription'>,
): BindingLookup => ({
  async bySubscription(app, subscriptionId) {
    return (await bindings.bySubscription(app, subscriptionId))?.binding.bindingId;
  },

  async subscriptionOf(bindingId) {
    const binding = (await bindings.get(bindingId))?.binding;
    const subscriptionId = binding && attributionIdOf(binding);
    return binding === undefined || subscriptionId === undefined
      ? undefined
      : { app: binding.app, subscriptionId };
  },
});
