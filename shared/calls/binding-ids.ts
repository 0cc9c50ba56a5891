import type { BindingLookup, Subscription } from './binding-lookup.ts';

/** Our id of a binding by the platform's; `undefined` for an orphan. */
export type BindingIds = (subscription: Subscription | undefined) => Promise<string | undefined>;

/** Binding ids for one request: a binding that several records of a list belong to is looked up once. */
export const createBindingIds = (bindings: BindingLookup): BindingIds => {
  const lookups = new Map<string, Promise<string | undefined>>();
  return async (subscription) => {
    if (subscription === undefined) return undefined;
    const { app, subscriptionId } = subscription;
    const key = `${app}#${subscriptionId}`;
    const lookup = lookups.get(key) ?? bindings.bySubscription(app, subscriptionId);
    lookups.set(key, lookup);
    return lookup;
  };
};
