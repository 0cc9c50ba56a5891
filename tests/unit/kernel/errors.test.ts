import { describe, expect, it } from 'vitest';
import { assertNever } from '../../../shared/kernel/assert-never.ts';
import { AppError, hasCode } from '../../../shared/kernel/errors.ts';
import {
  type HeldBack,
  inconclusive,
  isAmbiguous,
  type NotOffered,
  type PlatformFailure,
  platformError,
  type Refused,
  type Unanswered,
} from '../../../shared/kernel/platform-outcome.ts';

const refused = (changes: Partial<Refused> = {}): Refused => ({
  kind: 'refused',
  httpStatus: 200,
  code: '1012010',
  text: 'The number is bound already.',
  class: 'conflict',
  problem: 'platform-rejected',
  retryAfterSeconds: undefined,
  ...changes,
});
const unanswered = (mayHaveApplied: boolean): Unanswered => ({
  kind: 'unanswered',
  reason: 'time-out',
  mayHaveApplied,
  cause: new Error('no answer'),
});
const heldBack = (by: HeldBack['by']): HeldBack => ({ kind: 'held-back', by, retryAfterSeconds: 60 });
const NOT_OFFERED: NotOffered = { kind: 'not-offered', detail: 'cannot change', problem: 'not-changeable' };

describe('AppError', () => {
  it('keeps its cause and is told by its code', () => {
    const cause = new Error('socket hang up');

    const error = new AppError('store-unavailable', 'reading the store failed', { cause });

    expect(error).toMatchObject({ name: 'AppError', code: 'store-unavailable', cause });
    expect(hasCode(error, 'store-unavailable')).toBe(true);
    expect(hasCode(error, 'not-found')).toBe(false);
    expect(hasCode(cause, 'store-unavailable')).toBe(false);
  });

  it('has no cause when none was given', () => {
    const error = new AppError('not-found', 'nothing');

    expect(Object.hasOwn(error, 'cause')).toBe(false);
  });
});

describe('a failure of the platform', () => {
  it.each([
    ['a refusal', refused(), false],
    ['a fault of theirs', refused({ class: 'platform' }), true],
    ['a lost answer', unanswered(true), true],
    ['a refused connection', unanswered(false), false],
    ['a call that was not made', heldBack('throttle'), false],
    ['a call that the mode does not offer', NOT_OFFERED, false],
    ['an inconclusive answer', inconclusive('whose it is'), true],
  ] satisfies [string, PlatformFailure, boolean][])(
    '%s may have been applied: %s',
    (_case, failure, ambiguous) => {
      const told = isAmbiguous(failure);

      expect(told).toBe(ambiguous);
    },
  );

  it.each([
    ['a lock-out', heldBack('lock-out'), 'platform-locked-out', 60],
    ['throttling', heldBack('throttle'), 'platform-throttled', 60],
    ['no answer', unanswered(true), 'platform-unavailable', undefined],
    ['a refusal', refused(), 'platform-rejected', undefined],
    ['what the mode does not offer', NOT_OFFERED, 'not-changeable', undefined],
    ['an inconclusive answer', inconclusive('whose it is'), 'platform-unavailable', undefined],
    [
      'a contradiction',
      inconclusive('both', { problem: 'platform-rejected' }),
      'platform-rejected',
      undefined,
    ],
    ['arrears', refused({ problem: 'account-suspended' }), 'account-suspended', undefined],
    [
      'being told to wait',
      refused({ problem: 'platform-throttled', retryAfterSeconds: 75 }),
      'platform-throttled',
      75,
    ],
  ] satisfies [string, PlatformFailure, string, number | undefined][])(
    '%s becomes an error',
    (_case, failure, code, wait) => {
      const error = platformError(failure);

      expect([error.code, error.retryAfterSeconds]).toEqual([code, wait]);
    },
  );

  it('shows nothing that the platform never said, and keeps the cause', () => {
    const cause = new Error('no answer');

    const error = platformError(inconclusive('whose it is', { cause }));

    expect(error).toMatchObject({ message: "the platform's answers are inconclusive: whose it is", cause });
    expect([error.platform, platformError(NOT_OFFERED).platform]).toEqual([undefined, undefined]);
  });

  it('shows what the platform said', () => {
    const error = platformError(refused());

    expect(error.platform).toEqual({
      httpStatus: 200,
      code: '1012010',
      text: 'The number is bound already.',
    });
  });
});

describe('assertNever', () => {
  it('stops on a case that nobody thought of, without showing it', () => {
    const unforeseen = '13800000001' as never;

    expect(() => assertNever(unforeseen)).toThrow(new TypeError('unhandled case of type string'));
  });
});
