import type { DataOf, EventKind } from '../../../shared/events/facts/kinds.ts';

// Made up, with numbers of fiction. A unit test holds each against its schema.

const BINDING_ID = 'kdhqbncgfmpaeirhjdkcbgqnmfpeaihr';
const CALL_ID = 'bfjmkajajjgnahrgkgjadbkpainjqgbc';
const MESSAGE_ID = 'dbiepgipfhppgrddqkhibjdqgmipdhif';
const NUMBER_ID = 'mmgkfcrrdebknrqickacjjepngibfhad';

const BINDING = {
  mode: 'AXB',
  version: 1,
  expiresAt: '2026-03-01T10:00:00.000Z',
} as const;

const CALL = {
  callId: CALL_ID,
  mode: 'AXB',
  direction: 'to-a',
  startedAt: '2026-03-01T08:10:00.000Z',
  endedAt: '2026-03-01T08:11:07.000Z',
} as const;

const MESSAGE = {
  messageId: MESSAGE_ID,
  mode: 'AXB',
  direction: 'from-a',
  sentAt: '2026-03-01T08:20:00.000Z',
  receivedAt: '2026-03-01T08:20:01.000Z',
} as const;

const NUMBER = { numberId: NUMBER_ID, areaCode: '0755' } as const;

/** The `data` of an event of each kind. */
export const DATA_EXAMPLES: { readonly [Kind in EventKind]: DataOf<Kind> } = {
  'binding.active': {
    ...BINDING,
    status: 'active',
    replaces: null,
    numbers: { a: '+8613800000001', b: '+8613900000002', x: '+8617000000001' },
  },
  'binding.changed': { ...BINDING, status: 'active', version: 2, changed: ['expiresAt'] },
  'binding.released': {
    ...BINDING,
    status: 'released',
    endReason: 'released',
    endedBy: 'shop',
    replacedBy: null,
  },
  'binding.expired': { ...BINDING, status: 'expired' },
  'binding.failed': { ...BINDING, status: 'failed', expiresAt: null, replaces: null },
  'call.ended': {
    ...CALL,
    outcome: { code: 0, source: 'release-code', class: 'normal' },
    answered: true,
    answerKnown: true,
    answeredAt: '2026-03-01T08:10:06.000Z',
    talkSeconds: 61,
    billedMinutes: 2,
    hungUpBy: 'caller',
  },
  'call.missed': {
    ...CALL,
    outcome: { code: 8101, source: 'release-code', class: 'callee' },
    answerKnown: true,
  },
  'message.received': { ...MESSAGE, segments: 1, result: { code: 0, class: 'normal' } },
  'message.failed': { ...MESSAGE, segments: 0, result: { code: 10, class: 'network' } },
  'recording.archived': {
    callId: CALL_ID,
    archivedAt: '2026-03-01T08:12:30.000Z',
    sizeBytes: 488_058,
    sha256: '5260fac5b6ba594399493ddda1802123b4e1cba411d5be38c46f3d81d050946b',
  },
  'recording.lost': { callId: CALL_ID, reason: 'no-source' },
  'number.lost': {
    ...NUMBER,
    state: 'unavailable',
    cause: 'arrears',
    liveBindings: 1,
    bindingIds: [BINDING_ID],
    page: 1,
    last: true,
  },
  'number.recovered': { ...NUMBER, state: 'available', cause: null },
  'pool.low': { areaCode: '0755', usable: 20, liveBindings: 17, needed: 2, fill: 0.85 },
  'platform.locked-out': { until: '2026-03-01T08:30:00.000Z' },
  'account.suspended': {},
};

/** The events of bindings, calls, messages and recordings name their binding; the others are of an app. */
const ABOUT_A_BINDING = /^(binding|call|message|recording)\./;

const SUBJECTS: Readonly<Record<string, string>> = {
  binding: `bindings/${BINDING_ID}`,
  call: `calls/${CALL_ID}`,
  recording: `calls/${CALL_ID}`,
  message: `messages/${MESSAGE_ID}`,
  number: `numbers/${NUMBER_ID}`,
};

const AT = '2026-03-01T08:11:07.000Z';

/** A whole event of a kind. */
export const eventExample = (kind: EventKind) => ({
  specversion: '1.0',
  id: 'imqaehdkfbcpgnrjimqaehdkfbcpgnrj',
  source: 'privatenumber',
  type: kind,
  subject: SUBJECTS[kind.split('.')[0] ?? ''] ?? 'apps/rides',
  time: AT,
  datacontenttype: 'application/json',
  app: 'rides',
  reference: ABOUT_A_BINDING.test(kind) ? 'order-42' : null,
  bindingId: ABOUT_A_BINDING.test(kind) ? BINDING_ID : null,
  occurredAt: AT,
  data: DATA_EXAMPLES[kind],
});
