/** A binding by the platform's id of it. */
export type Subscription = Readonly<{ app: string; subscriptionId: string }>;

/** Finds the binding that a call or an SMS belongs to. Bindings that have ended count: CDRs come hours after them. */
export interface BindingLookup {
  /** Our id of the binding; `undefined` when it was not made here. @throws {AppError} `store-unavailable`. */
  bySubscription(app: string, subscriptionId: string): Promise<string | undefined>;
  /** `undefined` for unknown bindings and those that the platform never accepted. @throws {AppError} `store-unavailable`. */
  subscriptionOf(bindingId: string): Promise<Subscription | undefined>;
}
