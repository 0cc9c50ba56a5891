import { addSeconds, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type {
  ActiveBinding,
  Binding,
  BindingTerms,
  EndedBinding,
  FailedBinding,
  PendingBinding,
  ReleasingBinding,
} from './binding.ts';
import type { BindingChange, Bound } from './binding-platform.ts';
import type { RecordContent } from './binding-store.ts';
import { rulesOfMode } from './mode-rules.ts';
import { earliest, type OpenBind } from './open-request.ts';

/** The changes of state, as pure functions of a record: each says what a record becomes, nobody else does. */

/** Longer than any function runs, so whoever held a lease that is over cannot be at work any more. */
export const LEASE_SECONDS = 60;

/** How long after its end a binding is recorded as expired: the platform's timer started a little later than ours. */
export const EXPIRY_MARGIN_SECONDS = 60;

/** A lease for whoever works on the binding next; over, the sweeper looks at it. */
export const leased = <Some extends Binding>(record: RecordContent<Some>, now: Date): RecordContent<Some> => {
  const leaseUntil = iso(addSeconds(now, LEASE_SECONDS));
  return { ...record, leaseUntil, dueAt: leaseUntil };
};

/** The lease ends now: the work on it is over and may be taken up by a repeat at once, and by the sweeper. */
export const leaseEnded = <Some extends Binding>(
  record: RecordContent<Some>,
  now: Date,
): RecordContent<Some> => ({
  ...record,
  leaseUntil: iso(now),
  dueAt: iso(now),
});

/** The X, and in AXE the extension, that the platform is asked for; it chooses those that are not given. */
export type BindPlace = Readonly<{ x: E164 | undefined; extension: string | undefined }>;

/** The platform is about to be asked for this place; the request may be applied as late as `latestSeconds` after it left. */
export const attempted = (
  record: RecordContent<PendingBinding>,
  { x, extension }: BindPlace,
  now: Date,
  latestSeconds: number,
): RecordContent<PendingBinding> => {
  const { x: _former, extension: _other, ...binding } = record.binding;
  return leased(
    {
      ...record,
      attemptAt: iso(now),
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

/** True while somebody may be at work on the binding. */
export const isLeased = ({ leaseUntil }: Readonly<{ leaseUntil?: string }>, now: Date): boolean =>
  leaseUntil !== undefined && leaseUntil > iso(now);

/** For how many whole seconds somebody may still be at work, 1 at least. */
export const leaseSeconds = ({ leaseUntil = '' }: Readonly<{ leaseUntil?: string }>, now: Date): number =>
  Math.max(1, Math.ceil((Date.parse(leaseUntil || iso(now)) - now.getTime()) / 1000));

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
  const more = { ...(adopted ? { confirmEnd: true } : {}), ...(openBind === undefined ? {} : { openBind }) };
  return timed({ binding, ...more }, record.attemptAt ?? binding.createdAt);
};

/**
 * The end of a live binding, counted from an instant: when readers see it as expired, and when the sweeper looks at it.
 * Where the platform has a timer the sweeper waits a little longer than it; where it has none the sweeper is the timer.
 */
export const timed = (record: RecordContent<ActiveBinding>, from: string): RecordContent<ActiveBinding> => {
  const { expiresAt: _former, ...binding } = record.binding;
  const { dueAt: _due, ...rest } = record;
  const { ttlSeconds } = binding.terms;
  const open = [record.openBind?.until, record.openChange?.until];
  if (ttlSeconds === undefined) return withDue({ ...rest, binding }, earliest(...open));
  const expiresAt = addSeconds(new Date(from), ttlSeconds);
  const margin = rulesOfMode(binding.mode).endedBy === 'platform' ? EXPIRY_MARGIN_SECONDS : 0;
  return withDue(
    { ...rest, binding: { ...binding, expiresAt: iso(expiresAt) } },
    earliest(iso(addSeconds(expiresAt, margin)), ...open),
  );
};

/** Between two times that the values of a binding are set again, while an older change may be applied over them. */
const SET_AGAIN_SECONDS = 30;

/** The work on a live binding is over: it is due at its end, and soon where an older change may still be applied. */
export const atRest = (
  { leaseUntil: _lease, ...record }: RecordContent<ActiveBinding>,
  from: string,
  now: Date,
): RecordContent<ActiveBinding> => {
  const resting = timed(record, from);
  if (record.openChange === undefined) return resting;
  const soon = iso(addSeconds(now, SET_AGAIN_SECONDS));
  return {
    ...resting,
    dueAt: earliest(resting.dueAt, soon) ?? soon,
    // A life time that is applied late would run beyond ours.
    ...(record.openChange.fields.includes('ttlSeconds') ? { confirmEnd: true } : {}),
  };
};

/**
 * Setting the values again has failed. A life time that is applied late ends the binding before a longer and longer wait is
 * over, so it is tried again soon; with anything else as with every failure.
 */
export const setAgainLater = (
  record: RecordContent<ActiveBinding>,
  now: Date,
  atLeastSeconds = 0,
): RecordContent<ActiveBinding> => {
  const later = postponed(record, now, atLeastSeconds);
  if (record.openChange?.fields.includes('ttlSeconds') !== true) return later;
  return { ...later, dueAt: iso(addSeconds(now, Math.max(SET_AGAIN_SECONDS, atLeastSeconds))) };
};

const withDue = <Some extends Binding>(
  record: RecordContent<Some>,
  dueAt: string | undefined,
): RecordContent<Some> => (dueAt === undefined ? record : { ...record, dueAt });

/** The platform surely has no such binding; nothing was promised to anybody. */
export const failed = (
  { binding }: RecordContent<PendingBinding>,
  now: Date,
): RecordContent<FailedBinding> => ({
  binding: { ...binding, status: 'failed', releasedAt: iso(now) },
});

/** An end was asked for; leased, so that the sweeper retries what dies half-way. */
export const releasing = (
  { binding, change, openBind, sweepAttempts = 0 }: RecordContent<ActiveBinding>,
  now: Date,
): RecordContent<ReleasingBinding> => {
  const leaseUntil = iso(addSeconds(now, LEASE_SECONDS));
  return {
    binding: { ...binding, status: 'releasing' },
    // Kept to the end, because its new parties may have reserved already.
    ...(change === undefined ? {} : { change }),
    ...(openBind === undefined ? {} : { openBind }),
    sweepAttempts,
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

/** The time is up and the platform has ended it by its own timer. */
export const expired = (
  record: RecordContent<ActiveBinding | ReleasingBinding>,
  now: Date,
): RecordContent<EndedBinding> => ({
  binding: { ...record.binding, status: 'expired' },
  ...stillDue(record, now),
});

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

/** Looked for, and not certain yet: looked for again later and later, and surely when it is too old to be applied. */
export const lookedFor = <Some extends Binding>(
  record: RecordContent<Some>,
  now: Date,
  until: string,
): RecordContent<Some> => {
  const later = postponed(record, now);
  // Over already, it waits for whoever may be its owner.
  return until > iso(now) ? { ...later, dueAt: earliest(later.dueAt, until) ?? until } : later;
};

const FIRST_RETRY_SECONDS = 60;
const LONGEST_RETRY_SECONDS = 3600;

/** Another try of the sweeper later, later still after each failure. */
export const postponed = <Some extends Binding>(
  record: RecordContent<Some>,
  now: Date,
  atLeastSeconds = 0,
): RecordContent<Some> => {
  const sweepAttempts = (record.sweepAttempts ?? 0) + 1;
  const backOff = Math.min(FIRST_RETRY_SECONDS * 2 ** (sweepAttempts - 1), LONGEST_RETRY_SECONDS);
  const dueAt = iso(addSeconds(now, Math.max(backOff, atLeastSeconds)));
  return { ...record, sweepAttempts, leaseUntil: iso(now), dueAt };
};

/** The binding with the change applied, one version on. */
export const changedBinding = <Some extends Binding>(
  binding: Some,
  { a, b, ttlSeconds, ...terms }: BindingChange,
): Some => ({
  ...binding,
  ...(a === undefined ? {} : { a }),
  // AXYB: each B has a Y of its own, which the platform tells.
  ...(b === undefined ? {} : { b: b ?? undefined }),
  ...(b === undefined || binding.mode !== 'AXYB' ? {} : { y: undefined }),
  terms: changedTerms(binding.terms, ttlSeconds, terms),
  version: binding.version + 1,
});

/** The binding after a change, with the moment at which it brought another person to a side. */
export const joinedBinding = <Some extends Binding>(former: Binding, next: Some, now: Date): Some => {
  const joined = {
    ...former.joined,
    ...(next.a === former.a ? {} : { a: iso(now) }),
    ...(next.b === former.b ? {} : { b: iso(now) }),
  };
  return Object.keys(joined).length === 0 ? next : { ...next, joined };
};

const changedTerms = (
  former: BindingTerms,
  ttlSeconds: number | null | undefined,
  change: Partial<BindingTerms>,
): BindingTerms => {
  const { ttlSeconds: formerTtl, ...kept } = former;
  const ttl = ttlSeconds === undefined ? formerTtl : (ttlSeconds ?? undefined);
  return { ...kept, ...change, ...(ttl === undefined ? {} : { ttlSeconds: ttl }) };
};
