import { expectTypeOf, test } from 'vitest';
import type { HeldBack, PlatformResult } from '../../shared/kernel/platform-outcome.ts';
import type { PlatformApp, PlatformCall, PlatformClient } from '../../shared/platform/client/client.ts';
import type { GatePass, PlatformGate } from '../../shared/platform/gate/gate.ts';

declare const client: PlatformClient;
declare const app: PlatformApp;
const request = { operation: 'axb.unbind', method: 'DELETE', path: '/any', success: 'result' } as const;

test('a call gives what its answer is read as, or what stands for "there is none"', () => {
  const call: PlatformCall<'released' | 'not-found'> = {
    ...request,
    idempotent: true,
    read: () => 'released',
    none: { codes: ['1016001'], value: 'not-found' },
  };

  expectTypeOf(client.call(app, call)).toEqualTypeOf<Promise<PlatformResult<'released' | 'not-found'>>>();
});

test('a call says whether a repeat does harm', () => {
  // @ts-expect-error idempotent is missing
  client.call(app, { ...request, read: () => 'released' });
});

test('a call is of an operation that the platform has', () => {
  // @ts-expect-error there is no such mode
  client.call(app, { ...request, operation: 'axz.bind', idempotent: true, read: () => 'released' });
  // @ts-expect-error no operation of the platform is a PATCH
  client.call(app, { ...request, method: 'PATCH', idempotent: true, read: () => 'released' });
});

test('a fake implements PlatformClient', () => {
  const fake: PlatformClient = {
    call: async () => ({ kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 }),
  };
  const lying: PlatformClient = {
    // @ts-expect-error nobody but `read` can make a value of the caller's type
    call: async () => ({ kind: 'ok', value: 'released' }),
  };

  expectTypeOf(fake).toExtend<PlatformClient>();
  expectTypeOf(lying).toExtend<PlatformClient>();
});

test('a gate opens or holds back', () => {
  expectTypeOf<Awaited<ReturnType<PlatformGate['enter']>>['kind']>().toEqualTypeOf<'open' | 'held-back'>();
  expectTypeOf<Awaited<ReturnType<PlatformGate['enter']>>>().toEqualTypeOf<GatePass | HeldBack>();
  expectTypeOf<Parameters<GatePass['report']>>().toEqualTypeOf<
    ['accepted' | 'authentication-failure' | 'lock-out' | 'throttle' | 'suspended' | 'unclear']
  >();
});
