import { expectTypeOf, test } from 'vitest';
import { assertNever } from '../../shared/kernel/assert-never.ts';
import type { AppError } from '../../shared/kernel/errors.ts';
import {
  isAmbiguous,
  type PlatformFailure,
  type PlatformResult,
  platformError,
  type RESULT_CLASSES,
  type ResultClass,
  type Unanswered,
} from '../../shared/kernel/platform-outcome.ts';

declare const result: PlatformResult<'released'>;

test('an outcome is one of six kinds', () => {
  expectTypeOf<PlatformResult<unknown>['kind']>().toEqualTypeOf<
    'ok' | 'refused' | 'unanswered' | 'held-back' | 'inconclusive' | 'not-offered'
  >();
  expectTypeOf<PlatformFailure['kind']>().toEqualTypeOf<
    'refused' | 'unanswered' | 'held-back' | 'inconclusive' | 'not-offered'
  >();
});

test('a switch over all kinds leaves nothing, and over some of them does not compile', () => {
  const told = (): string | number => {
    switch (result.kind) {
      case 'ok':
        return result.value;
      case 'refused':
        return result.code;
      case 'unanswered':
        return result.reason;
      case 'held-back':
        return result.retryAfterSeconds;
      case 'inconclusive':
      case 'not-offered':
        return result.detail;
      default:
        return assertNever(result);
    }
  };
  const toldInPart = (): string => {
    switch (result.kind) {
      case 'ok':
        return result.value;
      case 'refused':
        return result.code;
      default:
        // @ts-expect-error four kinds are left
        return assertNever(result);
    }
  };

  expectTypeOf(told).returns.toEqualTypeOf<string | number>();
  expectTypeOf(toldInPart).returns.toEqualTypeOf<string>();
});

test('a value is there only once the outcome is known to be a success', () => {
  // @ts-expect-error it may be a failure
  expectTypeOf(result.value);
  if (result.kind === 'ok') expectTypeOf(result.value).toEqualTypeOf<'released'>();
  else expectTypeOf(result).toEqualTypeOf<PlatformFailure>();
});

test('what got no answer says whether it may have been applied', () => {
  expectTypeOf<Unanswered>().toHaveProperty('mayHaveApplied').toEqualTypeOf<boolean>();
  expectTypeOf<Omit<Unanswered, 'mayHaveApplied'>>().not.toExtend<Unanswered>();
  expectTypeOf<Unanswered['reason']>().toEqualTypeOf<
    'time-out' | 'connection' | 'http-status' | 'unreadable'
  >();
});

test('only a failure is an error or ambiguous', () => {
  // @ts-expect-error a success has no error
  platformError(result);
  // @ts-expect-error a success is not ambiguous
  isAmbiguous(result);
  expectTypeOf(platformError).returns.toEqualTypeOf<AppError>();
});

test('the classes of refusals are those of the list', () => {
  expectTypeOf<ResultClass>().toEqualTypeOf<(typeof RESULT_CLASSES)[number]>();
  expectTypeOf<ResultClass>().toEqualTypeOf<
    | 'auth'
    | 'validation'
    | 'account'
    | 'throttled'
    | 'exhausted'
    | 'conflict'
    | 'not-found'
    | 'platform'
    | 'unknown'
  >();
});
