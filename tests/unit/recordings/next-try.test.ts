import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffSeconds, nextTry } from '../../../shared/recordings/archiver/next-try.ts';

const DEADLINE = new Date('2026-03-08T08:00:00.000Z');

describe('the wait after a failed attempt', () => {
  it.each([
    [1, 60],
    [2, 120],
    [3, 300],
    [4, 900],
    [5, 1800],
    [6, 3600],
    [7, 7200],
    [8, 14_400],
    [9, 14_400],
    [200, 14_400],
    [0, 60],
  ])('after %i attempts is %i seconds', (attempts, seconds) => {
    expect(backOffSeconds(attempts)).toBe(seconds);
  });
});

describe('the next try', () => {
  it.each([
    [
      'as asked, long before the deadline',
      '2026-03-02T08:00:00.000Z',
      14_400,
      false,
      '2026-03-02T12:00:00.000Z',
    ],
    [
      'a quarter of an hour before the deadline at the latest',
      '2026-03-08T06:00:00.000Z',
      14_400,
      false,
      '2026-03-08T07:45:00.000Z',
    ],
    [
      'every five minutes from there on',
      '2026-03-08T07:45:00.000Z',
      14_400,
      false,
      '2026-03-08T07:50:00.000Z',
    ],
    ['at the deadline once more', '2026-03-08T07:57:00.000Z', 14_400, false, '2026-03-08T08:00:00.000Z'],
    ['sooner when that is asked', '2026-03-08T07:57:00.000Z', 60, false, '2026-03-08T07:58:00.000Z'],
    [
      'after the deadline for what passes by itself',
      '2026-03-08T08:30:00.000Z',
      60,
      true,
      '2026-03-08T08:31:00.000Z',
    ],
  ])('is %s', (_case, now, waitSeconds, graceful, expected) => {
    const next = nextTry({ now: new Date(now), deadlineAt: DEADLINE, waitSeconds, graceful });

    expect(next).toEqual(new Date(expected));
  });

  it.each([
    ['at the deadline', '2026-03-08T08:00:00.000Z', false],
    ['a week later', '2026-03-15T08:00:00.000Z', false],
    ['after the hour of grace', '2026-03-08T09:00:00.000Z', true],
  ])('is none: %s', (_case, now, graceful) => {
    const next = nextTry({ now: new Date(now), deadlineAt: DEADLINE, waitSeconds: 60, graceful });

    expect(next).toBe('lost');
  });

  it('leaves no file without a try in the last quarter of an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 * 24 * 3600 }), fc.boolean(), (secondsBefore, graceful) => {
        let now = new Date(DEADLINE.getTime() - secondsBefore * 1000);
        const tries: Date[] = [now];

        for (let attempts = 1; ; attempts += 1) {
          const next = nextTry({
            now,
            deadlineAt: DEADLINE,
            waitSeconds: backOffSeconds(attempts),
            graceful,
          });
          if (next === 'lost' || now >= DEADLINE) break;
          expect(next.getTime()).toBeGreaterThan(now.getTime());
          tries.push(next);
          now = next;
        }

        const leftMs = tries.map((at) => DEADLINE.getTime() - at.getTime());
        expect(leftMs.some((ms) => ms > 0 && ms <= 15 * 60 * 1000)).toBe(true);
        expect(leftMs.at(-1)).toBe(0);
      }),
    );
  });
});
