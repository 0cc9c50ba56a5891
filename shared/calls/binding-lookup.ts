/** A binding by the platform's id of it. */
export type Subscription = Readonly<{ app: string; subscriptionId: string }>;

/** Finds the binding that a call or an SMS belongs to. Bindings that have ended count: CDRs come hours after them. */
export interface BindingLookup {
  /** Our id of the binding; `undefined` when it was not made here. @throws {AppError} `store-unavailable`. */
  bySubscription(app: string, subscriptionId: string): Promise<string | undefined>;
  /** `undefined` for unknown bindings and those that the platform never accepted. @throws {AppError} `store-unavailable`. */
  subscriptionOf(bindingId: string): Promise<Subscription | undefined>;
}

/**
 * The lookup for one request, which asks nothing twice: a binding that several records of a list belong to is looked up once,
 * and one that the list itself is of, not again.
 */
export const rememberingLookup = (bindings: BindingLookup): BindingLookup => {
  const ids = new Map<string, Promise<string | undefined>>();
  return {
    bySubscription(app, subscriptionId) {
      const key = keyOf({ app, subscriptionId });
      const id = ids.get(key) ?? bindings.bySubscription(app, subscriptionId);
      ids.set(key, id);
      return id;
    },
    async subscriptionOf(bindingId) {
      const subscription = await bindings.subscriptionOf(bindingId);
      if (subscription !== undefined) ids.set(keyOf(subscription), Promise.resolve(bindingId));
      return subscription;
    },
  };
};

const keyOf = ({ app, subscriptionId }: Subscription): string => `${app}#${subscriptionId}`;

/** Our id of the binding of a record; `undefined` for an orphan. @throws {AppError} `store-unavailable`. */
export const bindingIdFor = async (
  bindings: BindingLookup,
  subscription: Subscription | undefined,
): Promise<string | undefined> =>
  subscription && bindings.bySubscription(subscription.app, subscription.subscriptionId);
