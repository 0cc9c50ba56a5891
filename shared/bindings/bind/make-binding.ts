import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { LEASE_SECONDS } from '../lifecycle/lease.ts';
import { type Binding, isActive } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';
import type { RequestLock, RequestLockStore } from '../model/request-lock-store.ts';
import { bindingsOfPair } from '../read/bindings-of-pair.ts';
import type { AttemptBind } from './attempt-bind.ts';
import { type Asked, type LockPlace, lockEnd } from './lock-place.ts';

export type MakeBindingDeps = Readonly<{
  bindings: BindingStore;
  locks: RequestLockStore;
  reservations: Reservations;
  attempt: AttemptBind;
  sealer: Sealer;
  lookup: LookupKeys;
  clock: Clock;
  newId: IdSource;
}>;

/** `created` is the first answer, also when a repeat of its idempotency key asks for it again. */
export type Created = Readonly<{ kind: 'created' | 'existing'; binding: Binding }>;

/** A lock for whoever makes a binding now, under that id. */
export const newLock = (
  { clock, newId }: MakeBindingDeps,
  { fingerprint }: LockPlace,
  bindingId: string = newId(),
): RequestLock => ({
  bindingId,
  fingerprint,
  leaseUntil: iso(addSeconds(clock(), LEASE_SECONDS)),
});

/**
 * Makes the binding of a lock that is ours, unless the same pair has a live one that an idempotency key made.
 *
 * @throws {AppError} with what the caller is to be told; the lock is dropped where nothing was left behind.
 */
export const makeBinding = async (
  deps: MakeBindingDeps,
  asked: Asked,
  lock: RequestLock,
): Promise<Created> => {
  const { locks, attempt } = deps;
  const { request, place } = asked;
  const { bindingId } = lock;
  try {
    const twins = place.keyed ? [] : await bindingsOfPair(deps, request);
    const live = twins.find(({ binding }) => isActive(binding, deps.clock()));
    if (live !== undefined) {
      await locks.drop(place.key, bindingId);
      return { kind: 'existing', binding: live.binding };
    }
    const binding = await attempt.start(bindingId, request);
    await persistAnswer(deps, asked, lock, binding);
    return { kind: 'created', binding };
  } catch (error) {
    await freeUnused(deps, place, bindingId);
    throw error;
  }
};

/** The first answer is stored, sealed, with the key's lock, so that a repeat gets it even after the binding changed. */
export const persistAnswer = async (
  { locks, sealer, clock }: MakeBindingDeps,
  asked: Asked,
  lock: RequestLock,
  binding: Binding,
): Promise<void> => {
  const { key, keyed } = asked.place;
  if (!keyed) return;
  const answer = sealer.seal(JSON.stringify(binding), key);
  await locks.replace(key, lock, { ...lock, answer }, lockEnd(asked, clock()));
};

/** Nothing was left behind for this lock, so a repeat may start afresh at once. */
const freeUnused = async (
  { bindings, locks }: MakeBindingDeps,
  { key }: LockPlace,
  bindingId: string,
): Promise<void> => {
  const left = await bindings.get(bindingId);
  if (left === undefined || left.binding.status === 'failed') await locks.drop(key, bindingId);
};
