import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { pairLockEnd } from '../bind/lock-place.ts';
import { changedBinding } from '../lifecycle/changed-binding.ts';
import { isLeased, LEASE_SECONDS, leaseSeconds } from '../lifecycle/lease.ts';
import { type ActiveBinding, type Binding, isActive } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { pairKey } from '../model/pair-key.ts';
import type { RequestLock, RequestLockStore } from '../model/request-lock-store.ts';

type Deps = Readonly<{ bindings: BindingStore; locks: RequestLockStore; lookup: LookupKeys; clock: Clock }>;

/**
 * Takes the lock of the pair that a persisted change leads to, so that a bind of this pair finds the binding and makes no
 * second one. A pair that was bound before the change keeps its lock. The platform is never asked for the change before its
 * maker has the lock, so that one whose pair another request has taken since can be taken back.
 *
 * @param record with `attemptAt` of the attempt that stored the change
 * @returns for how many seconds at most another request is at work on that pair; 0 when the change may go on
 * @throws {AppError} `store-unavailable`.
 */
export const lockNewPair = async (
  deps: Deps,
  { binding, attemptAt }: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<number> => {
  const { bindings, locks, lookup, clock } = deps;
  const next = changedBinding(binding, change);
  const key = pairKey(lookup, next);
  if (key === pairKey(lookup, binding)) return 0;
  const now = clock();
  const leaseUntil = iso(addSeconds(now, LEASE_SECONDS));
  const lock = { bindingId: binding.bindingId, fingerprint: '', leaseUntil };
  const end = pairLockEnd(next.terms, now);
  const held = await locks.take(key, lock, now, end);
  // Taken also where a change that was cut short has it already.
  if (held.taken) return 0;
  const holder = await bindings.get(held.lock.bindingId);
  const busySeconds = secondsOfWork(holder, held.lock, now);
  if (busySeconds > 0) return busySeconds;
  if (isBound(deps, holder?.binding, key)) return isSince(holder?.binding, attemptAt) ? 1 : 0;
  return (await locks.replace(key, held.lock, lock, end)) ? 0 : 1;
};

const secondsOfWork = (holder: BindingRecord | undefined, lock: RequestLock, now: Date): number => {
  if (holder === undefined) return isLeased(lock, now) ? leaseSeconds(lock, now) : 0;
  const { binding, change } = holder;
  const isAtWork = binding.status === 'pending' || (change !== undefined && isActive(binding, now));
  return isAtWork ? leaseSeconds(holder, now) : 0;
};

const isBound = ({ lookup, clock }: Deps, binding: Binding | undefined, key: string): boolean =>
  binding !== undefined && isActive(binding, clock()) && pairKey(lookup, binding) === key;

const isSince = (holder: Binding | undefined, instant: string | undefined): boolean =>
  holder !== undefined && instant !== undefined && holder.createdAt > instant;

/** The pair of a change that is not made is free again. */
export const freeNewPair = async (
  { locks, lookup }: Deps,
  { binding }: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<void> => {
  const key = pairKey(lookup, changedBinding(binding, change));
  if (key !== pairKey(lookup, binding)) await locks.drop(key, binding.bindingId);
};
