import { describe, expect, it } from 'vitest';
import type { OurCall } from '../../../web/simulator/api/our-shapes.ts';
import type { CallRecord } from '../../../web/simulator/api/types.ts';
import { partnerOf } from '../../../web/simulator/calls/pairing.ts';

const NO_RECORDING = {
  status: 'none',
  attempts: 0,
  deadlineAt: null,
  archivedAt: null,
  sizeBytes: null,
  sha256: null,
} as const;

const CODES = {
  declined: [7503, 21, 603],
  'caller-gave-up': [7502, 0, 487],
  busy: [8102, 17, 486],
  'powered-off': [8104, 20, 480],
} as const;
type Outcome = keyof typeof CODES;

const BEGAN = '2026-03-01T08:00:00.700Z';
const RUNG = { rang: '2026-03-01T08:00:02.700Z', end: '2026-03-01T08:00:32.700Z' };
const CALLED = { rang: undefined, end: '2026-03-01T08:00:05.700Z' };
const courseOf = (outcome: Outcome) =>
  outcome === 'declined' || outcome === 'caller-gave-up' ? RUNG : CALLED;

const theirs = (sessionId: string, outcome: Outcome, changes: Partial<CallRecord> = {}): CallRecord => {
  const [stateCode, q850, sip] = CODES[outcome];
  const { rang, end } = courseOf(outcome);
  return {
    sessionId,
    appKey: 'rides-app-key-0001',
    mode: 'AXB',
    x: '+8617000000001',
    dialled: '+8617000000001',
    caller: '+8613800000001',
    callee: '+8613900000002',
    shown: '+8617000000001',
    subscriptionId: 'subscription',
    ending: { stateCode, stateDesc: '', q850, releaseCode: stateCode, sip },
    hungUpBy: 'platform',
    times: { callIn: BEGAN, callOut: BEGAN, ...(rang === undefined ? {} : { alerting: rang }), end },
    recorded: null,
    ...changes,
  };
};

const whole = (at: string): string => at.replace('.700Z', '.000Z');

const ours = (callId: string, outcome: Outcome, changes: Partial<OurCall> = {}): OurCall => {
  const { rang, end } = courseOf(outcome);
  return {
    callId,
    app: 'rides',
    mode: 'AXB',
    bindingId: 'binding',
    lastHolder: null,
    x: '+8617000000001',
    caller: '+8613800000001',
    callee: '+8613900000002',
    direction: 'from-a',
    startedAt: whole(BEGAN),
    ringingAt: rang === undefined ? null : whole(rang),
    answeredAt: null,
    endedAt: whole(end),
    answered: false,
    talkSeconds: 0,
    billedMinutes: 0,
    hungUpBy: null,
    outcome: { code: CODES[outcome][0], source: 'release-code', class: 'callee', text: '' },
    events: [],
    recording: NO_RECORDING,
    legs: [],
    ...changes,
  };
};

const FOUR = [
  theirs('1', 'declined'),
  theirs('2', 'caller-gave-up'),
  theirs('3', 'busy'),
  theirs('4', 'powered-off'),
];

/** Nothing but that it came in. */
const BARE: Partial<OurCall> = {
  ringingAt: null,
  endedAt: null,
  talkSeconds: null,
  outcome: null,
  events: [{ type: 'callin', at: whole(BEGAN) }],
};

const OTHER_SECOND = { startedAt: '2026-03-01T08:00:01.000Z' } as const;

describe('our record of a call of the platform', () => {
  it.each([
    [
      'each of several in one second by its outcome',
      FOUR,
      [ours('d', 'powered-off'), ours('b', 'caller-gave-up'), ours('c', 'busy'), ours('a', 'declined')],
      ['a', 'b', 'c', 'd'],
    ],
    ['none, where another of the second is known', FOUR, [ours('b', 'caller-gave-up')], [[], 'b', [], []]],
    [
      'by the cause in the event, before there is a record',
      FOUR,
      [ours('d', 'busy', { outcome: { code: 8102, source: 'state-code', class: 'callee', text: '' } })],
      [[], [], 'd', []],
    ],
    [
      'the one that is left, though it differs',
      FOUR.slice(2),
      [ours('c', 'busy'), ours('d', 'declined')],
      ['c', 'd'],
    ],
    ['not the one a second later', FOUR.slice(2, 3), [ours('c', 'busy', OTHER_SECOND)], [[]]],
    ['not that of another caller', FOUR.slice(2, 3), [ours('c', 'busy', { caller: '+8613800000009' })], [[]]],
    [
      'several that are alike: each may be each',
      [theirs('1', 'busy'), theirs('2', 'busy')],
      [ours('a', 'busy'), ours('b', 'busy')],
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
    ],
    [
      'one of two that are alike: it may be either',
      [theirs('1', 'busy'), theirs('2', 'busy')],
      [ours('a', 'busy')],
      [['a'], ['a']],
    ],
    [
      'the one that is left for a call of which little is known',
      FOUR.slice(2),
      [ours('d', 'busy', BARE), ours('c', 'busy')],
      ['c', 'd'],
    ],
    [
      'by a later step, where the begin is not known',
      [theirs('1', 'busy', { mode: 'AXE' }), theirs('2', 'declined', { mode: 'AXE' })],
      [
        ours('b', 'declined', {
          ...BARE,
          startedAt: null,
          events: [{ type: 'alerting', at: whole(RUNG.rang) }],
        }),
      ],
      [[], 'b'],
    ],
    [
      'by the callee, where two were called',
      [theirs('1', 'busy'), theirs('2', 'busy', { callee: '+8613900000003' })],
      [ours('b', 'busy', { callee: '+8613900000003' }), ours('a', 'busy')],
      ['a', 'b'],
    ],
    ['the same call from two lists', FOUR.slice(2, 3), [ours('c', 'busy'), ours('c', 'busy')], ['c']],
    [
      'of two that can only be one call, none for certain',
      FOUR.slice(2, 3),
      [ours('c', 'busy'), ours('e', 'busy')],
      [['c', 'e']],
    ],
    [
      'not one that was made up by hand and differs, where another agrees',
      FOUR.slice(2, 3),
      [ours('e', 'declined'), ours('c', 'busy')],
      ['c'],
    ],
  ] as const)('is %s', (_name, platform, known, expected) => {
    const found = platform.map((call) => {
      const { our, maybe = [] } = partnerOf(call, platform, known);
      return our?.callId ?? maybe.map(({ callId }) => callId);
    });
    expect(found).toEqual(expected);
  });
});
