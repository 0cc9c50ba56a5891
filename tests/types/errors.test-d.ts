import { expectTypeOf, test } from 'vitest';
import { AppError, type ErrorCode, hasCode } from '../../shared/kernel/errors.ts';

declare const thrown: unknown;

test('the codes of errors are the contract with our callers', () => {
  expectTypeOf<ErrorCode>().toEqualTypeOf<
    | 'invalid-request'
    | 'not-changeable'
    | 'unauthorized'
    | 'forbidden'
    | 'not-found'
    | 'number-taken'
    | 'number-of-another-app'
    | 'would-retire'
    | 'party-limit'
    | 'already-bound'
    | 'binding-in-progress'
    | 'binding-ended'
    | 'version-conflict'
    | 'payload-too-large'
    | 'party-blocked'
    | 'bind-limit'
    | 'idempotency-key-reused'
    | 'not-reported'
    | 'report-in-progress'
    | 'report-too-soon'
    | 'report-barred'
    | 'recording-pending'
    | 'recording-lost'
    | 'pool-exhausted'
    | 'platform-throttled'
    | 'platform-locked-out'
    | 'account-suspended'
    | 'platform-rejected'
    | 'platform-unavailable'
    | 'store-unavailable'
    | 'item-unreadable'
    | 'internal-error'
  >();
});

test('an error has one of these codes', () => {
  expectTypeOf(new AppError('number-taken', 'any').code).toEqualTypeOf<ErrorCode>();
  // @ts-expect-error nobody documented it
  expectTypeOf(new AppError('teapot', 'any'));
  // @ts-expect-error as for the constructor
  hasCode(thrown, 'teapot');
});

test('an error shows no more of the platform than its refusal', () => {
  // @ts-expect-error the body of an answer may hold numbers
  expectTypeOf(new AppError('platform-rejected', 'any', { platform: { body: 'any' } }));
});

test('hasCode proves that the thrown value is an AppError', () => {
  // @ts-expect-error anything can be thrown
  expectTypeOf(thrown.code);
  if (hasCode(thrown, 'not-found')) expectTypeOf(thrown).toEqualTypeOf<AppError>();
});
