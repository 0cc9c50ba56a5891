import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../shared/recordings/store/failure.ts';
import {
  type Backlog,
  deadlinesByDay,
  deadlinesByHour,
  secondsLeft,
  urgencyOf,
} from '../../../web/operator/recordings/backlog.ts';
import { FAULT_WORDS } from '../../../web/operator/recordings/fault-words.ts';

const bucket = (from: string, to: string, waiting: number, due = 0) => ({
  from: `2026-03-${from}:00.000Z`,
  to: `2026-03-${to}:00.000Z`,
  waiting,
  due,
});

const BACKLOG: Backlog = {
  at: '2026-03-01T22:20:00.000Z',
  waiting: 15,
  due: 4,
  overdue: { waiting: 2, due: 1 },
  byDeadline: [
    bucket('01T22:20', '01T23:00', 1, 1),
    bucket('01T23:00', '02T00:00', 2),
    bucket('02T00:00', '02T01:00', 4, 2),
    bucket('02T01:00', '03T00:00', 1),
    bucket('03T00:00', '04T00:00', 5),
  ],
  lost: 0,
  lostByReason: [],
  lostLookedAt: 0,
  isComplete: true,
  nearest: [],
  latestLost: [],
};

describe('the recordings that wait, by their deadline', () => {
  test('are summed by day, and those whose time is over stand at the first', () => {
    expect(deadlinesByDay(BACKLOG)).toEqual({
      parts: ['2026-03-01', '2026-03-02', '2026-03-03'],
      waiting: [5, 5, 5],
      due: [2, 2, 0],
    });
  });

  test('have hours as far as there are any', () => {
    expect(deadlinesByHour(BACKLOG)).toEqual({
      parts: ['2026-03-01T22:20:00.000Z', '2026-03-01T23:00:00.000Z', '2026-03-02T00:00:00.000Z'],
      waiting: [1, 2, 4],
      due: [1, 0, 2],
    });
  });

  test.each([
    ['2026-03-01T22:19:30.000Z', -30, 'bad'],
    ['2026-03-02T22:19:59.000Z', 86_399, 'bad'],
    ['2026-03-02T22:20:00.000Z', 86_400, 'warn'],
    ['2026-03-05T22:20:00.000Z', 345_600, 'plain'],
    [undefined, undefined, 'plain'],
  ])('are pressing by the time that is left: %s', (deadlineAt, left, urgency) => {
    const line = deadlineAt === undefined ? {} : { deadlineAt };

    expect(secondsLeft(line, BACKLOG.at)).toBe(left);
    expect(urgencyOf(left)).toBe(urgency);
  });
});

/** A fault that is not here does not compile. */
const FAULTS: Readonly<Record<Exclude<Fault, `http-${number}`> | 'erased' | 'unknown', true>> = {
  ...{ 'bad-url': true, 'plain-http': true, 'address-refused': true, 'name-not-resolved': true },
  ...{ 'certificate-refused': true, 'pin-mismatch': true, 'connection-failed': true },
  ...{ 'idle-time-out': true, 'total-time-out': true, redirected: true, 'wrong-content-type': true },
  ...{ encoded: true, 'too-large': true, 'cut-short': true },
  ...{ empty: true, 'not-wave': true, 'wave-format': true, 'wave-length': true, 'no-sound': true },
  ...{ 'not-found': true, 'platform-unanswered': true, 'platform-refused': true },
  ...{ 'credentials-refused': true, 'account-suspended': true, 'locked-out': true, throttled: true },
  ...{ 'no-source': true, 'unreadable-item': true, 'unknown-app': true, 'store-unavailable': true },
  ...{ 'object-conflict': true, 'no-disk-space': true, 'out-of-time': true, 'internal-error': true },
  ...{ erased: true, unknown: true },
};

test.each(['en', 'zh'] as const)('every fault of a recording has words in %s', (language) => {
  const words = FAULT_WORDS[language];

  expect(Object.keys(words).toSorted()).toEqual(Object.keys(FAULTS).toSorted());
  expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
});
