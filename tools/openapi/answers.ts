import * as v from 'valibot';
import type { BlockView } from '../../functions/manage-parties/blocks.ts';
import type { QuarantineItemView } from '../../functions/operate-pushes/quarantine.ts';
import type { ReplayAnswer } from '../../functions/operate-pushes/replay.ts';
import type { RetriedRecordings } from '../../functions/operate-recordings/handler.ts';
import type { StatusView } from '../../functions/operate-status/handler.ts';
import type { AccessView } from '../../functions/read-access/handler.ts';
import type { StoppedCall as StoppedCallView } from '../../functions/stop-call/handler.ts';
import { BINDING_STATUSES, BindingTerms, END_REASONS } from '../../shared/bindings/model/binding.ts';
import type { BindingView } from '../../shared/bindings/model/binding-view.ts';
import {
  type ChangedParty as ChangedPartyOfRun,
  PHONE_RESULTS,
} from '../../shared/bindings/parties/change-phone.ts';
import {
  END_RESULTS,
  type EndedParts as EndedPartsOfRun,
} from '../../shared/bindings/parties/end-blocked.ts';
import { ROLES } from '../../shared/bindings/parties/roles-in.ts';
import type { Verification } from '../../shared/bindings/read/verify-binding.ts';
import type { Call as CallView } from '../../shared/calls/call.ts';
import { Cdr } from '../../shared/calls/cdr.ts';
import { SCOPES } from '../../shared/http/access/scope.ts';
import { PROBLEM_CODES } from '../../shared/http/problem-catalogue/catalogue.ts';
import type {
  ProblemDescription,
  ProblemSummary,
} from '../../shared/http/problem-catalogue/describe-problem.ts';
import { MODES } from '../../shared/kernel/mode.ts';
import { SmsMessage } from '../../shared/messages/message.ts';
import type { MessageView } from '../../shared/messages/message-view.ts';
import { NUMBER_STATES } from '../../shared/numbers/private-number.ts';
import { OUTCOME_CLASSES } from '../../shared/outcomes/code-table.ts';
import type { PushOverview } from '../../shared/pushes/overview/push-overview.ts';
import type { QuarantineLine } from '../../shared/pushes/overview/quarantine-list.ts';
import type { RecordingBacklog } from '../../shared/recordings/maintenance/recording-backlog.ts';
import type { RecordingLink as RecordingLinkView } from '../../shared/recordings/store/link-recording.ts';
import type { BindingWarning } from '../../shared/reporting/check-reported.ts';
import type { ReportView } from '../../shared/reporting/report-view.ts';
import {
  CountField,
  IdField,
  listOf,
  MomentField,
  PhoneField,
  Sha256Field,
  Unreadable,
} from './answer-fields.ts';
import { CallAnswer, UsageAnswer } from './call-answers.ts';
import { PUSH_ANSWERS } from './operators/push-answers.ts';
import { RECORDING_ANSWERS } from './operators/recording-answers.ts';
import { STATUS_ANSWERS } from './operators/status-answers.ts';
import { DescribedProblem, ListedProblem, Problem } from './problem-answers.ts';
import { NumberReportAnswer, ReportOrList, SubmittedReports, WarningsField } from './report-answers.ts';

// The answers of the API. Nothing parses these at run time; `AnswersFit` keeps them and the functions' own types together.

// The length is shown as `expiresAt`.
const { ttlSeconds: _ttlSeconds, ...terms } = BindingTerms.entries;

const CallerName = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

const bindingFields = {
  bindingId: IdField,
  app: v.string(),
  mode: v.picklist(MODES),
  status: v.picklist(BINDING_STATUSES),
  a: PhoneField,
  b: v.optional(PhoneField),
  x: v.optional(
    v.pipe(PhoneField, v.description('The private number; absent only while the platform chooses it.')),
  ),
  y: v.optional(v.pipe(PhoneField, v.description('AXYB: what A calls to reach B.'))),
  extension: v.optional(v.pipe(v.string(), v.description('AXE: what callers dial after X.'))),
  temporaryCallee: v.optional(
    v.pipe(
      v.object({ callee: PhoneField, expiresAt: MomentField }),
      v.description('AX: whom A reaches by calling X, until then.'),
    ),
  ),
  subscriptionId: v.optional(v.pipe(v.string(), v.description("The platform's id of the binding."))),
  reference: v.optional(v.string()),
  ...terms,
  createdAt: MomentField,
  queuedUntil: v.optional(
    v.pipe(
      MomentField,
      v.description(
        'Of a pending binding that waits because the platform is down (`platformDown` of the app): until then it is tried again.',
      ),
    ),
  ),
  expiresAt: v.optional(
    v.pipe(v.nullable(MomentField), v.description('`null`: never. Absent while the binding is being made.')),
  ),
  releasedAt: v.optional(MomentField),
  endedAt: v.optional(
    v.pipe(
      MomentField,
      v.description(
        'Of an ended binding: when its people had X no longer. The time of its end where it expired; in AX when it was unbound after that.',
      ),
    ),
  ),
  replaces: v.optional(
    v.pipe(v.string(), v.description('The binding of a lost number in whose place this one was made.')),
  ),
  replacedBy: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'The binding on another X that took the place of this one, because its number was lost (`rebind` of the app). `DELETE` of this one ends that one too.',
      ),
    ),
  ),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  aSince: v.optional(
    v.pipe(
      MomentField,
      v.description('Where a change brought A: since when he is there. Before that A was somebody else.'),
    ),
  ),
  bSince: v.optional(v.pipe(MomentField, v.description('The same of B, and of Y.'))),
  createdBy: v.optional(
    v.pipe(CallerName, v.description('Who made it. Absent in bindings from before this was stored.')),
  ),
  changedBy: v.optional(
    v.pipe(CallerName, v.description('Who changed it last. Absent where the service did so by itself.')),
  ),
  changedAt: v.optional(v.pipe(MomentField, v.description('When it was changed last.'))),
  endedBy: v.optional(
    v.pipe(CallerName, v.description('Who asked for its end. Absent where no caller did.')),
  ),
  endReason: v.optional(
    v.pipe(
      v.picklist(END_REASONS),
      v.description(
        '`released`: a caller ended it. `expired`: its time was up. `failed`: it was never made. `missing-there`: the platform had it no longer. `repaired`: the service took it away, because nobody was told of it. `erased`: its person was erased. `blocked`: a person in it was blocked. `after-call`: its last call was over (`unbindAfterCallSeconds`). `moved`: its number was lost, and the binding of `replacedBy` on another X took its place (`rebind`).',
      ),
    ),
  ),
};

const Binding = v.object(bindingFields);

/** With what the caller should know of a binding that was made or changed. */
const ChangedBinding = v.object({ ...bindingFields, warnings: v.optional(WarningsField) });

const BoundBinding = v.object({
  ...bindingFields,
  warnings: v.optional(WarningsField),
  differs: v.optional(
    v.pipe(
      v.array(v.string()),
      v.minLength(1),
      v.description('Names of the fields of the request whose wish differs from the binding.'),
    ),
  ),
});

const VerifiedBinding = v.object({
  ...bindingFields,
  platform: v.object({
    state: v.picklist(['match', 'drift', 'missing']),
    differences: v.pipe(v.array(v.string()), v.description('Names of the fields that differ.')),
  }),
});

const ChangedParty = v.object({
  bindingId: IdField,
  app: v.string(),
  mode: v.picklist(MODES),
  roles: v.pipe(v.array(v.picklist(ROLES)), v.description('As what the person takes part in the binding.')),
  result: v.pipe(
    v.picklist(PHONE_RESULTS),
    v.description(
      '`changeable`: of a dry run. `not-changeable`: the mode cannot change that side. `conflict`: it stays as it is, and a repeat gives the same. `failed`: a repeat may change it.',
    ),
  ),
  code: v.optional(v.pipe(v.picklist(PROBLEM_CODES), v.description('Why it was not changed.'))),
  temporaryCalleeEnded: v.optional(
    v.pipe(v.literal(true), v.description('AX: the temporary callee of the former A is not there any more.')),
  ),
  warnings: v.optional(WarningsField),
});

const Block = v.object({
  blockId: v.pipe(IdField, v.description('A change of `lookupKey` makes another one of it.')),
  party: PhoneField,
  app: v.pipe(v.nullable(v.string()), v.description('`null`: in all apps.')),
  reason: v.nullable(v.string()),
  createdAt: MomentField,
  until: v.pipe(v.nullable(MomentField), v.description('`null`: until it is taken away.')),
  madeBy: v.pipe(v.string(), v.description('The caller that made it, by the name of its key.')),
});

const EndedParts = v.object({
  items: v.array(
    v.object({
      bindingId: IdField,
      app: v.string(),
      result: v.pipe(
        v.picklist(END_RESULTS),
        v.description(
          '`releasing`: the sweeper goes on. `callee-ended`: the person was the temporary callee. `taken-back`: a change without an answer would have brought the person, and was taken back. `failed`: a repeat may end it.',
        ),
      ),
      code: v.optional(v.pipe(v.picklist(PROBLEM_CODES), v.description('Why it was not ended.'))),
    }),
  ),
  isComplete: v.pipe(v.boolean(), v.description('`false`: some are left; a repeat goes on with them.')),
});

const RecordingLink = v.object({
  url: v.pipe(v.string(), v.description('Opens without a key until `expiresAt`.')),
  expiresAt: MomentField,
  contentType: v.string(),
  sizeBytes: v.nullable(CountField),
  sha256: v.nullable(Sha256Field),
});

const StoppedCall = v.object({
  callId: IdField,
  alreadyEnded: v.pipe(v.boolean(), v.description('It had ended before it was stopped.')),
});

const { wrapped: Decision } = SmsMessage.entries.decision;

const Message = v.object({
  messageId: IdField,
  app: v.string(),
  mode: v.picklist(MODES),
  bindingId: v.pipe(v.nullable(IdField), v.description('`null`: no binding of ours.')),
  notification: v.pipe(
    v.string(),
    v.description('`Notify` tells what became of a text, `Block` that the platform asked.'),
  ),
  x: v.nullable(PhoneField),
  sender: v.nullable(PhoneField),
  receiver: v.nullable(PhoneField),
  direction: Cdr.entries.direction,
  sentAt: v.nullable(MomentField),
  receivedAt: MomentField,
  segments: v.nullable(CountField),
  result: v.nullable(v.object({ code: v.number(), class: v.picklist(OUTCOME_CLASSES), text: v.string() })),
  decision: v.pipe(v.nullable(Decision), v.description('Of a `Block`: what the platform was told, and why.')),
  content: v.nullable(v.string()),
});

const PrivateNumber = v.object({
  app: v.string(),
  x: PhoneField,
  areaCode: v.nullable(v.string()),
  sms: v.boolean(),
  state: v.pipe(
    v.picklist(NUMBER_STATES),
    v.description('The worse of the state by hand and the one that the platform reports.'),
  ),
  cause: v.pipe(v.nullable(v.string()), v.description('Why it is in this state, as far as known.')),
  reserved: v.pipe(v.boolean(), v.description('Only for binds that name it.')),
  liveBindings: CountField,
});

const ImportResult = v.object({
  added: CountField,
  changed: CountField,
  retired: CountField,
  unchanged: CountField,
  diff: v.array(
    v.object({
      kind: v.picklist(['added', 'changed', 'retired']),
      x: PhoneField,
      fields: v.array(v.picklist(['areaCode', 'sms', 'state'])),
    }),
  ),
  fingerprint: v.pipe(
    v.string(),
    v.description('Names this very difference, for `ifDifference`. No number can be read from it.'),
  ),
  ignoredColumns: v.pipe(
    v.array(v.string()),
    v.description('Columns of the table that the import does not know, as the table names them.'),
  ),
  forceNeeded: v.optional(
    v.pipe(
      v.literal(true),
      v.description('Of a dry run: without `force=true` the import would be refused with `would-retire`.'),
    ),
  ),
  unreadable: v.optional(Unreadable),
});

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const PoolOfCity = v.object({
  app: v.string(),
  mode: v.picklist(MODES),
  areaCode: v.pipe(v.nullable(v.string()), v.description('`null`: numbers without an area code.')),
  numbers: v.pipe(
    v.object({
      available: Whole,
      draining: Whole,
      suspended: Whole,
      unavailable: Whole,
      retired: Whole,
    }),
    v.description('All numbers, by the state in force.'),
  ),
  causes: v.pipe(
    v.record(v.string(), Whole),
    v.description('Those that are not `available`, by cause; one without a cause stands under its state.'),
  ),
  usable: v.pipe(Whole, v.description('The numbers that a bind may be given which names none.')),
  inUse: v.pipe(Whole, v.description('The usable numbers with a live binding.')),
  liveBindings: v.pipe(Whole, v.description('Live bindings on all numbers of the city.')),
  fill: v.pipe(
    Share,
    v.description(
      'Usable numbers with a live binding, of all usable ones. In AXE, where many bindings share an X by extension: the live bindings of the places that the usable numbers have. 1 where no number is usable.',
    ),
  ),
  needed: v.pipe(
    Whole,
    v.description(
      'The most live bindings of one person. Each needs a number of its own, so the city needs at least so many.',
    ),
  ),
  low: v.pipe(
    v.boolean(),
    v.description(
      'The numbers run out. AXB and X: one person is on `poolLowPercent` of the usable ones; other modes: so much is in use, or on one person.',
    ),
  ),
  lowSince: v.pipe(
    v.nullable(v.string()),
    v.description(
      'Since when, as it is measured each quarter of an hour; `null` where it is not low, or has become so since.',
    ),
  ),
  measuredAt: v.string(),
  ageSeconds: v.pipe(
    Whole,
    v.description(
      '0 where it was counted for this answer, as a small pool is; others are counted every quarter of an hour.',
    ),
  ),
  complete: v.pipe(
    v.boolean(),
    v.description(
      '`false`: not everything was counted; `liveBindings` and `needed` are the least that they can be.',
    ),
  ),
});

const Access = v.object({
  name: v.pipe(v.string(), v.description('The name of the caller, as in logs and audits.')),
  scopes: v.array(v.picklist(SCOPES)),
  allApps: v.pipe(
    v.boolean(),
    v.description('`false`: the caller is limited to `apps`; what concerns all apps is not for it.'),
  ),
  apps: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        mode: v.picklist(MODES),
        allocation: v.pipe(
          v.picklist(['pool', 'platform']),
          v.description('Who chooses X: this service from its pool, or the platform.'),
        ),
        defaults: v.pipe(
          v.object({
            ttlSeconds: CountField,
            allowPermanent: v.boolean(),
            record: v.boolean(),
            recordTone: v.nullable(v.string()),
            areaMatch: v.picklist(['strict', 'loose']),
          }),
          v.description('What a bind gets that does not say otherwise, and whether it may have no end.'),
        ),
      }),
    ),
    v.description('The apps that exist for the caller, in the order of the configuration.'),
  ),
  stage: v.pipe(v.string(), v.description('Which deployment this is.')),
  at: v.pipe(MomentField, v.description('The clock of the service.')),
});

/** The schemas of the answers, by the name under which the document has them. */
export const ANSWERS = {
  Access,
  Binding,
  ChangedBinding,
  BoundBinding,
  VerifiedBinding,
  BindingList: listOf(Binding),
  ReleasedBindings: v.object({ items: v.array(Binding) }),
  PhoneChangeReport: listOf(ChangedParty),
  Block,
  MadeBlock: v.object({ ...Block.entries, ended: v.optional(EndedParts) }),
  BlockList: listOf(Block),
  Call: CallAnswer,
  CallList: listOf(CallAnswer),
  RecordingLink,
  StoppedCall,
  Message,
  MessageList: listOf(Message),
  PrivateNumber,
  PrivateNumberList: listOf(PrivateNumber),
  Pool: v.object({ items: v.array(PoolOfCity) }),
  Report: NumberReportAnswer,
  ReportOrList,
  SubmittedReports,
  ImportResult,
  UsageAnswer,
  ...PUSH_ANSWERS,
  ...RECORDING_ANSWERS,
  ...STATUS_ANSWERS,
  Health: v.object({ status: v.literal('ok') }),
  Problem,
  ProblemDescription: DescribedProblem,
  ProblemList: v.object({ items: v.array(ListedProblem) }),
} as const;

export type AnswerName = keyof typeof ANSWERS;

type Plain<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : { -readonly [Key in keyof Value]: Plain<Value[Key]> };

type Fits<Answer extends Documented, Documented> = [Answer, Documented];

/** Compiles only while everything that the functions answer fits what is documented here. */
export type AnswersFit = [
  Fits<Plain<AccessView>, v.InferInput<typeof Access>>,
  Fits<Plain<BindingView>, v.InferInput<typeof Binding>>,
  Fits<
    Plain<BindingView & { differs?: readonly string[]; warnings?: readonly BindingWarning[] }>,
    v.InferInput<typeof BoundBinding>
  >,
  Fits<Plain<BindingView & { platform: Verification }>, v.InferInput<typeof VerifiedBinding>>,
  Fits<Plain<ChangedPartyOfRun>, v.InferInput<typeof ChangedParty>>,
  Fits<Plain<BindingView & { warnings?: readonly BindingWarning[] }>, v.InferInput<typeof ChangedBinding>>,
  Fits<Plain<ReportView>, v.InferInput<typeof NumberReportAnswer>>,
  Fits<Plain<BlockView>, v.InferInput<typeof Block>>,
  Fits<Plain<EndedPartsOfRun>, v.InferInput<typeof EndedParts>>,
  Fits<Plain<CallView>, v.InferInput<typeof CallAnswer>>,
  Fits<Plain<RecordingLinkView>, v.InferInput<typeof RecordingLink>>,
  Fits<Plain<StoppedCallView>, v.InferInput<typeof StoppedCall>>,
  Fits<Plain<PushOverview>, v.InferInput<typeof PUSH_ANSWERS.PushOverview>>,
  Fits<Plain<QuarantineLine>, v.InferInput<typeof PUSH_ANSWERS.QuarantineList>['items'][number]>,
  Fits<Plain<QuarantineItemView>, v.InferInput<typeof PUSH_ANSWERS.QuarantineItem>>,
  Fits<Plain<ReplayAnswer>, v.InferInput<typeof PUSH_ANSWERS.ReplayReport>>,
  Fits<Plain<StatusView>, v.InferInput<typeof STATUS_ANSWERS.DeploymentStatus>>,
  Fits<Plain<RecordingBacklog>, v.InferInput<typeof RECORDING_ANSWERS.RecordingBacklog>>,
  Fits<Plain<RetriedRecordings>, v.InferInput<typeof RECORDING_ANSWERS.RetriedRecordings>>,
  Fits<Plain<MessageView>, v.InferInput<typeof Message>>,
  Fits<Plain<ProblemSummary>, v.InferInput<typeof ListedProblem>>,
  Fits<Plain<Omit<ProblemDescription, 'example'>>, Omit<v.InferInput<typeof DescribedProblem>, 'example'>>,
];
