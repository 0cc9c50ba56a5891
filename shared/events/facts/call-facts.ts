import { assembleCall } from '../../calls/assemble-call.ts';
import type { Subscription } from '../../calls/binding-lookup.ts';
import type { Call } from '../../calls/call.ts';
import type { CallRecords } from '../../calls/call-store.ts';
import type { KeptCdr } from '../../calls/call-times.ts';
import type { AboutBinding, Fact } from './fact.ts';

/**
 * The facts of a call when one of its CDRs has come, from all its records: it has ended, and nobody answered. Each is told once a
 * call: further CDRs of it (a phone that redials by itself makes several) have the same identity.
 */
export const callFacts = (
  records: CallRecords,
  came: KeptCdr,
  binding: AboutBinding | undefined,
): readonly Fact[] => {
  const call = assembleCall(records, { bindingId: binding?.bindingId, language: 'en' });
  const { answered, answeredAt, talkSeconds, billedMinutes, hungUpBy } = call;
  const every = { ...aboutCall(call, binding), occurredAt: call.endedAt ?? came.receivedAt };
  const ended: Fact = {
    kind: 'call.ended',
    ...every,
    data: { ...dataOf(call), answered, answeredAt, talkSeconds, billedMinutes, hungUpBy },
  };
  return answered ? [ended] : [ended, { kind: 'call.missed', ...every, data: dataOf(call) }];
};

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
