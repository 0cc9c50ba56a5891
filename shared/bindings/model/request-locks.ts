import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { FormerLock, RequestLock } from './request-lock-store.ts';

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
  /** Replaces a lock that is still `old`; `false` when somebody was faster. */
  replace(place: LockPlace, old: FormerLock, lock: NewLock, now: Date, expiresAt: Date): Promise<boolean>;
  /** Removes the lock if it still belongs to that binding. */
  drop(place: LockPlace, bindingId: string): Promise<void>;
}
