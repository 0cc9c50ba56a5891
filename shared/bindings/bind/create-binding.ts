import { AppError } from '../../kernel/errors.ts';
import { openOutcomeError } from '../../kernel/platform-outcome.ts';
import type { BindingWarning, CheckReported } from '../../reporting/check-reported.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { orPartyLimit } from '../allocation/numbers-of-a.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { changedBinding } from '../lifecycle/changed-binding.ts';
import { isLeased, leaseEnded } from '../lifecycle/lease.ts';
import { isOver } from '../lifecycle/lifecycle.ts';
import { Binding, callerName, isActive, type PendingBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import { type BindingRecord, hasStatus } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';
import { pairKey } from '../model/pair-key.ts';
import type { HeldLock, RequestLock } from '../model/request-lock-store.ts';
import { isQueued, notMadeYet } from '../queue/queued-bind.ts';
import { type Asked, type Identity, lockEnd, lockPlaceOf } from './lock-place.ts';
import {
  answerOf,
  type Created,
  LOOK_AGAIN,
  type MakeBindingDeps,
  makeBinding,
  newLock,
  unlessLeaving,
  type Wait,
  workedOn,
} from './make-binding.ts';
import type { ResolvePending } from './resolve-pending.ts';
import { type TakeLockDeps, type TakenLock, takeLock, takeLockAndLook } from './take-lock.ts';

type Deps = MakeBindingDeps &
  TakeLockDeps &
  Readonly<{
    reservations: Reservations;
    resolve: ResolvePending;
    checkReported: CheckReported;
    /** Waits between looks at a binding that another request is making. */
    sleep: (milliseconds: number) => Promise<void>;
  }>;

/** A binding, with what its caller should know. */
export type CreatedAnswer = Created & Readonly<{ warnings?: readonly BindingWarning[] }>;

/** Looks at a pending binding for some three seconds before the caller is asked to come back. */
const LOOKS_MS = [50, 100, 150, 200, 300, 400, 500, 600, 700] as const;

/**
 * Makes a binding, or finds the one that the same request has made: any number of parallel or later repeats cause
 * exactly one at the platform.
 *
 * @throws {AppError} `invalid-request` (private numbers of ours in the place of people), `party-blocked`, `idempotency-key-reused`,
 *   `not-reported`, `binding-in-progress`, and whatever stopped the making of it.
 */
export const createCreateBinding =
  (deps: Deps) =>
  async (request: BindingRequest, identity: Identity): Promise<CreatedAnswer> => {
    const place = lockPlaceOf(deps.lookup, request, identity);
    // A of a move is bound already; what is known of A now must not keep anybody on a number that is lost.
    const report = identity === 'in-place-of' ? undefined : deps.checkReported(request);
    try {
      const created = await makeOrJoin(deps, {
        request,
        place,
        report,
        by: makerOf(request, identity),
      });
      const warnings = (await report?.warnings()) ?? [];
      return warnings.length === 0 ? created : { ...created, warnings };
    } catch (error) {
      throw await orPartyLimit(deps, request, error);
    }
  };

const makerOf = ({ inPlaceOf }: BindingRequest, identity: Identity): string | undefined =>
  identity === 'in-place-of' ? inPlaceOf?.createdBy : callerName(identity.apiKeyName);

const makeOrJoin = async (deps: Deps, asked: Asked): Promise<Created> => {
  const { sleep } = deps;
  const lock = newLock(deps);
  let seconds = 1;
  for (const pauseMs of [undefined, ...LOOKS_MS]) {
    if (pauseMs !== undefined) await sleep(pauseMs);
    const held = await (pauseMs === undefined ? takeLockAndLook : takeLock)(deps, asked, lock);
    const result = held.taken
      ? await makeBinding(deps, asked, lock, held.seen)
      : await join(deps, asked, held);
    if (result.kind !== 'wait') return result;
    ({ seconds } = result);
  }
  throw inProgress(seconds);
};

/** Another request has the lock: its binding is the answer if it lives, and is taken up here if its maker is gone. */
const join = async (
  deps: Deps,
  asked: Asked,
  { lock, side, refusal }: Extract<TakenLock, HeldLock>,
): Promise<Created | Wait> => {
  const { bindings, sealer, clock } = deps;
  if (asked.place.keyed && lock.fingerprint !== side.fingerprint)
    throw new AppError('idempotency-key-reused', 'this idempotency key was used for another request');
  if (lock.answer !== undefined)
    return { kind: 'created', binding: openAnswer(sealer, side.key, lock.answer) };
  const record = await bindings.get(lock.bindingId);
  const now = clock();
  if (refusal !== undefined) refuseUnlessPromised(record, refusal, now);
  if (record !== undefined) return joinRecord(deps, asked, lock, record);
  return isLeased(lock, now) ? workedOn(lock, now) : takeOver(deps, asked, lock, lock.bindingId);
};

const joinRecord = async (
  deps: Deps,
  asked: Asked,
  lock: RequestLock,
  record: BindingRecord,
): Promise<Created | Wait> => {
  const { clock, newId } = deps;
  if (hasStatus(record, 'pending')) return joinPending(deps, asked, lock, record);
  const { keyed } = asked.place;
  const { binding } = record;
  // The first answer of a key was never given; a binding that has ended or has other people by now would be none.
  const isMeant = asked.request.inPlaceOf !== undefined || isOfPair(deps, asked, record);
  if (keyed && wasPromised(binding)) return { kind: 'created', binding };
  if (!hasStatus(record, 'active') || !isActive(binding, clock()) || !isMeant)
    return takeOver(deps, asked, lock, newId());
  return unlessLeaving(deps, record, { kind: keyed ? 'created' : 'existing', binding });
};

/**
 * The first answer of a key was this binding, before it was made: another one would be a second one, whatever became of it since. Of one
 * that failed with nobody wanting its end nothing was left.
 */
const wasPromised = ({ queuedUntil, status, end }: Binding): boolean =>
  queuedUntil !== undefined && (status !== 'failed' || end !== undefined);

/** A promised binding is the answer whoever is blocked since, but one that is given up is not worked on for that. */
const refuseUnlessPromised = (record: BindingRecord | undefined, refusal: unknown, now: Date): void => {
  if (record === undefined || !wasPromised(record.binding)) throw refusal;
  if (hasStatus(record, 'pending') && !isQueued(record, now)) throw notMadeYet(record, now);
};

/** It has this pair, or is being changed to it. One that was changed from it has left its lock behind. */
const isOfPair = ({ lookup }: Deps, { request }: Asked, { binding, change = {} }: BindingRecord): boolean =>
  [binding, changedBinding(binding, change)].some(
    (pair) => pairKey(lookup, pair) === pairKey(lookup, request),
  );

const joinPending = async (
  deps: Deps,
  asked: Asked,
  lock: RequestLock,
  record: BindingRecord<PendingBinding>,
): Promise<Created | Wait> => {
  const { attempt, clock } = deps;
  // The sweeper alone tries it, so that repeats do not ask a platform that is down.
  if (isQueued(record, clock())) return { kind: 'queued', binding: record.binding };
  if (isLeased(record, clock())) return workedOn(record, clock());
  if (isOver(record, clock())) return resolveFirst(deps, record);
  return answerOf(deps, asked, lock, await attempt.resume(record, asked.request));
};

/**
 * A binding that was asked for so long ago is over, if it was made at all: it is resolved as the sweeper would do it, and
 * the next look finds a place that is free.
 */
const resolveFirst = async (
  { bindings, resolve, clock }: Deps,
  record: BindingRecord<PendingBinding>,
): Promise<Wait> => {
  const resolved = await resolve(record);
  if (resolved.kind === 'open') throw inProgress(openSeconds(resolved.openBind, clock()));
  if (resolved.kind !== 'unresolved') return LOOK_AGAIN;
  await bindings.replace(resolved.record, leaseEnded(resolved.record, clock()));
  throw openOutcomeError(resolved.failure);
};

const takeOver = async (
  deps: Deps,
  asked: Asked,
  old: RequestLock,
  bindingId: string,
): Promise<Created | Wait> => {
  const { locks, clock } = deps;
  const lock = newLock(deps, bindingId);
  const now = clock();
  const ours = await locks.replace(asked.place, old, lock, now, lockEnd(asked, now));
  return ours ? makeBinding(deps, asked, lock) : LOOK_AGAIN;
};

const openAnswer = (sealer: Sealer, key: string, answer: string): Binding =>
  openItem(sealer, Binding, { kind: 'answer', id: key, sealed: answer, context: key });
