import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { AppError } from '../../kernel/errors.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { checkNumbersOfA } from '../allocation/numbers-of-a.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { pairLockEnd } from '../bind/lock-place.ts';
import { changedBinding } from '../lifecycle/changed-binding.ts';
import { isLeased, LEASE_SECONDS, leaseSeconds } from '../lifecycle/lease.ts';
import { type ActiveBinding, isActive, type PendingBinding } from '../model/binding.ts';
import { alreadyBound, inProgress } from '../model/binding-errors.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { pairKey, pairPlace } from '../model/pair-key.ts';
import type { RequestLock, RequestLocks } from '../model/request-lock-store.ts';
import { notMadeYet } from '../queue/queued-bind.ts';
import { bindingsOfPair } from '../read/bindings-of-pair.ts';

type Deps = Readonly<{ bindings: BindingStore; locks: RequestLocks; lookup: LookupKeys; clock: Clock }>;

/**
 * Checks that a new change leads to a pair that no other binding has, and to an A who may have one more X. {@link lockNewPair} keeps binds of that pair away from
 * then on; those of an idempotency key take no lock of their pair, and are seen here only.
 *
 * @throws {AppError} `already-bound`, `binding-in-progress` (another binding of the pair is being made), `party-limit`,
 *   `store-unavailable`.
 */
export const checkNewPair = async (
  deps: Deps & Readonly<{ reservations: Reservations }>,
  { binding }: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<void> => {
  const { reservations, lookup, clock } = deps;
  const next = changedBinding(binding, change);
  if (pairKey(lookup, next) === pairKey(lookup, binding)) return;
  const now = clock();
  const pair = await reservations.of(next);
  const others = await bindingsOfPair(deps, next, pair);
  if (others.some((other) => isActive(other.binding, now))) throw alreadyBound();
  const pending = others.find(isPending);
  if (pending !== undefined) throw notMadeYet(pending, now);
  if (next.a !== binding.a) checkNumbersOfA(next, pair.a);
};

/**
 * Takes the lock of the pair that a persisted change leads to, so that a bind of this pair finds the binding and makes no
 * second one. The platform is never asked for the change before its maker has the lock, so that one whose pair another
 * binding has can be taken back, also when it was cut short.
 *
 * @returns the reason why the change must not be made: `already-bound` or `binding-in-progress`; `undefined` when it may go on
 * @throws {AppError} `store-unavailable`.
 */
export const lockNewPair = async (
  deps: Deps,
  { binding }: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<AppError | undefined> => {
  const { bindings, locks, lookup, clock } = deps;
  const next = changedBinding(binding, change);
  const key = pairKey(lookup, next);
  if (key === pairKey(lookup, binding)) return undefined;
  const now = clock();
  const leaseUntil = iso(addSeconds(now, LEASE_SECONDS));
  const place = pairPlace(lookup, next);
  const lock = { bindingId: binding.bindingId, leaseUntil };
  const end = pairLockEnd(next, now);
  const held = await locks.take(place, lock, now, end);
  // Taken also where a change that was cut short has it already.
  if (held.taken) return undefined;
  const holder = await bindings.get(held.lock.bindingId);
  const obstacle = obstacleOf(deps, key, holder, held.lock);
  if (obstacle !== undefined) return obstacle;
  return (await locks.replace(place, held.lock, lock, now, end)) ? undefined : inProgress();
};

/** `undefined` where the holder of the lock has no more use for it. */
const obstacleOf = (
  { lookup, clock }: Deps,
  key: string,
  holder: BindingRecord | undefined,
  lock: RequestLock,
): AppError | undefined => {
  const now = clock();
  if (holder === undefined) return isLeased(lock, now) ? inProgress(leaseSeconds(lock, now)) : undefined;
  const { binding, change = {} } = holder;
  if (hasStatus(holder, 'pending')) return notMadeYet(holder, now);
  if (!isActive(binding, now)) return undefined;
  const pair = pairKey(lookup, binding);
  const nextPair = pairKey(lookup, changedBinding(binding, change));
  // It is being changed to this pair, or from it.
  if (pair !== nextPair && (pair === key || nextPair === key)) return inProgress(leaseSeconds(holder, now));
  return pair === key ? alreadyBound() : undefined;
};

const isPending = (record: BindingRecord): record is BindingRecord<PendingBinding> =>
  hasStatus(record, 'pending');

/** The pair of a change that is not made is free again. */
export const freeNewPair = async (
  { locks, lookup }: Deps,
  { binding }: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<void> => {
  const next = changedBinding(binding, change);
  if (pairKey(lookup, next) !== pairKey(lookup, binding))
    await locks.drop(pairPlace(lookup, next), binding.bindingId);
};
