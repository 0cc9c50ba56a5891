import type { Mode } from '../kernel/mode.ts';

/** A binding by the platform's id of it. */
export type Subscription = Readonly<{ app: string; subscriptionId: string }>;

/** The bindings of a person, on either side, or on a private number; with `until` (ISO 8601 UTC) those made by then. */
export type BindingsOf = Readonly<{ until: string | undefined } & ({ party: string } | { x: string })>;

/**
 * The binding that had a private number last, and when it ended (ISO 8601 UTC); `null`: it has not, or nobody knows when. `certain`: no
 * other one can have had it later.
 */
export type LastHolder = Readonly<{ bindingId: string; endedAt: string | null; certain: boolean }>;

/**
 * Says who of an app had a private number when it was called (ISO 8601 UTC), or else last before; `undefined`: nobody that is known.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type LastHolderOf = (
  astray: Readonly<{ app: string; mode: Mode; x: string; at: string }>,
) => Promise<LastHolder | undefined>;

/** Finds the binding that a call or an SMS belongs to. Bindings that have ended count: CDRs come hours after them. */
export interface BindingLookup {
  /** Our id of the binding; `undefined` when it was not made here. @throws {AppError} `store-unavailable`. */
  bySubscription(app: string, subscriptionId: string): Promise<string | undefined>;
  /** `undefined` for unknown bindings and those that the platform never accepted. @throws {AppError} `store-unavailable`. */
  subscriptionOf(bindingId: string): Promise<Subscription | undefined>;
  /**
   * Those that were made last, at least `most` of them where there are so many, in a few requests for all together.
   *
   * @throws {AppError} `store-unavailable`.
   */
  madeLast(of: BindingsOf, most: number): Promise<readonly Readonly<{ bindingId: string } & Subscription>[]>;
}

/** So few are looked up one by one: the requests leave side by side, and finding them together takes three, one after the other. */
const FEW = 4;

/** A lookup for one request. */
export type RememberingLookup = BindingLookup &
  Readonly<{
    /** Looks for many of a page's bindings together: they are mostly the last ones of the person or number that the list is of. */
    lookAhead: (of: BindingsOf | undefined, subscriptions: readonly Subscription[]) => Promise<void>;
  }>;

/**
 * The lookup for one request, which asks nothing twice: a binding that several records of a list belong to is looked up once,
 * and one that the list itself is of, not again.
 */
export const rememberingLookup = (bindings: BindingLookup): RememberingLookup => {
  const ids = new Map<string, Promise<string | undefined>>();
  return {
    ...bindings,
    async lookAhead(of, subscriptions) {
      const unknown = new Set(subscriptions.map(keyOf).filter((key) => !ids.has(key)));
      if (of === undefined || unknown.size <= FEW) return;
      for (const { bindingId, ...subscription } of await bindings.madeLast(of, unknown.size))
        ids.set(keyOf(subscription), Promise.resolve(bindingId));
    },
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
