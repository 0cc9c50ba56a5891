import { expectTypeOf, test } from 'vitest';
import type {
  BindingChange,
  BindingPlatform,
  BindRequest,
  Bound,
  PlatformBinding,
  TemporaryCalleePlatform,
} from '../../shared/bindings/model/binding-platform.ts';
import type { E164 } from '../../shared/kernel/e164.ts';
import type { PlatformResult } from '../../shared/kernel/platform-outcome.ts';
import { bindingPlatforms } from '../../shared/platform/platforms.ts';

declare const x: E164;
declare const request: BindRequest;
declare const platform: BindingPlatform;
const terms = { callDirection: 'both', record: false } as const;

test('a fake without numbersOf implements the port', () => {
  const fake = {
    bind: async () => ({ kind: 'ok', value: { subscriptionId: 'id', x } }) as const,
    unbind: async () => ({ kind: 'ok', value: 'released' }) as const,
    find: async () => ({ kind: 'ok', value: undefined }) as const,
    get: async () => ({ kind: 'ok', value: undefined }) as const,
    modify: async () => ({ kind: 'ok', value: 'not-found' }) as const,
    list: async () => ({ kind: 'ok', value: { bindings: [], next: undefined } }) as const,
  };

  expectTypeOf(fake).toExtend<BindingPlatform>();
  expectTypeOf<Omit<typeof fake, 'list'>>().not.toExtend<BindingPlatform>();
  expectTypeOf(bindingPlatforms).returns.toEqualTypeOf<ReadonlyMap<string, BindingPlatform>>();
});

test('every operation gives a result and never a bare value', () => {
  expectTypeOf<BindingPlatform['bind']>().returns.toEqualTypeOf<Promise<PlatformResult<Bound>>>();
  expectTypeOf<BindingPlatform['unbind']>().returns.toEqualTypeOf<
    Promise<PlatformResult<'released' | 'not-found'>>
  >();
  expectTypeOf<BindingPlatform['modify']>().returns.toEqualTypeOf<
    Promise<PlatformResult<'modified' | 'not-found'>>
  >();
  expectTypeOf<BindingPlatform['get']>().returns.toEqualTypeOf<
    Promise<PlatformResult<PlatformBinding | undefined>>
  >();
  expectTypeOf<ReturnType<TemporaryCalleePlatform['setTemporaryCallee']>>().toEqualTypeOf<
    Promise<PlatformResult<'set' | 'not-found'>>
  >();
});

test('a number is one that a parser has read', () => {
  // @ts-expect-error a text is not a number
  platform.bind({ ...request, a: '+8613800000001' });
  // @ts-expect-error as for a bind
  platform.list('+8617000000001', undefined);
  expectTypeOf<E164>().toExtend<string>();
});

test('a request names every field, be it as undefined', () => {
  expectTypeOf<Omit<BindRequest, 'b'>>().not.toExtend<BindRequest>();
  expectTypeOf<Omit<BindRequest, 'x'>>().not.toExtend<BindRequest>();
  // @ts-expect-error there is no such way to match an area
  expectTypeOf({ ...request, areaMatch: 'near' }).toExtend<BindRequest>();
});

test('an unbind is by subscription and never by X', () => {
  // @ts-expect-error by X alone the platform would wipe every pair of that number
  platform.unbind({ x });
});

test('a change makes a binding permanent by null, and leaves its X alone', () => {
  expectTypeOf<{ ttlSeconds: null }>().toExtend<BindingChange>();
  expectTypeOf<BindingChange>().not.toHaveProperty('x');
  // @ts-expect-error the terms have no null: permanent terms leave the life time out
  platform.modify('id', { ttlSeconds: null }, { ...terms, ttlSeconds: null });
});

test('numbersOf has to be asked for, because only one mode offers it', () => {
  // @ts-expect-error it may be undefined
  platform.numbersOf(x);
  expectTypeOf(platform.numbersOf?.(x)).toEqualTypeOf<Promise<PlatformResult<readonly E164[]>> | undefined>();
});
