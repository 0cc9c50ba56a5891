import type { Clock } from '../../kernel/clock.ts';
import type { RefuseOwnNumbers } from '../../numbers/own-numbers.ts';
import type { LookAround, Seen } from '../allocation/look-around.ts';
import { callbackNumberOf } from '../model/binding.ts';
import type { HeldLock, NewLock, RequestLocks } from '../model/request-lock-store.ts';
import { type Asked, lockEnd } from './lock-place.ts';

/** The dependencies of taking a lock. */
export type TakeLockDeps = Readonly<{
  locks: RequestLocks;
  refuseOwnNumbers: RefuseOwnNumbers;
  lookAround: LookAround;
  /** Joins the batch reads of work into one request. */
  together: <Result>(work: () => Promise<Result>) => Promise<Result>;
  clock: Clock;
}>;

/** The lock that another request has, or ours; `seen` was read beside taking it and may be older than it. */
export type TakenLock = HeldLock | Readonly<{ taken: true; seen: Seen | undefined }>;

/**
 * Takes the lock of a request, and reads in the same trip: whether the people of it may be bound, and everything that is needed
 * when the lock is ours. The lock is dropped where the request ends here.
 *
 * @throws {AppError} `invalid-request` for private numbers of ours in the place of people, before anything that the lock
 *   says; `store-unavailable`.
 */
export const takeLockAndLook = async (
  deps: TakeLockDeps,
  asked: Asked,
  lock: NewLock,
): Promise<TakenLock> => {
  const { locks, refuseOwnNumbers, lookAround, together } = deps;
  const { request, place, report } = asked;
  const { a, b, terms } = request;
  const [taken, checked, seen] = await together(() =>
    Promise.allSettled([
      takeLock(deps, asked, lock),
      refuseOwnNumbers({ a, b, 'callback.number': callbackNumberOf(terms) }),
      lookAround(request),
      report?.readAhead(),
    ]),
  );
  const isOurs = taken.status === 'fulfilled' && taken.value.taken;
  const failure = [checked, taken, ...(isOurs ? [seen] : [])].find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') {
    if (isOurs) await locks.drop(place, lock.bindingId);
    throw failure.reason;
  }
  if (taken.status === 'rejected') throw taken.reason;
  return taken.value.taken && seen.status === 'fulfilled' ? { taken: true, seen: seen.value } : taken.value;
};

/**
 * Takes the lock of a request alone: another one had it at the first look, and whatever was read then is too old.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const takeLock = async (
  { locks, clock }: Pick<TakeLockDeps, 'locks' | 'clock'>,
  asked: Asked,
  lock: NewLock,
): Promise<TakenLock> => {
  const now = clock();
  const held = await locks.take(asked.place, lock, now, lockEnd(asked, now));
  return held.taken ? { taken: true, seen: undefined } : held;
};
