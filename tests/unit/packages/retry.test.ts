import { describe, expect, it } from 'vitest';
import { type Attempt, nextWaitMs } from '../../../packages/client/src/retry.ts';

const POLICY = { retries: 4, patienceSeconds: 30 };
const GET = { method: 'GET', isKeyed: false };
const BIND = { method: 'POST', isKeyed: true };
const PATCH = { method: 'PATCH', isKeyed: false };

const answered = (status: number, code?: string, retryAfterSeconds?: number): Attempt => ({
  kind: 'answered',
  status,
  code,
  retryAfterSeconds,
});
const LOST: Attempt = { kind: 'no-answer', mayHaveArrived: true };
const NOT_SENT: Attempt = { kind: 'no-answer', mayHaveArrived: false };

const wait = (asked: typeof GET, attempt: Attempt, made: Partial<Parameters<typeof nextWaitMs>[3]> = {}) =>
  nextWaitMs(asked, attempt, POLICY, { retriesMade: 0, waitedMs: 0, random: () => 1, ...made });

describe('a repeat of a request', () => {
  it.each([
    ['a read that got no answer', GET, LOST],
    ['a bind that got no answer', BIND, LOST],
    ['an unbind that got no answer', { method: 'DELETE', isKeyed: false }, LOST],
    ['a temporary callee that got no answer', { method: 'PUT', isKeyed: false }, LOST],
    ['a change that never left', PATCH, NOT_SENT],
    ['a change that the gateway throttled', PATCH, answered(429)],
    ['a bind while the same one is made', BIND, answered(409, 'binding-in-progress')],
    ['a read of a service that is down', GET, answered(503)],
    ['a bind that the platform throttled', BIND, answered(503, 'platform-throttled')],
    ['a bind behind a gateway that waited too long', BIND, answered(504)],
  ])('is made: %s', (_case, asked, attempt) => {
    expect(wait(asked, attempt)).toBe(250);
  });

  it.each([
    ['a change that got no answer', PATCH, LOST],
    ['a stop of a call that got no answer', { method: 'POST', isKeyed: false }, LOST],
    ['a change that failed with 503', PATCH, answered(503)],
    ['a change of a binding that is being made', PATCH, answered(409, 'binding-in-progress')],
    ['a bind of a number that is taken', BIND, answered(409, 'number-taken')],
    ['a bind with a fault', BIND, answered(400, 'invalid-request')],
    ['a bind that the platform refused', BIND, answered(502, 'platform-rejected')],
    ['a read that failed inside', GET, answered(500, 'internal-error')],
    ['a success', GET, answered(200)],
  ])('is not made: %s', (_case, asked, attempt) => {
    expect(wait(asked, attempt)).toBeUndefined();
  });

  it('waits for a span that doubles up to eight seconds, at least half of it', () => {
    const spans = [0, 1, 2, 3].map((retriesMade) => [
      wait(GET, LOST, { retriesMade, random: () => 0 }),
      wait(GET, LOST, { retriesMade }),
    ]);

    expect(spans).toEqual([
      [125, 250],
      [250, 500],
      [500, 1000],
      [1000, 2000],
    ]);
    expect(
      nextWaitMs(
        GET,
        LOST,
        { retries: 9, patienceSeconds: 30 },
        { retriesMade: 8, waitedMs: 0, random: () => 1 },
      ),
    ).toBe(8000);
  });

  it('never waits less than Retry-After says, and a little more so that not all return at once', () => {
    const asked = answered(503, 'pool-exhausted', 7);

    expect([wait(BIND, asked, { random: () => 0 }), wait(BIND, asked)]).toEqual([7000, 7250]);
  });

  it('ends after the retries and when the patience is used up', () => {
    expect(wait(GET, LOST, { retriesMade: 4 })).toBeUndefined();
    expect(wait(GET, LOST, { waitedMs: 29_900 })).toBeUndefined();
    expect(wait(BIND, answered(503, 'platform-locked-out', 1800))).toBeUndefined();
  });
});
