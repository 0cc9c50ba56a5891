/** A binding by the platform's id of it. */
export type Subscription = Readonly<{ app: string; subscriptionId: string }>;

/** Finds the binding that a call or an SMS belongs to. Bindings that have ended count: CDRs come hours after them. */
export interface BindingLookup {
  /** Our id of the binding; `undefined` when it was not made here. @throws {AppError} `store-unavailable`. */
  bySubscription(app: string, subscriptionId: string): Promise<string | undefined>;
  /** `undefined` for unknown bindings and those that the platform never accepted. @throws {AppError} `store-unavailable`. */
  subscriptionOf(bindingId: string): Promise<Subscription | undefined>;
}

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
