import { describe, expect, it } from 'vitest';
import { isAmbiguous } from '../../../shared/kernel/platform-outcome.ts';
import {
  isDocumented,
  isRetryable,
  refusalOf,
  standingOf,
} from '../../../shared/platform/result-codes/result-codes.ts';
import expected from './result-codes.expected.json' with { type: 'json' };

/** 08:00 in Beijing, sixteen hours before the next day there. */
const MORNING = new Date('2026-03-01T00:00:00Z');

const refusal = (httpStatus: number, code: string, text = 'any') =>
  refusalOf({ httpStatus, code, text }, MORNING);

describe('every result code of the vendor', () => {
  it('is in the expectations', () => {
    expect(expected).toHaveLength(58);
  });

  it.each(expected)('$httpStatus/$code is understood', (row) => {
    const refused = refusal(row.httpStatus, row.code);

    expect(refused).toEqual({
      kind: 'refused',
      httpStatus: row.httpStatus,
      code: row.code,
      text: 'any',
      class: row.class,
      problem: row.problem,
      retryAfterSeconds: row.retryAfterSeconds ?? undefined,
    });
    expect(isRetryable(refused)).toBe(row.repeatSoon);
    expect(isAmbiguous(refused)).toBe(row.repeatSoon);
    expect(standingOf(refused)).toBe(row.standing);
    expect(isDocumented(refused, 'axb.bind')).toBe(row.axbBind);
    expect(isDocumented(refused, 'axb.query')).toBe(row.axbQuery);
    expect(isDocumented(refused, 'call.stop')).toBe(row.callStop);
  });
});

describe('a refusal', () => {
  it('with 1010010 is a bad digest or throttling, by its status', () => {
    expect(refusal(401, '1010010')).toMatchObject({ class: 'auth', problem: 'platform-rejected' });
    expect(refusal(403, '1010010')).toMatchObject({ class: 'throttled', problem: 'platform-throttled' });
  });

  it.each([
    ['just after midnight in Beijing', '2026-02-28T16:00:00Z', 86_400],
    ['just before', '2026-02-28T15:59:59Z', 1],
    ['within a second', '2026-02-28T15:59:59.900Z', 1],
  ])('for today sends the caller to the next day of Beijing: %s', (_case, now, seconds) => {
    const refused = refusalOf({ httpStatus: 403, code: '1020182', text: '' }, new Date(now));

    expect(refused.retryAfterSeconds).toBe(seconds);
  });

  it.each([
    [400, '7654321', 'platform-rejected', false, false],
    [403, '7654321', 'platform-rejected', false, false],
    [403, '', 'platform-rejected', false, false],
    [404, '', 'platform-rejected', false, false],
    [403, '1010001', 'platform-rejected', false, false],
    [500, '7654321', 'platform-unavailable', true, true],
    [503, '1012010', 'platform-unavailable', true, true],
    [200, '7654321', 'platform-rejected', true, false],
    [200, '1010010', 'platform-rejected', true, false],
  ])('unknown as %s/%s is %s', (httpStatus, code, problem, ambiguous, retryable) => {
    const refused = refusal(httpStatus, code);

    expect(refused).toMatchObject({ class: 'unknown', problem, retryAfterSeconds: undefined });
    expect(isAmbiguous(refused)).toBe(ambiguous);
    expect(isRetryable(refused)).toBe(retryable);
    expect(isDocumented(refused, 'axb.bind')).toBe(false);
    expect(standingOf(refused)).toBe('unclear');
  });

  it('with 401 is a failed authentication whatever its code', () => {
    expect(standingOf(refusal(401, '7654321'))).toBe('authentication-failure');
    expect(standingOf(refusal(401, ''))).toBe('authentication-failure');
  });

  it.each(['', '1010010', 'made-up'])('with HTTP 429 is throttling whatever its code: %j', (code) => {
    const refused = refusal(429, code);

    expect(refused).toMatchObject({
      class: 'throttled',
      problem: 'platform-throttled',
      code,
      retryAfterSeconds: 60,
    });
    expect(standingOf(refused)).toBe('throttle');
    expect(isRetryable(refused)).toBe(false);
  });

  it('that comes with 200 means what its code means elsewhere', () => {
    expect(refusal(200, '1012010')).toMatchObject({ httpStatus: 200, class: 'conflict' });
    expect(refusal(200, '1010001')).toMatchObject({ class: 'platform', problem: 'platform-unavailable' });
  });

  it('carries no number in its text and not more text than anybody reads', () => {
    const text = 'The number +8613800000001 has been bound.';

    expect(refusal(403, '1012010', text).text).toBe('The number ***01 has been bound.');
    expect(refusal(403, '1010002', 'x'.repeat(10_000)).text).toHaveLength(256);
  });
});
