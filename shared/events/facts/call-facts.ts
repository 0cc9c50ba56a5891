import { assembleCall } from '../../calls/assemble-call.ts';
import type { Subscription } from '../../calls/binding-lookup.ts';
import type { Call } from '../../calls/call.ts';
import { courseOf } from '../../calls/call-legs.ts';
import type { CallRecords } from '../../calls/call-store.ts';
import type { KeptCdr } from '../../calls/call-times.ts';
import { addSeconds, iso } from '../../kernel/clock.ts';
import type { AboutBinding, Fact } from './fact.ts';

/**
 * The facts of a call when one of its CDRs has come, from all its records: it has ended, and nobody answered. Each is told once a
 * call: further CDRs of it (a phone that redials by itself makes several) have the same identity. A call whose records do not say
 * whether anybody answered is not told as missed yet, see {@link openAnswerOf}.
 */
export const callFacts = (
  records: CallRecords,
  came: KeptCdr,
  binding: AboutBinding | undefined,
): readonly Fact[] => {
  const call = assembleCall(records, { bindingId: binding?.bindingId, language: 'en' });
  const { answered, answeredAt, talkSeconds, billedMinutes, hungUpBy } = call;
  const { answer } = courseOf(records);
  const answerKnown = answer !== 'open';
  const ended: Fact = {
    kind: 'call.ended',
    ...everyOf(call, came, binding),
    data: { ...dataOf(call), answered, answerKnown, answeredAt, talkSeconds, billedMinutes, hungUpBy },
  };
  return answer === 'unanswered' ? [ended, missedOf(call, came, binding, answerKnown)] : [ended];
};

/**
 * The fact of a call whose records have left open whether anybody answered, once no event can come any more: nobody answered, unless one of
 * them says so, or a CDR whose answer cannot be read has a recording, which only a talk has.
 */
export const lateMissFacts = (records: CallRecords, binding: AboutBinding | undefined): readonly Fact[] => {
  const { answer, legs } = courseOf(records);
  const came = legs[0]?.kept;
  const hasTalk = answer === 'open' && legs.some(({ kept }) => tellsOfTalk(kept));
  if (came === undefined || answer === 'answered' || hasTalk) return [];
  const call = assembleCall(records, { bindingId: binding?.bindingId, language: 'en' });
  return [missedOf(call, came, binding, answer !== 'open')];
};

/** An erased recording has been there as well. */
const tellsOfTalk = ({ cdr }: KeptCdr): boolean =>
  cdr.answerUnclear === true && (cdr.recording !== undefined || cdr.recordingUrl !== undefined);

/** The platform repeats a push for that long. */
const LAST_EVENT_SECONDS = 5 * 3600;

/** A call that may turn out to have been missed, and when it is known at the latest, ISO 8601 UTC. */
export type OpenAnswer = Readonly<{ callId: string; dueAt: string }>;

/** Whether, and until when, the records of a call leave open if anybody answered. */
export const openAnswerOf = (records: CallRecords, came: KeptCdr): OpenAnswer | undefined => {
  const { answer, times } = courseOf(records);
  if (answer !== 'open') return undefined;
  const { endedAt = came.receivedAt } = times;
  const last = endedAt > came.receivedAt ? endedAt : came.receivedAt;
  return { callId: records.callId, dueAt: iso(addSeconds(new Date(last), LAST_EVENT_SECONDS)) };
};

const missedOf = (
  call: Call,
  came: KeptCdr,
  binding: AboutBinding | undefined,
  answerKnown: boolean,
): Fact => ({
  kind: 'call.missed',
  ...everyOf(call, came, binding),
  data: { ...dataOf(call), answerKnown },
});

const everyOf = (call: Call, { receivedAt }: KeptCdr, binding: AboutBinding | undefined) => ({
  ...aboutCall(call, binding),
  occurredAt: call.endedAt ?? receivedAt,
});

const aboutCall = ({ callId, app }: Pick<Call, 'callId' | 'app'>, binding: AboutBinding | undefined) => ({
  identity: [callId],
  subject: `calls/${callId}`,
  app,
  binding,
});

const dataOf = ({ callId, mode, direction, startedAt, endedAt, outcome, x, caller, callee }: Call) => ({
  callId,
  mode,
  direction,
  startedAt,
  endedAt,
  outcome: outcome && { code: outcome.code, source: outcome.source, class: outcome.class },
  numbers: { x: x ?? undefined, caller: caller ?? undefined, callee: callee ?? undefined },
});

/** A CDR before and after a write. */
export type CdrWrite = Readonly<{ callId: string; before: KeptCdr | undefined; after: KeptCdr; at: string }>;

/** The fact of a write of a CDR that its recording is in the archive, or lost; an erasure by us is none. */
export const recordingFacts = (
  { callId, before, after, at }: CdrWrite,
  binding: AboutBinding | undefined,
): readonly Fact[] => {
  const { recording, recordKey, cdr } = after;
  if (recording.status === before?.recording.status) return [];
  const { archivedAt, sizeBytes, sha256, reason = null } = recording;
  const every = { ...aboutCall({ callId, app: cdr.app }, binding), identity: [callId, recordKey] };
  if (recording.status === 'lost' && reason !== ERASED)
    return [{ kind: 'recording.lost', ...every, occurredAt: at, data: { callId, reason } }];
  if (
    recording.status !== 'archived' ||
    archivedAt === undefined ||
    sizeBytes === undefined ||
    sha256 === undefined
  )
    return [];
  return [
    {
      kind: 'recording.archived',
      ...every,
      occurredAt: archivedAt,
      data: { callId, archivedAt, sizeBytes, sha256 },
    },
  ];
};

/** The reason of a recording that an operator or an erasure of a person has taken away. */
const ERASED = 'erased';

/** The binding that a CDR belongs to, by the platform's id. */
export const subscriptionOfCdr = ({ cdr: { app, subscriptionId } }: KeptCdr): Subscription | undefined =>
  subscriptionId === undefined ? undefined : { app, subscriptionId };
