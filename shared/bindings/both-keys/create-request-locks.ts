import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type {
  FormerLock,
  HeldLock,
  LockPlace,
  LockSide,
  NewLock,
  RequestLock,
  RequestLockStore,
  RequestLocks,
} from '../model/request-lock-store.ts';

type Deps = Readonly<{ store: RequestLockStore; sealer: Sealer; lookup: LookupKeys }>;

/**
 * The locks of requests, over the store that keeps them. While `lookupKey` changes a lock is written under both keys, in the same
 * order by everybody: the former key first. A request that is held up on the second side lets go of the first one, or finds there what
 * nobody holds any more.
 */
export const createRequestLocks = (deps: Deps): RequestLocks => {
  const { change } = deps.lookup;
  return change === undefined ? underOneKey(deps) : underBothKeys(deps, change.phase);
};

const holderOf =
  ({ store }: Deps): RequestLocks['holderOf'] =>
  async ({ key, other }) =>
    ((await store.get(key)) ?? (other && (await store.get(other.key))))?.bindingId;

const underOneKey = (deps: Deps): RequestLocks => ({
  take: (place, lock, now, expiresAt) => takeSide(deps, place, lock, now, expiresAt),
  holderOf: holderOf(deps),
  replace: (place, old, lock, _now, expiresAt) => replaceSide(deps, place, old, lock, expiresAt),
  drop: (place, bindingId) => deps.store.drop(place.key, bindingId),
});

const underBothKeys = (deps: Deps, phase: 'begun' | 'used'): RequestLocks => ({
  async take(place, lock, now, expiresAt) {
    const { former, next } = sidesOf(place, phase);
    const first = await takeSide(deps, former, lock, now, expiresAt);
    if (!first.taken) return first;
    const second = await takeSide(deps, next, lock, now, expiresAt);
    if (second.taken) return second;
    if (phase === 'begun' && (await replaceSide(deps, next, second.lock, lock, expiresAt)))
      return { taken: true };
    await deps.store.drop(former.key, lock.bindingId);
    return second;
  },

  holderOf: holderOf(deps),

  async replace(place, old, lock, now, expiresAt) {
    const { former, next } = sidesOf(place, phase);
    /** Also where nobody has that side any more. */
    const replaceOrTake = async (side: LockSide) => {
      if (await replaceSide(deps, side, old, lock, expiresAt)) return { taken: true } as const;
      return takeSide(deps, side, lock, now, expiresAt);
    };
    if (phase === 'begun') {
      if (!(await replaceSide(deps, former, old, lock, expiresAt))) return false;
      const second = await replaceOrTake(next);
      return second.taken || replaceSide(deps, next, second.lock, lock, expiresAt);
    }
    if (!(await replaceOrTake(former)).taken) return false;
    if (await replaceSide(deps, next, old, lock, expiresAt)) return true;
    await deps.store.drop(former.key, lock.bindingId);
    return false;
  },

  async drop(place, bindingId) {
    const { former, next } = sidesOf(place, phase);
    await deps.store.drop(former.key, bindingId);
    await deps.store.drop(next.key, bindingId);
  },
});

/** The side of the former key, and that of the one that follows it. */
const sidesOf = (
  { other, ...own }: LockPlace,
  phase: 'begun' | 'used',
): Readonly<{ former: LockSide; next: LockSide }> => {
  if (other === undefined) throw new TypeError('a lock has one side while the look-up key changes');
  return phase === 'begun' ? { former: own, next: other } : { former: other, next: own };
};

const takeSide = async (
  { store, sealer }: Deps,
  side: LockSide,
  lock: NewLock,
  now: Date,
  expiresAt: Date,
): Promise<Readonly<{ taken: true }> | HeldLock> => {
  const held = await store.take(side.key, sealedFor(sealer, side, lock), now, expiresAt);
  return held.taken ? held : { ...held, side };
};

const replaceSide = (
  { store, sealer }: Deps,
  side: LockSide,
  old: FormerLock,
  lock: NewLock,
  expiresAt: Date,
): Promise<boolean> => store.replace(side.key, old, sealedFor(sealer, side, lock), expiresAt);

const sealedFor = (
  sealer: Sealer,
  { key, fingerprint }: LockSide,
  { answer, ...lock }: NewLock,
): RequestLock => ({
  ...lock,
  fingerprint,
  ...(answer === undefined ? {} : { answer: sealer.sealCompact(answer, key) }),
});
