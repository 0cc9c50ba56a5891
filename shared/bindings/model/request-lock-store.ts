import type { LookupKeys } from '../../sealing/lookup-keys.ts';

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
  /** The lock, also an expired one. */
  get(key: string): Promise<RequestLock | undefined>;
  /** Replaces a lock that is still `old`; `false` when somebody was faster. */
  replace(key: string, old: FormerLock, lock: RequestLock, expiresAt: Date): Promise<boolean>;
  /** Removes the lock if it still belongs to that binding, so that the next request starts afresh. */
  drop(key: string, bindingId: string): Promise<void>;
}

/** Where a lock lies under one `lookupKey`: the look-up key of the idempotency key or of the pair, and the fingerprint there. */
export type LockSide = Readonly<{ key: string; fingerprint: string }>;

/** Where a lock lies; `other`: and where under the other key, while `lookupKey` changes. */
export type LockPlace = LockSide & Readonly<{ other?: LockSide | undefined }>;

/** A place, from the way in which one side of it is made. */
export const lockPlaceUnder = (lookup: LookupKeys, sideOf: (lookup: LookupKeys) => LockSide): LockPlace => {
  const other = lookup.change?.other;
  return { ...sideOf(lookup), ...(other === undefined ? {} : { other: sideOf(other) }) };
};

/** A lock that is to be written; `answer`: the first answer in clear, which is sealed where it is stored. */
export type NewLock = Omit<RequestLock, 'fingerprint'>;

/** The lock that another request has, and on which side of its place it was found. */
export type HeldLock = Readonly<{ taken: false; lock: RequestLock; side: LockSide }>;

/** As `RequestLockStore`, by places. Each method throws {AppError} `store-unavailable`. */
export interface RequestLocks {
  take(
    place: LockPlace,
    lock: NewLock,
    now: Date,
    expiresAt: Date,
  ): Promise<Readonly<{ taken: true }> | HeldLock>;
  /** The id of the binding whose lock lies there, of whichever side has one. */
  holderOf(place: LockPlace): Promise<string | undefined>;
  /** Replaces a lock that is still `old`; `false` when somebody was faster. */
  replace(place: LockPlace, old: FormerLock, lock: NewLock, now: Date, expiresAt: Date): Promise<boolean>;
  /** Removes the lock if it still belongs to that binding. */
  drop(place: LockPlace, bindingId: string): Promise<void>;
}
