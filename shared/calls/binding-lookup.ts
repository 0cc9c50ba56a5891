/** A binding by the platform's id of it. */
export type Subscription = Readonly<{ app: string; subscriptionId: string }>;

/** Which binding a call or a text belongs to. Bindings that have ended count: CDRs come hours after them. */
export interface BindingLookup {
  /** Our id of the binding; `undefined` when we never made it. @throws {AppError} `store-unavailable`. */
  bySubscription(app: string, subscriptionId: string): Promise<string | undefined>;
  /** `undefined` for unknown bindings and those that the platform never accepted. @throws {AppError} `store-unavailable`. */
  subscriptionOf(bindingId: string): Promise<Subscription | undefined>;
}
