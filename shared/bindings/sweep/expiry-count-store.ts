/** How far the bindings that ended by themselves are counted: one small item for all of them. */
export interface ExpiryCountStore {
  /**
   * The instant (ISO 8601 UTC) up to which they are counted; `undefined`: none yet.
   *
   * @throws {AppError} `store-unavailable`, as every method here.
   */
  countedTo(): Promise<string | undefined>;
  /** They are counted from `from` up to `to`, by that run. `false`: another run was faster. */
  move(from: string | undefined, to: string, run: string): Promise<boolean>;
}
