import { describeProblem, problemList } from '../../shared/http/problem-catalogue/describe-problem.ts';
import type { AnswerName } from './answers.ts';
import { PUSH_EXAMPLES } from './operators/push-answers.ts';
import { RECORDING_EXAMPLES } from './operators/recording-answers.ts';
import { STATUS_EXAMPLES } from './operators/status-answers.ts';

// Made up, with numbers of fiction. A unit test holds each against its schema.

const BINDING = {
  bindingId: 'kdhqbncgfmpaeirhjdkcbgqnmfpeaihr',
  app: 'rides',
  mode: 'AXB',
  status: 'active',
  a: '+8613800000001',
  b: '+8613900000002',
  x: '+8617000000001',
  subscriptionId: '5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f',
  reference: 'order-42',
  callDirection: 'both',
  record: true,
  recordTone: 'recording-notice.wav',
  createdAt: '2026-03-01T08:00:00.000Z',
  expiresAt: '2026-03-01T10:00:00.000Z',
  version: 1,
  createdBy: 'shop',
};

const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const RECORDING = {
  status: 'archived',
  attempts: 1,
  deadlineAt: '2026-03-08T08:31:20.000Z',
  archivedAt: '2026-03-01T08:33:02.000Z',
  sizeBytes: 568058,
  sha256: SHA256,
};

const CALL = {
  callId: 'hfqkabncgdmpeirhjdkcbgqnmfpeaihr',
  app: 'rides',
  mode: 'AXB',
  bindingId: BINDING.bindingId,
  lastHolder: null,
  x: BINDING.x,
  caller: BINDING.a,
  callee: BINDING.b,
  direction: 'from-a',
  startedAt: '2026-03-01T08:30:03.000Z',
  ringingAt: '2026-03-01T08:30:05.000Z',
  answeredAt: '2026-03-01T08:30:09.000Z',
  endedAt: '2026-03-01T08:31:20.000Z',
  answered: true,
  talkSeconds: 71,
  billedMinutes: 2,
  hungUpBy: null,
  outcome: { code: 0, source: 'release-code', class: 'normal', text: 'Normal end' },
  events: [
    { type: 'callin', at: '2026-03-01T08:30:03.000Z' },
    { type: 'callout', at: '2026-03-01T08:30:03.000Z' },
    { type: 'alerting', at: '2026-03-01T08:30:05.000Z' },
    { type: 'answer', at: '2026-03-01T08:30:09.000Z' },
    { type: 'disconnect', at: '2026-03-01T08:31:20.000Z' },
  ],
  recording: RECORDING,
  legs: [
    {
      startedAt: '2026-03-01T08:30:03.000Z',
      answeredAt: '2026-03-01T08:30:09.000Z',
      endedAt: '2026-03-01T08:31:20.000Z',
      talkSeconds: 71,
      billedMinutes: 2,
      recording: RECORDING,
    },
  ],
};

const MESSAGE = {
  messageId: 'bncgfmpaeirhjdkcbgqnmfpeaihrkdhq',
  app: 'rides',
  mode: 'AXB',
  bindingId: BINDING.bindingId,
  notification: 'Notify',
  x: BINDING.x,
  sender: BINDING.a,
  receiver: BINDING.b,
  direction: 'from-a',
  sentAt: '2026-03-01T08:40:16.450Z',
  receivedAt: '2026-03-01T08:40:17.102Z',
  segments: 1,
  result: { code: 0, class: 'normal', text: 'Sent' },
  decision: null,
  content: 'On my way',
};

const NUMBER = {
  app: 'rides',
  x: '+8617000000001',
  areaCode: '0755',
  sms: true,
  state: 'available',
  cause: null,
  reserved: false,
  liveBindings: 12,
};

const ENDED = {
  ...BINDING,
  status: 'released',
  releasedAt: '2026-03-01T09:00:00.000Z',
  endedAt: '2026-03-01T09:00:00.000Z',
  endedBy: 'support',
  endReason: 'released',
};

const USAGE = {
  ...{
    calls: 12,
    answered: 9,
    talkSeconds: 1210,
    billedMinutes: 25,
    unknownTalk: 0,
    messages: 3,
    messageParts: 4,
    numberMonths: 0,
  },
  late: { calls: 0, billedMinutes: 0, messages: 0, messageParts: 0 },
  amounts: [{ currency: 'CNY', calls: '1.50', messages: '0.20', numbers: '0.00', total: '1.70' }],
};

const REPORT = {
  number: '+8613800000001',
  state: 'failed',
  failReason: '姓名与身份证不一致',
  failures: 1,
  barred: false,
  nextReportAt: '2026-03-02T08:00:00.000Z',
  submittedAt: '2026-03-01T07:55:00.000Z',
  checkedAt: '2026-03-01T08:00:00.000Z',
};

const BLOCK = {
  blockId: 'kabcdefghijkmnpqrabcdefghijkmnpq',
  party: '+8613800000001',
  app: 'rides',
  reason: 'insults couriers',
  createdAt: '2026-03-01T08:00:00.000Z',
  until: null,
  madeBy: 'support',
};

/** One example for each kind of answer; that of problems is made by `problems.ts`. */
export const ANSWER_EXAMPLES: Readonly<Record<Exclude<AnswerName, 'Problem'>, unknown>> = {
  ProblemDescription: describeProblem('pool-exhausted', 'en'),
  ProblemList: { items: problemList('en').slice(0, 3) },
  Access: {
    name: 'support',
    scopes: ['read:masked'],
    allApps: false,
    apps: [
      {
        name: 'rides',
        mode: 'AXB',
        allocation: 'pool',
        defaults: {
          ttlSeconds: 7200,
          allowPermanent: false,
          record: true,
          recordTone: 'recording-notice.wav',
          areaMatch: 'loose',
        },
      },
    ],
    stage: 'prod',
    at: '2026-03-01T08:00:00.000Z',
  },
  Binding: BINDING,
  ChangedBinding: { ...BINDING, version: 2 },
  BoundBinding: BINDING,
  Report: REPORT,
  ReportOrList: REPORT,
  SubmittedReports: {
    items: [
      { ...REPORT, state: 'in-progress', failReason: null, failures: 0, nextReportAt: null, submitted: true },
    ],
  },
  VerifiedBinding: { ...BINDING, platform: { state: 'match', differences: [] } },
  BindingList: { items: [BINDING], nextCursor: null },
  ReleasedBindings: { items: [ENDED] },
  PhoneChangeReport: {
    items: [
      { bindingId: BINDING.bindingId, app: 'rides', mode: 'AXB', roles: ['a'], result: 'changed' },
      {
        bindingId: 'efghijklmnopefghijkl',
        app: 'desk',
        mode: 'AXE',
        roles: ['a'],
        result: 'not-changeable',
        code: 'not-changeable',
      },
    ],
    nextCursor: null,
  },
  Block: BLOCK,
  MadeBlock: {
    ...BLOCK,
    ended: { items: [{ bindingId: BINDING.bindingId, app: 'rides', result: 'ended' }], isComplete: true },
  },
  BlockList: { items: [BLOCK], nextCursor: null },
  Call: CALL,
  CallList: { items: [CALL], nextCursor: null },
  RecordingLink: {
    url: 'https://bucket.s3.cn-north-1.amazonaws.com.cn/recordings/2026/03/01/....wav?X-Amz-Signature=...',
    expiresAt: '2026-03-01T09:15:00.000Z',
    contentType: 'audio/wav',
    sizeBytes: 568058,
    sha256: SHA256,
  },
  StoppedCall: { callId: CALL.callId, alreadyEnded: false },
  Message: MESSAGE,
  MessageList: { items: [MESSAGE], nextCursor: null },
  PrivateNumber: NUMBER,
  PrivateNumberList: { items: [NUMBER], nextCursor: null },
  Pool: {
    items: [
      {
        app: 'rides',
        mode: 'AXB',
        areaCode: '0755',
        numbers: { available: 18, draining: 1, suspended: 0, unavailable: 1, retired: 0 },
        causes: { draining: 1, 'not-at-platform': 1 },
        usable: 18,
        inUse: 12,
        liveBindings: 40,
        fill: 0.667,
        needed: 6,
        low: false,
        lowSince: null,
        measuredAt: '2026-03-01T08:00:00.000Z',
        ageSeconds: 300,
        complete: true,
      },
    ],
  },
  ImportResult: {
    added: 1,
    changed: 0,
    retired: 0,
    unchanged: 2,
    diff: [{ kind: 'added', x: '+8617000000003', fields: [] }],
    fingerprint: '9f3c1d0b7a5e48226c90d4f1b83ea7750c2f6e19a4d853b70e6c2915fa8d4b3e',
    ignoredColumns: ['备注'],
  },
  UsageAnswer: {
    ...{ from: '2026-03-01', to: '2026-04-01', lastDay: '2026-03-31', by: 'day' },
    items: [{ day: '2026-03-01', ...USAGE }],
    nextCursor: null,
    total: USAGE,
    uncounted: 0,
  },
  ...PUSH_EXAMPLES,
  ...RECORDING_EXAMPLES,
  ...STATUS_EXAMPLES,
  Health: { status: 'ok' },
};

/** Bodies of `POST /bindings`. */
export const BIND_EXAMPLES = {
  shortest: { mode: 'AXB', a: '13800000001', b: '13900000002' },
  recorded: {
    mode: 'AXB',
    a: '+8613800000001',
    b: '+8613900000002',
    reference: 'order-42',
    areaCode: '0755',
    ttlSeconds: 7200,
    record: true,
    recordTone: 'recording-notice.wav',
    maxCallMinutes: 30,
  },
  AX: { mode: 'AX', a: '+8613800000001', ttlSeconds: 86400 },
  AXE: { mode: 'AXE', a: '+8613800000001', extension: '012', ttlSeconds: 86400 },
  AXYB: { mode: 'AXYB', a: '+8613800000001', b: '+8613900000002', areaCode: '0755' },
  X: { mode: 'X', a: '+8613800000001', b: '+8613900000002', x: '+8617000000041' },
};

/** A body of `PATCH /bindings/{bindingId}`. */
export const CHANGE_EXAMPLE = { b: '+8613900000003', ttlSeconds: 7200 };

/** A body of `PUT /numbers`, as JSON and as a table. */
export const IMPORT_EXAMPLE = [
  { x: '+8617000000001', areaCode: '0755', sms: true },
  { x: '+8617000000002', areaCode: '0755' },
];
export const IMPORT_TABLE_EXAMPLE =
  '号码,城市,区号,运营商,短信,备注\n17000000001,深圳,0755,移动,是,\n17000000002,深圳,755,移动,否,spare\n';

/** A body of `POST /reports`; the person and the card are made up. */
export const REPORT_EXAMPLE = {
  agreeAuthorizationStatement: true,
  numbers: [
    { number: '+8613800000001', name: '张三', identityCard: '11010519491231002X', photo: '/9j/4AAQSkZJRg==' },
  ],
};

/** A body of `PATCH /numbers/{x}`. */
export const STATE_EXAMPLE = { state: 'draining', cause: 'number-goes-back' };

/** A body of `PATCH /numbers`. */
export const NAMED_STATE_EXAMPLE = { x: '+8617000000001', ...STATE_EXAMPLE };

/** Bodies of the searches. */
export const SEARCH_EXAMPLES = {
  bindings: { party: '+8613800000001', status: 'active', limit: 20 },
  calls: { x: '+8617000000001', from: '2026-03-01', to: '2026-03-02', orphan: false },
  messages: { x: '+8617000000001', from: '2026-03-01T08:00:00+08:00' },
  blocks: { party: '+8613800000001' },
  reports: { number: '+8613800000001' },
};

export const RESERVE_EXAMPLE = { reserved: true };

/** A body of `PUT /bindings/{bindingId}/temporary-callee`. */
export const CALLEE_EXAMPLE = { callee: '+8613900000002', ttlSeconds: 120 };

/** A body of `POST /blocks`. */
export const BLOCK_EXAMPLE = {
  party: '+8613800000001',
  app: 'rides',
  reason: 'insults couriers',
  endLive: true,
};

/** A body of `POST /parties/change`. */
export const PHONE_CHANGE_EXAMPLE = { from: '+8613800000001', to: '+8613800000009' };
