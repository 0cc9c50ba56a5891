import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import { type LateBindDeps, takeAwayLate } from '../bind/late-bind.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import type { ConcludeChange } from '../change/conclude-change.ts';
import type { ConfirmChange } from '../change/confirm-change.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { atRest, LOOK_MARGIN_SECONDS, lookedFor, setAgainLater } from '../lifecycle/due-at.ts';
import { isLeased, leased } from '../lifecycle/lease.ts';
import {
  type ActiveBinding,
  isActive,
  isLiveStatus,
  lifeStartOf,
  type PendingBinding,
  type ReleasingBinding,
} from '../model/binding.ts';
import { type BindingRecord, hasStatus, type RecordContent } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { isOpen, type OpenBind, type OpenChange } from '../model/open-request.ts';
import { createFinishMove } from '../move/finish-move.ts';
import { isQueued } from '../queue/queued-bind.ts';
import { putOff, putOffRecord, tellStuck } from './put-off.ts';
import { type TryQueued, tellInVain } from './try-queued.ts';

export type SweepOneDeps = LateBindDeps &
  Readonly<{
    end: EndBinding;
    resolve: ResolvePending;
    tryQueued: TryQueued;
    concludeChange: ConcludeChange;
    confirmChange: ConfirmChange;
    /** Beside the work before the next call of an app. Never throws. */
    readGateAhead: (app: string) => Promise<void>;
    clock: Clock;
    logger: Logger;
  }>;

/**
 * The result for a due binding. `postponed`: it failed and is due again later. `skipped`: not due any more, or somebody
 * else works on it. `left`: it failed and not even that could be stored, so it is still due. `later`: nothing was done yet, because
 * another one is to be done first.
 */
export type Swept =
  | 'expired'
  | 'unbound'
  | 'released'
  | 'recovered'
  | 'failed'
  | 'postponed'
  | 'skipped'
  | 'left'
  | 'later';

/**
 * Does what is due of one binding, as its record was read lately; never throws. Only the first does it: the
 * record is taken before the platform is asked, and every other change is made under its lock.
 */
export type SweepOne = (record: BindingRecord) => Promise<Swept>;

export const createSweepOne = (deps: SweepOneDeps): SweepOne => {
  const left = new Set<string>();
  const ofRun = { ...deps, leave: (bindingId: string) => left.add(bindingId) };
  return async (record) => {
    const { bindingId } = record.binding;
    const now = deps.clock();
    // The index is behind the table at times: what was done already is due no more.
    if (record.dueAt === undefined || record.dueAt > iso(now) || isLeased(record, now)) return 'skipped';
    if (left.has(bindingId)) return 'skipped';
    return guarded(ofRun, record, () => look(ofRun, record, now));
  };
};

/** `leave`: this run does not look at it again. */
type OfRun = SweepOneDeps & Readonly<{ leave: (bindingId: string) => unknown }>;

/**
 * One bad binding must not stop the others: its fault is logged, and it is tried again later and later. Where that cannot be stored it is
 * left as it is, for the next run.
 */
const guarded = async (deps: OfRun, record: BindingRecord, work: () => Promise<Swept>): Promise<Swept> => {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, 'version-conflict')) return 'skipped';
    const { bindingId } = record.binding;
    deps.logger.error('binding-sweep-failed', { bindingId, error });
    // One that was taken meanwhile is put off by its lease: this write then finds another revision.
    const after = await putOff(deps, record).catch(() => 'left' as const);
    if (after !== 'postponed') deps.leave(bindingId);
    return after;
  }
};

const look = async (deps: OfRun, record: BindingRecord, now: Date): Promise<Swept> => {
  if (hasStatus(record, 'pending'))
    return isQueued(record, now) ? deps.tryQueued(record) : resolvePending(deps, record);
  if (hasStatus(record, 'active')) return lookAtActive(deps, record, now);
  if (hasStatus(record, 'releasing')) return finish(deps, record, 'released', 'released');
  if (record.change !== undefined) await deps.end.releaseNewcomers(record, record.change);
  else if (record.openBind !== undefined) return lookForLate(deps, record, record.openBind);
  // Counted as nothing: the binding has ended before.
  return 'skipped';
};

const resolvePending = async (deps: OfRun, record: BindingRecord<PendingBinding>): Promise<Swept> => {
  const resolved = await deps.resolve(record);
  if (resolved.kind === 'unresolved') return putOff(deps, resolved.record, resolved.failure);
  if (resolved.kind === 'open') return 'postponed';
  if (resolved.kind === 'failed') tellInVain(deps.logger, record);
  return resolved.kind === 'lost-race' ? 'skipped' : resolved.kind;
};

/** A live binding is due because a change of it was cut short, or because its time is up. */
const lookAtActive = async (deps: OfRun, record: BindingRecord<ActiveBinding>, now: Date): Promise<Swept> => {
  if (!isActive(record.binding, now)) return expire(deps, record);
  if (record.change !== undefined) return concludeUnfinishedChange(deps, record);
  if (record.openBind !== undefined && !isOpen(record.openBind, now))
    return lookForLate(deps, record, record.openBind);
  if (record.openChange !== undefined) return confirmChange(deps, record, record.openChange);
  if (record.replacing !== undefined) return finishMove(deps, record);
  // A lease that outlived its work: the binding lives, and must never be ended for that.
  await deps.bindings.replace(record, atRest(record, lifeStartOf(record.binding), now));
  return 'skipped';
};

/** It was made in the place of another one by a run that is gone. Counted as recovered, or as released where nobody wants it any more. */
const finishMove = async (deps: OfRun, record: BindingRecord<ActiveBinding>): Promise<Swept> => {
  const finished = await createFinishMove(deps)(record);
  if (finished === 'later') return putOff(deps, record);
  return finished === 'moved' ? 'recovered' : 'released';
};

/** The binding lives or has ended, and another attempt at it may have been applied since. */
const lookForLate = async (deps: OfRun, record: BindingRecord, open: OpenBind): Promise<Swept> => {
  const { bindings, clock } = deps;
  const taken = await bindings.replace(record, leased(record, clock()));
  if (taken === undefined) return 'skipped';
  const late = await takeAwayLate(deps, taken.binding, open);
  const now = clock();
  if (late === 'certain') {
    await bindings.replace(taken, withoutOpenBind(taken, now));
    return 'skipped';
  }
  const isFailure = typeof late !== 'string';
  const next = isFailure ? putOffRecord(taken, now, late) : lookedFor(taken, now, open.until);
  await restLonger(deps, next);
  return (await bindings.replace(taken, next)) !== undefined && isFailure ? 'postponed' : 'skipped';
};

/** The late bind may be there: nobody gets the X of an ended binding before the next look has been made. */
const restLonger = async ({ reservations }: OfRun, { binding, dueAt }: RecordContent): Promise<void> => {
  if (isLiveStatus(binding.status) || dueAt === undefined) return;
  await reservations.restUntil(binding, addSeconds(new Date(dueAt), LOOK_MARGIN_SECONDS));
};

const concludeUnfinishedChange = async (
  deps: OfRun,
  record: BindingRecord<ActiveBinding>,
): Promise<Swept> => {
  const concluded = await deps.concludeChange(record);
  if (concluded.kind === 'unresolved') return putOff(deps, concluded.record, concluded.failure);
  return concluded.kind === 'lost-race' ? 'skipped' : 'recovered';
};

/** An older change may have been applied over what the binding has. Counted as nothing: it lives on. */
const confirmChange = async (
  deps: OfRun,
  record: BindingRecord<ActiveBinding>,
  open: OpenChange,
): Promise<Swept> => {
  const { bindings, clock } = deps;
  const confirmed = await deps.confirmChange(record, open);
  if (confirmed.kind !== 'unresolved') return 'skipped';
  const { retryAfterSeconds } = platformError(confirmed.failure);
  const later = setAgainLater(confirmed.record, clock(), retryAfterSeconds);
  return (await bindings.replace(confirmed.record, later)) === undefined ? 'skipped' : 'postponed';
};

/**
 * Where the platform has a timer it has ended the binding a margin ago, and nobody who saw it live can still be at work
 * on it. Without the margin, or with a call to make, the record is taken first.
 */
const expire = async (deps: OfRun, record: BindingRecord<ActiveBinding>): Promise<Swept> => {
  const { endedBy } = rulesOfMode(record.binding.mode);
  if (endedBy === 'sweeper') return finish(deps, record, 'expired', 'unbound');
  // A change that nobody knows the fate of may have made it longer at the platform.
  const mayLive = record.confirmEnd === true || record.change !== undefined;
  if (endedBy === 'clock' || mayLive) return finish(deps, record, 'expired', 'expired');
  await deps.end.asExpired(record);
  return 'expired';
};

/** Ends it at the platform, as the only one: two sweepers at once make one call. */
const finish = async (
  deps: OfRun,
  record: BindingRecord<ActiveBinding | ReleasingBinding>,
  as: 'released' | 'expired',
  done: Swept,
): Promise<Swept> => {
  const [taken] = await Promise.all([
    deps.bindings.replace(record, leased(record, deps.clock())),
    deps.readGateAhead(record.binding.app),
  ]);
  if (taken === undefined) return 'skipped';
  return guarded(deps, taken, async () => {
    const result = await deps.end.finish(taken, as);
    if (result.kind === 'ended') return done;
    tellStuck(deps, taken, result);
    return putOff(deps, taken, result);
  });
};

const withoutOpenBind = (
  { openBind: _open, dueAt: _due, leaseUntil: _lease, sweepAttempts: _attempts, ...record }: BindingRecord,
  now: Date,
): RecordContent => (hasStatus(record, 'active') ? atRest(record, lifeStartOf(record.binding), now) : record);
