import * as v from 'valibot';
import { Cdr } from '../../shared/calls/cdr.ts';
import { RECORDING_STATUSES } from '../../shared/calls/recording-state.ts';
import { MODES } from '../../shared/kernel/mode.ts';
import { OUTCOME_CLASSES } from '../../shared/outcomes/code-table.ts';
import { CountField, IdField, MomentField, PhoneField, Sha256Field } from './answer-fields.ts';

const Recording = v.object({
  status: v.pipe(
    v.picklist(RECORDING_STATUSES),
    v.description(
      'Known once the CDR is here. `none`: not recorded, and before the CDR also a call that is being recorded. `not-expected`: talk under 3 s, of which the platform keeps no file.',
    ),
  ),
  attempts: CountField,
  deadlineAt: v.pipe(v.nullable(MomentField), v.description('When the platform deletes the file.')),
  archivedAt: v.nullable(MomentField),
  sizeBytes: v.nullable(CountField),
  sha256: v.nullable(Sha256Field),
});

const Outcome = v.object({
  code: v.number(),
  source: v.picklist(['release-code', 'q850-cause', 'sip-status', 'state-code']),
  class: v.picklist(OUTCOME_CLASSES),
  text: v.string(),
});

const Leg = v.object({
  startedAt: v.nullable(MomentField),
  answeredAt: v.nullable(MomentField),
  endedAt: v.nullable(MomentField),
  talkSeconds: v.nullable(CountField),
  billedMinutes: v.nullable(CountField),
  recording: Recording,
});

/** A call, as it is shown. */
export const CallAnswer = v.object({
  callId: IdField,
  app: v.string(),
  mode: v.picklist(MODES),
  bindingId: v.pipe(v.nullable(IdField), v.description('`null`: no binding of ours.')),
  x: v.nullable(PhoneField),
  caller: v.nullable(PhoneField),
  callee: v.nullable(PhoneField),
  direction: Cdr.entries.direction,
  startedAt: v.nullable(MomentField),
  ringingAt: v.nullable(MomentField),
  answeredAt: v.nullable(MomentField),
  endedAt: v.pipe(
    v.nullable(MomentField),
    v.description('`null` while the call goes on, and when no record says when it ended.'),
  ),
  answered: v.boolean(),
  talkSeconds: v.pipe(
    v.nullable(CountField),
    v.description(
      'The sum of the legs; `null` while the call goes on, and when the end of an answered leg is not known.',
    ),
  ),
  billedMinutes: v.pipe(v.nullable(CountField), v.description('The sum of the legs, each in begun minutes.')),
  hungUpBy: v.nullable(v.picklist(['caller', 'callee'])),
  outcome: v.nullable(Outcome),
  events: v.array(v.object({ type: v.string(), at: MomentField })),
  recording: Recording,
  legs: v.pipe(v.array(Leg), v.description('One a CDR, in the order of time; none before a CDR came.')),
});
