import { addSeconds, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type {
  ActiveBinding,
  Binding,
  End,
  EndedBinding,
  FailedBinding,
  PendingBinding,
  ReleasingBinding,
} from '../model/binding.ts';
import type { Bound } from '../model/binding-platform.ts';
import type { BindingRecord, RecordContent } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import type { OpenBind } from '../model/open-request.ts';
import { endsAlone, hasTimer, stillReplacing, timed } from './due-at.ts';
import { LEASE_SECONDS, leased } from './lease.ts';

/** The changes of state, as pure functions of a record: each says what a record becomes, nobody else does. */

/** The X, and in AXE the extension, that the platform is asked for; it chooses those that are not given. */
export type BindPlace = Readonly<{ x: E164 | undefined; extension: string | undefined }>;

/** The platform is about to be asked for this place; the request may be applied as late as `latestSeconds` after it left. */
export const attempted = (
  record: RecordContent<PendingBinding>,
  { x, extension }: BindPlace,
  now: Date,
  latestSeconds: number,
): RecordContent<PendingBinding> => {
  const { x: former, extension: _other, ...binding } = record.binding;
  const hasMoved = record.attemptAt !== undefined && former !== x;
  return leased(
    {
      ...record,
      ...(hasMoved ? { mayHoldElsewhere: true } : {}),
      attemptAt: iso(now),
      ...(hasTimer(binding) ? { endsItself: true } : {}),
      ...openBindOf(binding, now, latestSeconds),
      binding: {
        ...binding,
        ...(x === undefined ? {} : { x }),
        ...(extension === undefined ? {} : { extension }),
      },
    },
    now,
  );
};

/** The field for a bind that is about to be sent by somebody who may run as long as a lease. X mode sends none. */
export const openBindOf = (
  { mode, a, b }: Pick<PendingBinding, 'mode' | 'a' | 'b'>,
  now: Date,
  latestSeconds: number,
): Readonly<{ openBind?: OpenBind }> => {
  if (rulesOfMode(mode).endedBy === 'clock') return {};
  const until = iso(addSeconds(now, LEASE_SECONDS + latestSeconds));
  return { openBind: { until, a, ...(b === undefined ? {} : { b }) } };
};

/** True when the time of what was asked for is up, counted from the attempt: nothing that lives can come of it. */
export const isOver = (
  { binding: { terms, createdAt }, attemptAt = createdAt }: RecordContent,
  now: Date,
): boolean => terms.ttlSeconds !== undefined && addSeconds(new Date(attemptAt), terms.ttlSeconds) <= now;

/**
 * The platform has the binding. Its timer started no earlier than `attemptAt`, so ours counts from there and ends no
 * later than the platform's. An adopted binding may have been made by a later attempt than the recorded one: its end is
 * confirmed by an unbind when its time is up. `openBind`: an attempt other than the one that made it that may still be applied.
 */
export const activated = (
  record: RecordContent<PendingBinding>,
  bound: Bound,
  adopted: boolean,
  openBind?: OpenBind,
): RecordContent<ActiveBinding> => {
  const binding: ActiveBinding = { ...record.binding, ...bound, status: 'active' };
  // One that was found where the platform chooses may have been answered before, with another X.
  const mayHoldElsewhere = record.mayHoldElsewhere === true || (adopted && record.binding.x === undefined);
  // A reservation elsewhere may have no end: the sweeper releases it when this one is over.
  const isCertain = !adopted && openBind === undefined && !mayHoldElsewhere;
  const more = {
    ...(isCertain && hasTimer(binding) ? { endsItself: true as const } : {}),
    ...(adopted ? { confirmEnd: true } : {}),
    ...(openBind === undefined ? {} : { openBind }),
    ...(mayHoldElsewhere ? { mayHoldElsewhere } : {}),
  };
  const from = record.attemptAt ?? binding.createdAt;
  const live = timed({ binding, ...more }, from);
  return record.replacing === undefined ? live : stillReplacing(live, record.replacing, from);
};

/** The platform surely has no such binding; nothing was promised to anybody. */
export const failed = (
  { binding }: RecordContent<PendingBinding>,
  now: Date,
): RecordContent<FailedBinding> => ({
  binding: { ...binding, status: 'failed', releasedAt: iso(now) },
});

/** An end was asked for by somebody, or for some reason; leased, so that the sweeper retries what dies half-way. */
export const releasing = (
  { binding, change, openBind, endsItself, mayHoldElsewhere }: RecordContent<ActiveBinding>,
  end: End,
  now: Date,
): RecordContent<ReleasingBinding> => {
  const leaseUntil = iso(addSeconds(now, LEASE_SECONDS));
  return {
    binding: { ...binding, status: 'releasing', end },
    // Kept to the end, because its new parties may have reserved already.
    ...(change === undefined ? {} : { change }),
    ...(openBind === undefined ? {} : { openBind }),
    ...(endsItself === undefined ? {} : { endsItself }),
    ...(mayHoldElsewhere === undefined ? {} : { mayHoldElsewhere }),
    // Failures of other work do not put its tries off.
    sweepAttempts: 0,
    leaseUntil,
    dueAt: leaseUntil,
  };
};

/** The platform confirmed the end, or never had it. */
export const released = (
  record: RecordContent<ActiveBinding | ReleasingBinding>,
  now: Date,
): RecordContent<EndedBinding> => ({
  binding: { ...record.binding, status: 'released', releasedAt: iso(now) },
  ...stillDue(record, now),
});

/** The time is up and the platform has ended it by its own timer; in AX, which has none, an unbind has ended it now. */
export const expired = (
  record: RecordContent<ActiveBinding | ReleasingBinding>,
  now: Date,
): RecordContent<EndedBinding> => {
  const { binding } = record;
  const isEndedNow = rulesOfMode(binding.mode).endedBy === 'sweeper';
  return {
    binding: { ...binding, status: 'expired', ...(isEndedNow ? { end: { at: iso(now) } } : {}) },
    ...stillDue(record, now),
  };
};

/** The record as it is now: a binding that ended by itself is expired, although nothing was written at its end. */
export const asOf = (record: BindingRecord, now: Date): BindingRecord => {
  const end = endsAlone(record);
  const { binding, revision } = record;
  if (end === undefined || end > iso(now) || binding.status !== 'active') return record;
  return { binding: { ...binding, status: 'expired' }, revision };
};

/**
 * The fields that an ended record keeps for work after its end. The maker of a change took its lease before the end began
 * and may reserve for the new parties until the lease is over, so they are released once more. An open bind may still
 * join the parties again, so it is looked for until it is too old.
 */
const stillDue = (
  { change, openBind }: RecordContent,
  now: Date,
): Pick<RecordContent<EndedBinding>, 'change' | 'openBind' | 'dueAt'> => {
  const hasNewcomers = change !== undefined && (change.a !== undefined || change.b !== undefined);
  if (!hasNewcomers && openBind === undefined) return {};
  return {
    ...(hasNewcomers ? { change } : {}),
    ...(openBind === undefined ? {} : { openBind }),
    dueAt: iso(addSeconds(now, LEASE_SECONDS)),
  };
};

/** The new parties of a change that the end overtook are surely released; what else is due stays so. */
export const newcomersReleased = <Some extends Binding>(
  { binding, openBind }: RecordContent<Some>,
  now: Date,
): RecordContent<Some> => (openBind === undefined ? { binding } : { binding, openBind, dueAt: iso(now) });
