import { CALL_EVENT_TYPES, type CallEvent } from './call-event.ts';
import type { CallRecords } from './call-store.ts';
import type { Cdr } from './cdr.ts';

/** One CDR as it is stored. */
export type KeptCdr = CallRecords['cdrs'][number];

/** The known moments of a call, ISO 8601. A moment that no record has is `undefined`: no time is ever made up. */
export type CallTimes = Readonly<{
  startedAt: string | undefined;
  ringingAt: string | undefined;
  answeredAt: string | undefined;
  endedAt: string | undefined;
}>;

/** Events in the order of their moments; equal ones in an order that does not depend on how they came. */
export const inOrder = (events: readonly CallEvent[]): readonly CallEvent[] =>
  [...events].sort((one, other) => compareText(eventOrder(one), eventOrder(other)));

/** The vendor's order decides between events of the same second; names that it does not have come last. */
const STEPS: readonly string[] = CALL_EVENT_TYPES;

const eventOrder = ({ at, type, releaseCode, caller, called }: CallEvent): string => {
  const step = STEPS.includes(type) ? STEPS.indexOf(type) : STEPS.length;
  return JSON.stringify([at, step, type, releaseCode ?? 0, caller ?? '', called ?? '']);
};

/** By code units, so that it is the same in every locale. */
export const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The `disconnect` that counts: the last one, because a call never goes back from its end. */
export const disconnectOf = (ordered: readonly CallEvent[]): CallEvent | undefined =>
  ordered.findLast(({ type }) => type === 'disconnect');

/**
 * The moments of a call. A CDR wins over events: one that knows the end of the call decides also that nobody answered.
 * A CDR with empty times, as a phone that redials by itself makes, leaves the moments to the events.
 */
export const timesOf = (kept: KeptCdr | undefined, ordered: readonly CallEvent[]): CallTimes => {
  const cdr = kept?.cdr;
  const first = (type: string) => ordered.find((event) => event.type === type)?.at;
  const end = cdr === undefined ? undefined : endOf(cdr);
  const startedAt = cdr?.startedAt ?? first('callin');
  const ringingAt = cdr?.ringingAt ?? first('alerting');
  const answeredAt = cdr?.answeredAt ?? (end === undefined ? first('answer') : undefined);
  const endedAt = end ?? disconnectOf(ordered)?.at;
  return { startedAt, ringingAt, answeredAt, endedAt };
};

/** True when the call has ended: a CDR is written after the end only, also one that does not say when that was. */
export const hasCallEnded = ({ cdrs, events }: Pick<CallRecords, 'cdrs' | 'events'>): boolean =>
  cdrs.length > 0 || disconnectOf(events) !== undefined;

/** True when nobody can talk any more: the call has ended, and no event is later than the last end, as one of a redial is. */
export const isSilent = ({ cdrs, events }: Pick<CallRecords, 'cdrs' | 'events'>): boolean => {
  const ends = [
    ...cdrs.map(({ cdr, receivedAt }) => endOf(cdr) ?? receivedAt),
    ...events.filter(({ type }) => type === 'disconnect').map(({ at }) => at),
  ];
  const lastEnd = ends.sort(compareText).at(-1);
  return lastEnd !== undefined && events.every(({ at }) => at <= lastEnd);
};

/** When a CDR says that the call ended. That of a failed call may have the moment of the failure only. */
const endOf = ({ endedAt, failedAt }: Cdr): string | undefined => endedAt ?? failedAt;

/**
 * Talk in whole seconds: from the answer to the end, 0 when nobody answered a call that is over; `undefined` while the
 * call goes on, and when an answered call has ended nobody knows when.
 */
export const talkSecondsOf = (
  { answeredAt, endedAt }: Pick<CallTimes, 'answeredAt' | 'endedAt'>,
  hasEnded: boolean,
): number | undefined => {
  if (answeredAt === undefined) return hasEnded ? 0 : undefined;
  if (endedAt === undefined) return undefined;
  return Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000));
};

/**
 * The talk of a CDR by itself, as {@link talkSecondsOf}; `undefined` when it does not say when the call ended, or has an
 * answer at an impossible moment.
 */
export const cdrTalkSeconds = (cdr: Cdr): number | undefined => {
  if (cdr.answerUnclear) return undefined;
  const endedAt = endOf(cdr);
  return talkSecondsOf({ answeredAt: cdr.answeredAt, endedAt }, endedAt !== undefined);
};

/** One CDR of a call with what is known of its part of the call. */
export type Leg = Readonly<{ kept: KeptCdr; times: CallTimes; talkSeconds: number | undefined }>;

/**
 * The legs of a call, one a CDR, in the order of time; a phone that redials by itself makes several. Events do not tell which
 * leg they belong to, so they fill the gaps of the leg that counts only.
 */
export const legsOf = ({ cdrs, events }: Pick<CallRecords, 'cdrs' | 'events'>): readonly Leg[] => {
  const ordered = inOrder(events);
  const legs = byRank(cdrs).map((kept, place) => {
    const times = timesOf(kept, place === 0 ? ordered : []);
    return { kept, times, talkSeconds: talkSecondsOf(times, true) };
  });
  return legs.sort((one, other) => compareText(legOrder(one), legOrder(other)));
};

/** A leg without any moment stands at its receipt. The key comes last, so that equal calls look alike. */
const legOrder = ({ kept: { receivedAt, recordKey }, times }: Leg): string => {
  const { startedAt, ringingAt, answeredAt, endedAt } = times;
  const first = startedAt ?? ringingAt ?? answeredAt ?? endedAt ?? receivedAt;
  return JSON.stringify([first, endedAt ?? '', answeredAt ?? '', recordKey]);
};

/** The CDRs, each once, first the one that counts: the answered one, else the one that ended last, else by its key. */
export const byRank = (cdrs: readonly KeptCdr[]): readonly KeptCdr[] => {
  const each = new Map(cdrs.map((kept) => [kept.recordKey, kept]));
  return [...each.values()].sort((one, other) => compareText(rank(other), rank(one)));
};

const rank = ({ cdr, recordKey }: KeptCdr): string =>
  JSON.stringify([cdr.answeredAt === undefined ? 0 : 1, endOf(cdr) ?? '', recordKey]);

/** The moments of a whole call: from its first start to its last end, and when it first rang and was answered. */
export const wholeTimesOf = (legs: readonly Leg[], ordered: readonly CallEvent[]): CallTimes => {
  if (legs.length === 0) return timesOf(undefined, ordered);
  const sorted = (moment: keyof CallTimes) =>
    legs
      .map(({ times }) => times[moment])
      .filter((at) => at !== undefined)
      .sort(compareText);
  const starts = sorted('startedAt');
  const lastEnd = sorted('endedAt').at(-1);
  // An end before the start of another leg is not the end of the call.
  const isLast = lastEnd !== undefined && lastEnd >= (starts.at(-1) ?? '');
  return {
    startedAt: starts[0],
    ringingAt: sorted('ringingAt')[0],
    answeredAt: sorted('answeredAt')[0],
    endedAt: isLast || legs.length === 1 ? lastEnd : undefined,
  };
};

/** Begun minutes, as the platform bills them: 61 s are 2, 1 s is 1, 0 s are none. */
export const billedMinutesOf = (talkSeconds: number): number => Math.ceil(talkSeconds / 60);
