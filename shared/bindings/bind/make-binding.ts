import { addSeconds, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { LookAround, Seen } from '../allocation/look-around.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import type { BindLimit, CountedBind } from '../bind-limit/bind-limit.ts';
import { isLeavingPair, mayBringOthers } from '../lifecycle/changed-binding.ts';
import { NEXT_SWEEP_SECONDS } from '../lifecycle/due-at.ts';
import { isLeased, LEASE_SECONDS, leaseSeconds } from '../lifecycle/lease.ts';
import { type ActiveBinding, type Binding, isActive } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';
import type { NewLock, RequestLocks } from '../model/request-lock-store.ts';
import type { QueuedBinding } from '../queue/queued-bind.ts';
import { type WaitingTwinDeps, waitingTwin } from '../queue/waiting-twin.ts';
import { bindingsOfPair } from '../read/bindings-of-pair.ts';
import type { AttemptBind } from './attempt-bind.ts';
import { type Asked, lockEnd } from './lock-place.ts';

export type MakeBindingDeps = WaitingTwinDeps &
  Readonly<{
    bindings: BindingStore;
    locks: RequestLocks;
    attempt: AttemptBind;
    choice: Pick<NumberChoice, 'inOrder'>;
    lookAround: LookAround;
    /**
     * Carries out a change again that was cut short.
     *
     * @throws {AppError} what leaves it open.
     */
    finishChange: (record: BindingRecord<ActiveBinding>) => Promise<unknown>;
    limit: BindLimit;
    sealer: Sealer;
    newId: IdSource;
  }>;

/**
 * `created` is the first answer, also when a repeat of its idempotency key asks for it again. `queued`: it waits until the platform
 * answers again, and is pending until then.
 */
export type Created = Readonly<{ kind: 'created' | 'existing' | 'queued'; binding: Binding }>;

/** Another request is at work, for so many seconds at most. */
export type Wait = Readonly<{ kind: 'wait'; seconds: number }>;

/** Another request was faster a moment ago. */
export const LOOK_AGAIN: Wait = { kind: 'wait', seconds: 1 };

/** The wait for whoever has that lease. */
export const workedOn = (leased: Readonly<{ leaseUntil?: string }>, now: Date): Wait => ({
  kind: 'wait',
  seconds: leaseSeconds(leased, now),
});

/** A lock for whoever makes a binding now, under that id. */
export const newLock = (
  { clock, newId }: Pick<MakeBindingDeps, 'clock' | 'newId'>,
  bindingId: string = newId(),
): NewLock => ({
  bindingId,
  leaseUntil: iso(addSeconds(clock(), LEASE_SECONDS)),
});

/**
 * Answers with a live binding that has the pair of a request, unless an older change may yet give it to other people: nothing
 * older may win after that answer. A change that was cut short is finished first, as by a change after it.
 *
 * @throws {AppError} `binding-in-progress` while a change that was overtaken may still be applied; what leaves one open.
 */
export const unlessLeaving = async (
  { finishChange, clock }: MakeBindingDeps,
  record: BindingRecord<ActiveBinding>,
  answer: Created,
): Promise<Created | Wait> => {
  const now = clock();
  if (isLeavingPair(record)) {
    if (isLeased(record, now)) return workedOn(record, now);
    await finishChange(record);
    return LOOK_AGAIN;
  }
  if (!mayBringOthers(record)) return answer;
  // The sweeper sets its values once more after that.
  throw inProgress(openSeconds(record.openChange, now) + NEXT_SWEEP_SECONDS);
};

/**
 * Makes the binding of a lock that is ours, unless the same pair has a live one that an idempotency key made, or one that waits.
 *
 * @param beside whatever was read beside taking the lock
 * @throws {AppError} with what the caller is to be told; the lock is dropped where nothing was left behind.
 */
export const makeBinding = async (
  deps: MakeBindingDeps,
  asked: Asked,
  lock: NewLock,
  beside?: Seen,
): Promise<Created | Wait> => {
  const { locks, attempt, limit } = deps;
  const { request, place, by } = asked;
  const { bindingId } = lock;
  const counted = countedBind(deps, asked, bindingId);
  try {
    const plan = await planOf(deps, asked, beside);
    if (plan.kind === 'existing') {
      await locks.drop(place, bindingId);
      return await existing(deps, plan.record);
    }
    await limit.take(counted);
    return await answerOf(deps, asked, lock, await attempt.start(bindingId, request, plan.numbers, by));
  } catch (error) {
    await freeUnused(deps, asked, counted);
    throw error;
  }
};

const existing = async (
  deps: MakeBindingDeps,
  record: BindingRecord<ActiveBinding> | QueuedBinding,
): Promise<Created | Wait> => {
  const { binding } = record;
  if (hasStatus(record, 'pending')) return { kind: 'queued', binding };
  return unlessLeaving(deps, record, { kind: 'existing', binding });
};

const countedBind = (
  { clock }: MakeBindingDeps,
  { request: { app, a, b, inPlaceOf } }: Asked,
  bindingId: string,
): CountedBind => ({ app, a, b, bindingId, createdAt: iso(clock()), replaces: inPlaceOf?.bindingId });

/** The live or waiting binding that answers the request, or the numbers that a new one is tried on. */
type Plan =
  | Readonly<{ kind: 'existing'; record: BindingRecord<ActiveBinding> | QueuedBinding }>
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
  { request, place, report }: Asked,
  { pair, drawn }: Seen,
): Promise<Plan> => {
  const { choice, clock } = deps;
  const twins = place.keyed ? [] : await bindingsOfPair(deps, request, pair);
  const live = twins.filter((twin) => isActiveRecord(twin, clock()));
  const record = live.find((twin) => !isLeavingPair(twin) && !mayBringOthers(twin)) ?? live[0];
  const twin = record ?? (place.keyed ? undefined : await waitingTwin(deps, request, twins));
  if (twin !== undefined) return { kind: 'existing', record: twin };
  await report?.allow();
  return { kind: 'new', numbers: await choice.inOrder(request, pair, drawn) };
};

const isActiveRecord = (record: BindingRecord, now: Date): record is BindingRecord<ActiveBinding> =>
  isActive(record.binding, now);

/**
 * The answer of an attempt. One that is final is stored with the key's lock.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const answerOf = async (
  deps: MakeBindingDeps,
  asked: Asked,
  lock: NewLock,
  binding: Binding,
): Promise<Created> => {
  // Its key leads to it, whatever becomes of it.
  if (binding.status === 'pending') return { kind: 'queued', binding };
  await persistAnswer(deps, asked, lock, binding);
  return { kind: 'created', binding };
};

/** The first answer is stored, sealed, with the key's lock, so that a repeat gets it even after the binding changed. */
const persistAnswer = async (
  { locks, clock }: MakeBindingDeps,
  asked: Asked,
  lock: NewLock,
  binding: Binding,
): Promise<void> => {
  if (!asked.place.keepsAnswer) return;
  const now = clock();
  await locks.replace(
    asked.place,
    lock,
    { ...lock, answer: JSON.stringify(binding) },
    now,
    lockEnd(asked, now),
  );
};

/** Nothing was left behind for this lock, so a repeat may start afresh at once. The end of one that failed has uncounted it. */
const freeUnused = async (
  { bindings, locks, limit }: MakeBindingDeps,
  { place }: Asked,
  counted: CountedBind,
): Promise<void> => {
  const { bindingId } = counted;
  const left = await bindings.get(bindingId);
  if (left !== undefined && left.binding.status !== 'failed') return;
  await Promise.all([locks.drop(place, bindingId), left ?? limit.uncount(counted)]);
};
