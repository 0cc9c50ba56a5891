import type { Clock } from '../../kernel/clock.ts';
import type { RefuseOwnNumbers } from '../../numbers/own-numbers.ts';
import type { LookAround, Seen } from '../allocation/look-around.ts';
import { type ReadBlocks, refuseBlocked } from '../blocks/read-blocks.ts';
import { callbackNumberOf } from '../model/binding.ts';
import type { HeldLock, NewLock, RequestLocks } from '../model/request-lock-store.ts';
import { type Asked, lockEnd } from './lock-place.ts';

/** The dependencies of taking a lock. */
export type TakeLockDeps = Readonly<{
  locks: RequestLocks;
  refuseOwnNumbers: RefuseOwnNumbers;
  readBlocks: ReadBlocks;
  lookAround: LookAround;
  /** Joins the batch reads of work into one request. */
  together: <Result>(work: () => Promise<Result>) => Promise<Result>;
  clock: Clock;
}>;

/**
 * The lock that another request has, or ours; `seen` was read beside taking it and may be older than it. `refusal`: why nobody may be
 * bound by it, which does not count for a key that has an answer already.
 */
export type TakenLock =
  | (HeldLock & Readonly<{ refusal?: unknown }>)
  | Readonly<{ taken: true; seen: Seen | undefined }>;

/**
 * Takes the lock of a request, and reads in the same trip: whether the people of it may be bound, and everything that is needed
 * when the lock is ours. The lock is dropped where the request ends here.
 *
 * @throws {AppError} `invalid-request` for private numbers of ours in the place of people, before anything that the lock
 *   says; `party-blocked`, unless another request has the lock of an idempotency key; `store-unavailable`.
 */
export const takeLockAndLook = async (
  deps: TakeLockDeps,
  asked: Asked,
  lock: NewLock,
): Promise<TakenLock> => {
  const { locks, refuseOwnNumbers, readBlocks, lookAround, together } = deps;
  const { request, place, report } = asked;
  const { app, a, b, terms } = request;
  const people = { a, b, 'callback.number': callbackNumberOf(terms) };
  const [taken, checked, permitted, seen] = await together(() =>
    Promise.allSettled([
      takeLock(deps, asked, lock),
      refuseOwnNumbers(people),
      readBlocks(people, [app]).then((blockedIn) => refuseBlocked(blockedIn(app))),
      lookAround(request),
      report?.readAhead(),
    ]),
  );
  const isOurs = taken.status === 'fulfilled' && taken.value.taken;
  // Nobody is bound by the answer of a key once more; only its binding tells whether it has one.
  const mayBeAnswered = place.keepsAnswer && taken.status === 'fulfilled' && !isOurs;
  const failure = [checked, taken, ...(mayBeAnswered ? [] : [permitted]), ...(isOurs ? [seen] : [])].find(
    ({ status }) => status === 'rejected',
  );
  if (failure?.status === 'rejected') {
    if (isOurs) await locks.drop(place, lock.bindingId);
    throw failure.reason;
  }
  if (taken.status === 'rejected') throw taken.reason;
  if (!taken.value.taken)
    return permitted.status === 'rejected' ? { ...taken.value, refusal: permitted.reason } : taken.value;
  return seen.status === 'fulfilled' ? { taken: true, seen: seen.value } : taken.value;
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
