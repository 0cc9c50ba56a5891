import * as v from 'valibot';
import { Cdr } from '../../shared/calls/cdr.ts';
import { RECORDING_STATUSES } from '../../shared/calls/recording-state.ts';
import { MODES } from '../../shared/kernel/mode.ts';
import { OUTCOME_CLASSES } from '../../shared/outcomes/code-table.ts';
import { Count, Id, Moment, Phone, Sha256 } from './answer-fields.ts';

const Recording = v.object({
  status: v.picklist(RECORDING_STATUSES),
  attempts: Count,
  deadlineAt: v.pipe(v.nullable(Moment), v.description('When the platform deletes the file.')),
  archivedAt: v.nullable(Moment),
  sizeBytes: v.nullable(Count),
  sha256: v.nullable(Sha256),
});

const Outcome = v.object({
  code: v.number(),
  source: v.picklist(['release-code', 'q850-cause', 'sip-status', 'state-code']),
  class: v.picklist(OUTCOME_CLASSES),
  text: v.string(),
});

const Leg = v.object({
  startedAt: v.nullable(Moment),
  answeredAt: v.nullable(Moment),
  endedAt: v.nullable(Moment),
  talkSeconds: v.nullable(Count),
  billedMinutes: v.nullable(Count),
  recording: Recording,
});

/** A call, as it is shown. */
export const CallAnswer = v.object({
  callId: Id,
  app: v.string(),
  mode: v.picklist(MODES),
  bindingId: v.pipe(v.nullable(Id), v.description('`null`: no binding of ours.')),
  x: v.nullable(Phone),
  caller: v.nullable(Phone),
  callee: v.nullable(Phone),
  direction: Cdr.entries.direction,
  startedAt: v.nullable(Moment),
  ringingAt: v.nullable(Moment),
  answeredAt: v.nullable(Moment),
  endedAt: v.pipe(
    v.nullable(Moment),
    v.description('`null` while the call goes on, and when no record says when it ended.'),
  ),
  answered: v.boolean(),
  talkSeconds: v.pipe(
    v.nullable(Count),
    v.description(
      'The sum of the legs; `null` while the call goes on, and when the end of an answered leg is not known.',
    ),
  ),
  billedMinutes: v.pipe(v.nullable(Count), v.description('The sum of the legs, each in begun minutes.')),
  hungUpBy: v.nullable(v.picklist(['caller', 'callee'])),
  outcome: v.nullable(Outcome),
  events: v.array(v.object({ type: v.string(), at: Moment })),
  recording: Recording,
  legs: v.pipe(v.array(Leg), v.description('One a CDR, in the order of time; none before a CDR came.')),
});
