import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { LookAround, Seen } from '../allocation/look-around.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import { LEASE_SECONDS } from '../lifecycle/lease.ts';
import { type Binding, isActive } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';
import type { NewLock, RequestLocks } from '../model/request-lock-store.ts';
import { bindingsOfPair } from '../read/bindings-of-pair.ts';
import type { AttemptBind } from './attempt-bind.ts';
import { type Asked, lockEnd, type RequestPlace } from './lock-place.ts';

export type MakeBindingDeps = Readonly<{
  bindings: BindingStore;
  locks: RequestLocks;
  attempt: AttemptBind;
  choice: Pick<NumberChoice, 'inOrder'>;
  lookAround: LookAround;
  sealer: Sealer;
  lookup: LookupKeys;
  clock: Clock;
  newId: IdSource;
}>;

/** `created` is the first answer, also when a repeat of its idempotency key asks for it again. */
export type Created = Readonly<{ kind: 'created' | 'existing'; binding: Binding }>;

/** A lock for whoever makes a binding now, under that id. */
export const newLock = (
  { clock, newId }: Pick<MakeBindingDeps, 'clock' | 'newId'>,
  bindingId: string = newId(),
): NewLock => ({
  bindingId,
  leaseUntil: iso(addSeconds(clock(), LEASE_SECONDS)),
});

/**
 * Makes the binding of a lock that is ours, unless the same pair has a live one that an idempotency key made.
 *
 * @param beside whatever was read beside taking the lock
 * @throws {AppError} with what the caller is to be told; the lock is dropped where nothing was left behind.
 */
export const makeBinding = async (
  deps: MakeBindingDeps,
  asked: Asked,
  lock: NewLock,
  beside?: Seen,
): Promise<Created> => {
  const { locks, attempt } = deps;
  const { request, place } = asked;
  const { bindingId } = lock;
  try {
    const plan = await planOf(deps, asked, beside);
    if (plan.kind === 'existing') {
      await locks.drop(place, bindingId);
      return plan;
    }
    const binding = await attempt.start(bindingId, request, plan.numbers);
    await persistAnswer(deps, asked, lock, binding);
    return { kind: 'created', binding };
  } catch (error) {
    await freeUnused(deps, place, bindingId);
    throw error;
  }
};

/** The live binding that answers the request, or the numbers that a new one is tried on. */
type Plan =
  | Readonly<{ kind: 'existing'; binding: Binding }>
  | Readonly<{ kind: 'new'; numbers: readonly (E164 | undefined)[] }>;

/**
 * A read beside taking the lock may be older than it: a bind of the same pair, or a change that takes a binding away from it, may
 * have ended between. That never hides a binding, because whoever makes one for the pair has the lock, or an
 * idempotency key and then makes another one anyway. So it is enough to go on with, and not to find a binding or to refuse:
 * that is decided by another read.
 */
const planOf = async (deps: MakeBindingDeps, asked: Asked, beside: Seen | undefined): Promise<Plan> => {
  const early = beside && (await planFrom(deps, asked, beside).catch(() => undefined));
  return early?.kind === 'new' ? early : planFrom(deps, asked, await deps.lookAround(asked.request));
};

const planFrom = async (
  deps: MakeBindingDeps,
  { request, place }: Asked,
  { pair, drawn }: Seen,
): Promise<Plan> => {
  const { choice, clock } = deps;
  const twins = place.keyed ? [] : await bindingsOfPair(deps, request, pair);
  const live = twins.find(({ binding }) => isActive(binding, clock()));
  if (live !== undefined) return { kind: 'existing', binding: live.binding };
  return { kind: 'new', numbers: await choice.inOrder(request, pair, drawn) };
};

/** The first answer is stored, sealed, with the key's lock, so that a repeat gets it even after the binding changed. */
export const persistAnswer = async (
  { locks, clock }: MakeBindingDeps,
  asked: Asked,
  lock: NewLock,
  binding: Binding,
): Promise<void> => {
  if (!asked.place.keyed) return;
  const now = clock();
  await locks.replace(
    asked.place,
    lock,
    { ...lock, answer: JSON.stringify(binding) },
    now,
    lockEnd(asked, now),
  );
};

/** Nothing was left behind for this lock, so a repeat may start afresh at once. */
const freeUnused = async (
  { bindings, locks }: MakeBindingDeps,
  place: RequestPlace,
  bindingId: string,
): Promise<void> => {
  const left = await bindings.get(bindingId);
  if (left === undefined || left.binding.status === 'failed') await locks.drop(place, bindingId);
};
