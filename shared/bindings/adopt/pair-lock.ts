import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { pairLockEnd } from '../bind/lock-place.ts';
import { isLeased, LEASE_SECONDS } from '../lifecycle/lease.ts';
import { type Binding, isActive } from '../model/binding.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { pairKey, pairPlace } from '../model/pair-key.ts';
import type { NewLock, RequestLock, RequestLocks } from '../model/request-lock-store.ts';

/** The dependencies of locking a pair. */
export type PairLockDeps = Readonly<{
  bindings: Pick<BindingStore, 'get'>;
  locks: RequestLocks;
  lookup: LookupKeys;
  clock: Clock;
  newId: IdSource;
}>;

/** The lock of a pair that nobody binds meanwhile. Both methods throw `AppError` `store-unavailable`. */
export type PairLock = Readonly<{
  /** It is the lock of that binding from now on. */
  handOver(binding: Binding): Promise<void>;
  /** Drops it, unless it was handed over. */
  drop(): Promise<void>;
}>;

/**
 * Locks the pair of an adoption. The lock has an id of its own and not that of the binding: a bind of the same pair that outlives
 * the adopter makes a binding of its own, and never takes up the adoption, which would send it to the platform.
 *
 * @returns the lock; the binding of the pair that lives here; or `in-progress` while somebody else is at work on the pair
 * @throws {AppError} `store-unavailable`.
 */
export const lockPair = async (
  deps: PairLockDeps,
  pair: Binding,
): Promise<PairLock | BindingRecord | 'in-progress'> => {
  const { locks, lookup, clock, newId } = deps;
  const now = clock();
  const leaseEnd = addSeconds(now, LEASE_SECONDS);
  const place = pairPlace(lookup, pair);
  const lock: NewLock = { bindingId: newId(), leaseUntil: iso(leaseEnd) };
  const held = await locks.take(place, lock, now, leaseEnd);
  if (!held.taken) {
    const holder = await holderOf(deps, held.lock, pair);
    if (holder !== 'nobody') return holder;
    if (!(await locks.replace(place, held.lock, lock, now, leaseEnd))) return 'in-progress';
  }
  return {
    async handOver(binding) {
      const at = clock();
      const done: NewLock = { bindingId: binding.bindingId, leaseUntil: iso(at) };
      await locks.replace(place, lock, done, at, pairLockEnd(binding, at));
    },
    drop: () => locks.drop(place, lock.bindingId),
  };
};

/** One that lives with other people by now has left its lock behind, unless a change may be bringing it here. */
const holderOf = async (
  { bindings, lookup, clock }: PairLockDeps,
  lock: RequestLock,
  pair: Binding,
): Promise<BindingRecord | 'in-progress' | 'nobody'> => {
  const now = clock();
  const record = await bindings.get(lock.bindingId);
  if (record === undefined) return isLeased(lock, now) ? 'in-progress' : 'nobody';
  const { binding, change } = record;
  if (hasStatus(record, 'pending') || isLeased(record, now) || change !== undefined) return 'in-progress';
  return isActive(binding, now) && pairKey(lookup, binding) === pairKey(lookup, pair) ? record : 'nobody';
};
