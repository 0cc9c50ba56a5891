import { describe, expect, it } from 'vitest';
import type { Call } from '../../../web/operator/api-shapes.ts';
import { isOver, isUnreadable } from '../../../web/operator/call/call-state.ts';

const NO_RECORDING: Call['recording'] = {
  ...{ attempts: 0, deadlineAt: null, archivedAt: null, sizeBytes: null, sha256: null },
  status: 'none',
};

const LEG = {
  ...{ startedAt: null, answeredAt: null, endedAt: null, talkSeconds: 0, billedMinutes: 0 },
  recording: NO_RECORDING,
};
const ENDED_LEG = { ...LEG, endedAt: '2026-03-01T08:00:30.000Z' };

const BEGUN: Call = {
  ...{ callId: 'call', app: 'rides', bindingId: null, lastHolder: null, x: null, caller: null, callee: null },
  mode: 'AXB',
  direction: 'unknown',
  ...{ startedAt: null, ringingAt: null, answeredAt: null, endedAt: null, answered: false },
  ...{ talkSeconds: null, billedMinutes: null, hungUpBy: null, outcome: null, events: [] },
  recording: NO_RECORDING,
  legs: [],
};

const callin = { type: 'callin', at: '2026-03-01T08:00:00.000Z' };
const redial = { type: 'callout', at: '2026-03-01T08:00:40.000Z' };
const busy = { code: 17, source: 'q850-cause', class: 'callee', text: 'Busy' } as const;

describe('a call', () => {
  it.each<[string, Partial<Call>, boolean, boolean]>([
    ['goes on that only began', { events: [callin] }, false, false],
    ['goes on that was answered', { answered: true, answeredAt: callin.at, events: [callin] }, false, false],
    ['is over with its end', { endedAt: callin.at }, true, false],
    ['is over with an outcome alone', { outcome: busy, legs: [LEG] }, true, false],
    ['is over with a record without a time', { legs: [LEG] }, true, true],
    ['is over with such a record after an event', { legs: [LEG], events: [callin] }, true, true],
    ['is over that was answered, nobody knows how long', { legs: [LEG], answered: true }, true, false],
    ['goes on when the phone has redialled', { legs: [ENDED_LEG], events: [callin, redial] }, false, false],
  ])('%s', (_name, changes, over, unreadable) => {
    const call = { ...BEGUN, ...changes };

    expect(isOver(call)).toBe(over);
    expect(isUnreadable(call)).toBe(unreadable);
  });
});
