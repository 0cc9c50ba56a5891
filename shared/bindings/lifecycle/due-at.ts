import { addSeconds, iso } from '../../kernel/clock.ts';
import type { ActiveBinding, Binding } from '../model/binding.ts';
import type { RecordContent } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { earliest, type SetField } from '../model/open-request.ts';
import { LEASE_SECONDS } from './lease.ts';

/** How long after its end a binding is recorded as expired: the platform's timer started a little later than ours. */
export const EXPIRY_MARGIN_SECONDS = 60;

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
  const ending = { ...binding, expiresAt: iso(addSeconds(new Date(from), ttlSeconds)) };
  if (record.endsItself === true) return { ...rest, binding: ending };
  return withDue({ ...rest, binding: ending }, earliest(endDueAt(ending), ...open));
};

/** The binding in whose place it was made is ended by whoever made it, or else by the sweeper soon after. */
export const stillReplacing = (
  record: RecordContent<ActiveBinding>,
  replacing: NonNullable<RecordContent['replacing']>,
  from: string,
): RecordContent<ActiveBinding> => {
  const soon = iso(addSeconds(new Date(from), LEASE_SECONDS));
  return { ...record, replacing, dueAt: earliest(record.dueAt, soon) ?? soon };
};

/** True for a binding that the platform's timer ends, as far as nothing goes wrong. */
export const hasTimer = ({ mode, terms }: Pick<Binding, 'mode' | 'terms'>): boolean =>
  rulesOfMode(mode).endedBy === 'platform' && terms.ttlSeconds !== undefined;

/**
 * When a binding is over at the platform at the latest, ISO 8601; `undefined` where its record does not tell: it is ended by
 * somebody, or never. While it is being made that counts from the attempt.
 */
export const endOfTimer = ({ binding, endsItself, attemptAt }: RecordContent): string | undefined => {
  const { expiresAt, terms } = binding;
  if (endsItself !== true) return undefined;
  const begun =
    expiresAt === undefined && attemptAt !== undefined && terms.ttlSeconds !== undefined
      ? addSeconds(new Date(attemptAt), terms.ttlSeconds)
      : undefined;
  const end = expiresAt === undefined ? begun : new Date(expiresAt);
  return end && iso(addSeconds(end, EXPIRY_MARGIN_SECONDS));
};

/** The record of a binding of which something is in doubt: the sweeper ends it. */
export const endedBySweeper = <Content extends RecordContent>({ endsItself: _itself, ...record }: Content) =>
  record;

/** When a live binding that nobody works on is over by itself, ISO 8601; `undefined` where something has to be done or written. */
export const endsAlone = (record: RecordContent): string | undefined =>
  record.binding.status === 'active' && record.dueAt === undefined ? endOfTimer(record) : undefined;

/** When the sweeper looks at the end of a live binding; `undefined` for one that never ends, or that does not live. */
const endDueAt = ({ status, mode, expiresAt }: Binding): string | undefined => {
  if (status !== 'active' || expiresAt === undefined) return undefined;
  const margin = rulesOfMode(mode).endedBy === 'platform' ? EXPIRY_MARGIN_SECONDS : 0;
  return iso(addSeconds(new Date(expiresAt), margin));
};

/** How long a binding waits that the sweeper has to look at first: it comes every minute. */
export const NEXT_SWEEP_SECONDS = 60;

/** Between two times that the values of a binding are set again, while an older change may be applied over them. */
const SET_AGAIN_SECONDS = 30;

/** The work on a live binding is over: it is due at its end, and soon where an older change may still be applied. */
export const atRest = (
  { leaseUntil: _lease, sweepAttempts: _attempts, ...record }: RecordContent<ActiveBinding>,
  from: string,
  now: Date,
): RecordContent<ActiveBinding> => {
  const timedAnew = timed(record.openChange === undefined ? record : endedBySweeper(record), from);
  const resting =
    record.replacing === undefined ? timedAnew : stillReplacing(timedAnew, record.replacing, iso(now));
  if (record.openChange === undefined) return endedMeanwhile(resting, now);
  const soon = iso(addSeconds(now, SET_AGAIN_SECONDS));
  return {
    ...resting,
    dueAt: earliest(resting.dueAt, soon) ?? soon,
    // A life time that is applied late would run beyond ours.
    ...(record.openChange.fields.includes('ttlSeconds') ? { confirmEnd: true } : {}),
  };
};

/** The due index may show too late what is over before it is written, so that the sweeper records it. */
const endedMeanwhile = (resting: RecordContent<ActiveBinding>, now: Date): RecordContent<ActiveBinding> => {
  const { expiresAt } = resting.binding;
  const isOver = resting.endsItself === true && expiresAt !== undefined && expiresAt <= iso(now);
  return isOver ? withDue(resting, endDueAt(resting.binding)) : resting;
};

/** Fields whose former values do harm at once: a life that ends too early, a person who is rung for somebody else. */
const SOON: readonly SetField[] = ['ttlSeconds', 'temporaryCallee'];

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
  if (record.openChange?.fields.some((field) => SOON.includes(field)) !== true) return later;
  const soon = iso(addSeconds(now, Math.max(SET_AGAIN_SECONDS, atLeastSeconds)));
  return { ...later, dueAt: earliest(soon, endAhead(record, now)) ?? soon };
};

const withDue = <Some extends Binding>(
  record: RecordContent<Some>,
  dueAt: string | undefined,
): RecordContent<Some> => (dueAt === undefined ? record : { ...record, dueAt });

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

/**
 * How long after it is due a look at a binding has surely been made: a run of the sweeper begins each minute and lasts five,
 * and one that keeps others out of a shard looks at what falls due there meanwhile.
 */
export const LOOK_MARGIN_SECONDS = 360;

const FIRST_RETRY_SECONDS = 60;

const LONGEST_RETRY_SECONDS = 3600;

/** The due end of a live binding, as long as it is to come. */
const endAhead = ({ binding }: RecordContent, now: Date): string | undefined => {
  const end = endDueAt(binding);
  return end !== undefined && end > iso(now) ? end : undefined;
};

/**
 * Another try of the sweeper later, later still after each failure. The end of a live binding is never put off by failures
 * of other work on it: it is due in time, and counts its own failures.
 */
export const postponed = <Some extends Binding>(
  record: RecordContent<Some>,
  now: Date,
  atLeastSeconds = 0,
): RecordContent<Some> => {
  const sweepAttempts = (record.sweepAttempts ?? 0) + 1;
  const backOff = Math.min(FIRST_RETRY_SECONDS * 2 ** (sweepAttempts - 1), LONGEST_RETRY_SECONDS);
  const dueAt = iso(addSeconds(now, Math.max(backOff, atLeastSeconds)));
  const leaseUntil = iso(now);
  const end = endAhead(record, now);
  if (end !== undefined && end <= dueAt) return { ...record, sweepAttempts: 0, leaseUntil, dueAt: end };
  return { ...record, sweepAttempts, leaseUntil, dueAt };
};
