import { callOutcome } from '../outcomes/call-outcome.ts';
import type { Language } from '../outcomes/code-table.ts';
import type { Subscription } from './binding-lookup.ts';
import type { Call, CallLeg, CallRecording } from './call.ts';
import type { CallEvent } from './call-event.ts';
import { byRank, courseOf, type Leg } from './call-legs.ts';
import type { CallRecords } from './call-store.ts';
import { billedMinutesOf, disconnectOf, inOrder, type KeptCdr } from './call-times.ts';
import type { RecordingState } from './recording-state.ts';

/** The part of a call that comes from outside its records: the binding, as the caller has looked it up, and the language. */
export type AssemblyContext = Readonly<{ bindingId: string | undefined; language: Language }>;

/**
 * Puts a call together from all its stored records. Neither the order of the records nor repeats matter, and a CDR wins
 * over events. Of several CDRs each is a leg; the outcome and the parties are those of the CDR that counts, see {@link courseOf}.
 */
export const assembleCall = (
  { callId, cdrs, events }: CallRecords,
  { bindingId, language }: AssemblyContext,
): Call => {
  const ordered = inOrder(events);
  const ranked = byRank(cdrs);
  const { legs, counting, times, talkSeconds, hasEnded } = courseOf({ cdrs, events });
  const cdr = counting?.cdr;
  return {
    callId,
    ...originOf(cdr, ordered),
    bindingId: bindingId ?? null,
    lastHolder: null,
    ...partiesOf(cdr, ordered),
    direction: cdr?.direction ?? 'unknown',
    startedAt: times.startedAt ?? null,
    ringingAt: times.ringingAt ?? null,
    answeredAt: times.answeredAt ?? null,
    endedAt: times.endedAt ?? null,
    answered: times.answeredAt !== undefined,
    ...(hasEnded ? sumsOf(talkSeconds) : talkView(undefined)),
    hungUpBy: cdr?.hungUpBy ?? disconnectOf(ordered)?.hungUpBy ?? null,
    outcome: hasEnded ? outcomeOf(cdr, ordered, times.answeredAt !== undefined, language) : null,
    events: momentsOf(ordered),
    recording: recordingView(pickRecording(ranked)),
    legs: legs.map(legView),
  };
};

/** The platform's id of the binding that the call belongs to, by the CDR that counts, else by the others, else by events. */
export const subscriptionOf = ({ cdrs, events }: CallRecords): Subscription | undefined => {
  const candidates = [...byRank(cdrs).map(({ cdr }) => cdr), ...inOrder(events)];
  const found = candidates.find(({ subscriptionId }) => Boolean(subscriptionId));
  return found?.subscriptionId === undefined
    ? undefined
    : { app: found.app, subscriptionId: found.subscriptionId };
};

/** The recording of a call with its place in the archive; `undefined` before a CDR came. */
export const recordingOf = ({ cdrs }: CallRecords): RecordingState | undefined => pickRecording(byRank(cdrs));

/** The recording of one leg, the first being 1; `undefined` for a leg that is not there. */
export const recordingOfLeg = (records: CallRecords, leg: number): RecordingState | undefined =>
  courseOf(records).legs[leg - 1]?.kept.recording;

/** A redial's other record may be the recorded one. */
const pickRecording = (ranked: readonly KeptCdr[]): RecordingState | undefined =>
  (ranked.find(({ recording }) => recording.status !== 'none') ?? ranked[0])?.recording;

const SECOND_LEG: ReadonlySet<string> = new Set(['callout', 'alerting', 'answer']);

type Origin = Pick<CallEvent, 'app' | 'mode'>;

const originOf = (cdr: Origin | undefined, ordered: readonly Origin[]): Pick<Call, 'app' | 'mode'> => {
  const record = cdr ?? ordered[0];
  if (record === undefined) throw new TypeError('a call needs at least one record');
  return { app: record.app, mode: record.mode };
};

/**
 * The two parties and X. Of the events only `callin` has the real caller and X; the later ones show the callee, except the
 * refusal of the first leg, which shows X again (`privatenumber_02_0006`).
 */
const partiesOf = (
  cdr: KeptCdr['cdr'] | undefined,
  ordered: readonly CallEvent[],
): Pick<Call, 'x' | 'caller' | 'callee'> => {
  const callin = ordered.find(({ type }) => type === 'callin');
  const x = cdr?.x ?? callin?.called;
  const secondLeg = ordered.find(({ type, called }) => SECOND_LEG.has(type) && called !== undefined);
  const calleeInEvents = secondLeg?.called === x ? undefined : secondLeg?.called;
  return {
    x: x ?? null,
    caller: cdr?.caller ?? callin?.caller ?? null,
    callee: cdr?.callee ?? calleeInEvents ?? null,
  };
};

const outcomeOf = (
  cdr: KeptCdr['cdr'] | undefined,
  ordered: readonly CallEvent[],
  answered: boolean,
  language: Language,
): Call['outcome'] => {
  const evidence = {
    answered,
    releaseCode: cdr?.releaseCode,
    q850Cause: cdr?.q850Cause,
    sipStatus: cdr?.sipStatus,
    stateCode: disconnectOf(ordered)?.releaseCode,
  };
  return callOutcome(evidence, language) ?? null;
};

const momentsOf = (ordered: readonly CallEvent[]): Call['events'] => {
  const moments = ordered.map(({ type, at }) => ({ type, at }));
  return moments.filter(
    ({ type, at }, place) =>
      moments.findIndex((moment) => moment.type === type && moment.at === at) === place,
  );
};

type Talk = Pick<Call, 'talkSeconds' | 'billedMinutes'>;

const talkView = (talkSeconds: number | undefined): Talk => ({
  talkSeconds: talkSeconds ?? null,
  billedMinutes: talkSeconds === undefined ? null : billedMinutesOf(talkSeconds),
});

/** Each leg is billed by itself. The sums are not known when the talk of one leg is not. */
const sumsOf = (ofLegs: readonly (number | undefined)[]): Talk => {
  const talks = ofLegs.filter((talk) => talk !== undefined);
  if (talks.length < ofLegs.length) return talkView(undefined);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { talkSeconds: sum(talks), billedMinutes: sum(talks.map(billedMinutesOf)) };
};

const legView = ({ kept, times, talkSeconds }: Leg): CallLeg => ({
  startedAt: times.startedAt ?? null,
  answeredAt: times.answeredAt ?? null,
  endedAt: times.endedAt ?? null,
  ...talkView(talkSeconds),
  recording: recordingView(kept.recording),
});

const recordingView = (recording: RecordingState | undefined): CallRecording => ({
  status: recording?.status ?? 'none',
  attempts: recording?.attempts ?? 0,
  deadlineAt: recording?.deadlineAt ?? null,
  archivedAt: recording?.archivedAt ?? null,
  sizeBytes: recording?.sizeBytes ?? null,
  sha256: recording?.sha256 ?? null,
});
