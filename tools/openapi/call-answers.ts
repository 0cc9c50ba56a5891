import * as v from 'valibot';
import { Cdr } from '../../shared/calls/cdr.ts';
import { RECORDING_STATUSES } from '../../shared/calls/recording-state.ts';
import { MODES } from '../../shared/kernel/mode.ts';
import { OUTCOME_CLASSES } from '../../shared/outcomes/code-table.ts';
import { USAGE_GROUPS } from '../../shared/usage/report/read-usage.ts';
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
  lastHolder: v.pipe(
    v.nullable(
      v.object({
        bindingId: IdField,
        endedAt: v.pipe(
          v.nullable(MomentField),
          v.description('`null`: it has not ended, or nobody knows when.'),
        ),
        certain: v.pipe(
          v.boolean(),
          v.description(
            '`false`: it may have been another one. Two had X at the moment of the call, or nobody of those looked at had and there are older ones; one could not be opened; or people called a Y, of which a binding keeps only its last.',
          ),
        ),
      }),
    ),
    v.description(
      'Of a call without a binding: the binding of the same app that had X then, or else the one that had it last before, among the hundred that were made last by then; those that were never made are passed over. `null` where there is none, and for every other call.',
    ),
  ),
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

const Usage = {
  calls: v.pipe(CountField, v.description('Calls with a CDR, each once.')),
  answered: CountField,
  talkSeconds: CountField,
  billedMinutes: v.pipe(CountField, v.description('Begun minutes of each CDR, as the platform bills them.')),
  unknownTalk: v.pipe(
    CountField,
    v.description('Calls that were answered, or cannot be opened, whose talk no record says: in no minute.'),
  ),
  messages: CountField,
  messageParts: v.pipe(
    CountField,
    v.description("The platform's `splitNum`; where it is absent, parts of 70/67 or 160/154 characters."),
  ),
  numberMonths: v.pipe(
    CountField,
    v.description(
      'Private numbers in the pool, each once a month, at the first day; 0 without a price for it.',
    ),
  ),
  late: v.pipe(
    v.object({
      calls: CountField,
      billedMinutes: CountField,
      messages: CountField,
      messageParts: CountField,
    }),
    v.description('The part of the sums whose records came after the month of the call or text.'),
  ),
  amounts: v.pipe(
    v.array(
      v.object({
        currency: v.string(),
        calls: v.string(),
        messages: v.string(),
        numbers: v.string(),
        total: v.string(),
      }),
    ),
    v.description('By the prices of the apps: exact decimals, one entry a currency; none without prices.'),
  ),
};

/** The sums of a span. */
export const UsageAnswer = v.object({
  from: v.pipe(v.string(), v.description('The first day.')),
  to: v.pipe(
    v.string(),
    v.description('The day behind the last one, as in the question: to ask with it again is the same span.'),
  ),
  lastDay: v.pipe(v.string(), v.description('The last day, which is in the span.')),
  by: v.picklist(USAGE_GROUPS),
  items: v.array(
    v.object({
      day: v.optional(v.string()),
      app: v.optional(v.string()),
      x: v.optional(v.nullable(PhoneField)),
      reference: v.optional(v.nullable(v.string())),
      ...Usage,
    }),
  ),
  nextCursor: v.nullable(v.string()),
  total: v.object(Usage),
  uncounted: v.pipe(
    CountField,
    v.description('Numbers and days that wait for their count with late records, or after a rebuild.'),
  ),
});
