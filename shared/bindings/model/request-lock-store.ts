/**
 * The lock of a request: the first of any number of identical requests writes it and does the work, the others find
 * the binding. `fingerprint` tells whether a repeat of an idempotency key carries the same request.
 */
export type RequestLock = Readonly<{
  bindingId: string;
  fingerprint: string;
  /** Until then the maker may be at work without having stored the binding yet. */
  leaseUntil: string;
  /** The first answer, kept so that a repeat is answered as the first time. */
  answer?: string;
}>;

/** The lock that is to be replaced. */
export type FormerLock = Pick<RequestLock, 'bindingId' | 'leaseUntil'>;

/** `key` is a look-up key of the idempotency key or of the pair. */
export interface RequestLockStore {
  /**
   * Writes the lock if there is none or the old one has expired; otherwise gives the one that is there. A lock of this very
   * binding, of an earlier call or try, counts as taken.
   *
   * @throws {AppError} `store-unavailable`, as every method here.
   */
  take(
    key: string,
    lock: RequestLock,
    now: Date,
    expiresAt: Date,
  ): Promise<{ taken: true } | { taken: false; lock: RequestLock }>;
  /** Replaces a lock that is still `old`; `false` when somebody was faster. */
  replace(key: string, old: FormerLock, lock: RequestLock, expiresAt: Date): Promise<boolean>;
  /** Removes the lock if it still belongs to that binding, so that the next request starts afresh. */
  drop(key: string, bindingId: string): Promise<void>;
}
