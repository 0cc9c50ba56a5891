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
 * The moments of a call. A CDR wins over events: one that knows the end of the call decides also that nobody answered,
 * unless it has an answer that cannot be believed: then an `answer` before that end decides. A CDR with empty times, as a phone that redials
 * by itself makes, leaves the moments to the events.
 */
export const timesOf = (kept: KeptCdr | undefined, ordered: readonly CallEvent[]): CallTimes => {
  const cdr = kept?.cdr;
  const first = (type: string) => ordered.find((event) => event.type === type)?.at;
  const end = cdr === undefined ? undefined : endOf(cdr);
  const startedAt = cdr?.startedAt ?? first('callin');
  const ringingAt = cdr?.ringingAt ?? first('alerting');
  const told = first('answer');
  const isOpen = end === undefined || (cdr?.answerUnclear === true && told !== undefined && told <= end);
  const answeredAt = cdr?.answeredAt ?? (isOpen ? told : undefined);
  const endedAt = end ?? disconnectOf(ordered)?.at;
  return { startedAt, ringingAt, answeredAt, endedAt };
};

/** When a CDR says that the call ended. That of a failed call may have the moment of the failure only. */
export const endOf = ({ endedAt, failedAt }: Cdr): string | undefined => endedAt ?? failedAt;

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

/** Begun minutes, as the platform bills them: 61 s are 2, 1 s is 1, 0 s are none. */
export const billedMinutesOf = (talkSeconds: number): number => Math.ceil(talkSeconds / 60);
