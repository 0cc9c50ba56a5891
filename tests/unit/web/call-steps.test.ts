import { describe, expect, it } from 'vitest';
import type { Call } from '../../../web/operator/api-shapes.ts';
import { callSpans, callSteps } from '../../../web/operator/call/call-steps.ts';

const NO_RECORDING = {
  status: 'none',
  attempts: 0,
  deadlineAt: null,
  archivedAt: null,
  sizeBytes: null,
  sha256: null,
} as const;

const ANSWERED: Call = {
  callId: 'call',
  app: 'rides',
  mode: 'AXB',
  bindingId: 'binding',
  lastHolder: null,
  x: '+8617000000001',
  caller: '+8613800000001',
  callee: '+8613900000002',
  direction: 'from-a',
  startedAt: '2026-03-01T08:00:00.000Z',
  ringingAt: '2026-03-01T08:00:03.000Z',
  answeredAt: '2026-03-01T08:00:10.000Z',
  endedAt: '2026-03-01T08:01:10.000Z',
  answered: true,
  talkSeconds: 60,
  billedMinutes: 1,
  hungUpBy: 'caller',
  outcome: { code: 0, source: 'release-code', class: 'normal', text: 'One side hung up after talking' },
  events: [
    { type: 'callin', at: '2026-03-01T08:00:00.000Z' },
    { type: 'callout', at: '2026-03-01T08:00:01.000Z' },
    { type: 'alerting', at: '2026-03-01T08:00:03.000Z' },
    { type: 'answer', at: '2026-03-01T08:00:10.000Z' },
    { type: 'disconnect', at: '2026-03-01T08:01:10.000Z' },
  ],
  recording: NO_RECORDING,
  legs: [],
};

const kindsOf = (call: Call): readonly string[] => callSteps(call).map(({ kind }) => kind);

describe('the steps of a call', () => {
  it('are its events, each with the wait before it', () => {
    expect(callSteps(ANSWERED)).toEqual([
      { kind: 'called', at: '2026-03-01T08:00:00.000Z', tone: 'plain', secondsAfter: null },
      { kind: 'put-through', at: '2026-03-01T08:00:01.000Z', tone: 'plain', secondsAfter: 1 },
      { kind: 'rang', at: '2026-03-01T08:00:03.000Z', tone: 'plain', secondsAfter: 2 },
      { kind: 'answered', at: '2026-03-01T08:00:10.000Z', tone: 'good', secondsAfter: 7 },
      { kind: 'ended', at: '2026-03-01T08:01:10.000Z', tone: 'plain', secondsAfter: 60 },
    ]);
  });

  it('take from the record what no event told', () => {
    expect(kindsOf({ ...ANSWERED, events: [] })).toEqual(['called', 'rang', 'answered', 'ended']);
    expect(kindsOf({ ...ANSWERED, events: ANSWERED.events.slice(0, 2) })).toEqual([
      ...['called', 'put-through', 'rang', 'answered', 'ended'],
    ]);
  });

  it('say of a call that nobody answered that its end is bad', () => {
    const missed = { ...ANSWERED, answered: false, answeredAt: null, events: [] };

    expect(callSteps(missed).map(({ kind, tone }) => [kind, tone])).toEqual([
      ['called', 'plain'],
      ['rang', 'plain'],
      ['ended', 'bad'],
    ]);
  });

  it('keep an event that this console does not know, by its name', () => {
    const events = [...ANSWERED.events.slice(0, 1), { type: 'whisper', at: '2026-03-01T08:00:00.500Z' }];
    const [, second] = callSteps({ ...ANSWERED, events });

    expect(second).toEqual({
      kind: 'other',
      event: 'whisper',
      at: '2026-03-01T08:00:00.500Z',
      tone: 'plain',
      secondsAfter: 0.5,
    });
  });

  it.each([
    ['archived', 'archived', '2026-03-01T08:03:00.000Z', 'good'],
    ['lost', 'lost', null, 'bad'],
  ] as const)('tell last that the recording is %s', (status, kind, at, tone) => {
    const recording = { ...NO_RECORDING, status, archivedAt: at };
    const leg = { startedAt: null, answeredAt: null, endedAt: null, talkSeconds: 60, billedMinutes: 1 };
    const steps = callSteps({ ...ANSWERED, recording, legs: [{ ...leg, recording }] });

    expect(steps.slice(-2)).toEqual([
      { kind: 'record', at: null, tone: 'plain', secondsAfter: null },
      { kind, at, tone, secondsAfter: null },
    ]);
  });
});

describe('the parts of the length of a call', () => {
  it.each([
    ['answered', {}, { setup: 3, ringing: 7, talk: 60 }],
    ['not answered', { answeredAt: null }, { setup: 3, ringing: 67, talk: 0 }],
    ['never rang', { ringingAt: null, answeredAt: null }, { setup: 70, ringing: 0, talk: 0 }],
    [
      'no time known',
      { startedAt: null, ringingAt: null, answeredAt: null, endedAt: null },
      { setup: 0, ringing: 0, talk: 0 },
    ],
  ] as const)('%s', (_name, changes, expected) => {
    expect(callSpans({ ...ANSWERED, ...changes })).toEqual(expected);
  });
});
