import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import { verifyBinding } from '../../../shared/bindings/read/verify-binding.ts';
import { A, B, OTHER_X, X } from '../../builders/bind-request.ts';

const ours: Binding = {
  bindingId: 'id',
  app: 'rides',
  mode: 'AXB',
  status: 'active',
  a: A,
  b: B,
  x: X,
  terms: {
    callDirection: 'both',
    ttlSeconds: 3600,
    record: true,
    recordTone: 'tone.wav',
    maxCallMinutes: 30,
  },
  subscriptionId: 'subscription-a',
  createdAt: '2026-03-01T08:00:00.000Z',
  version: 1,
};
const theirs = {
  subscriptionId: 'subscription-a',
  a: A,
  b: B,
  x: X,
  callDirection: 'both',
  ttlSeconds: 3600,
  record: true,
  recordTone: 'tone.wav',
  maxCallMinutes: 30,
};

const verify = (answer: unknown, binding = ours) =>
  verifyBinding(binding, { get: async () => answer } as unknown as BindingPlatform);

describe('a binding compared with the platform', () => {
  it.each([
    ['is the same', {}, []],
    ['has another A', { a: B }, ['a']],
    ['has another B', { b: A }, ['b']],
    ['has another X', { x: OTHER_X }, ['x']],
    ['has another direction', { callDirection: 'to-a' }, ['callDirection']],
    ['has another life', { ttlSeconds: 0 }, ['ttlSeconds']],
    ['is not recorded', { record: false }, ['record']],
    ['has another tone', { recordTone: 'other.wav' }, ['recordTone']],
    ['has no limit', { maxCallMinutes: 0 }, ['maxCallMinutes']],
    ['differs twice', { a: B, b: A }, ['a', 'b']],
    ['says little', { a: undefined, ttlSeconds: undefined, record: undefined, recordTone: undefined }, []],
  ])('that %s', async (_case, changes, differences) => {
    const found = await verify({ kind: 'ok', value: { ...theirs, ...changes } });

    expect(found).toEqual({ state: differences.length === 0 ? 'match' : 'drift', differences });
  });

  it('has no limit and no end where we have none', async () => {
    const free: Binding = { ...ours, terms: { callDirection: 'both', record: false } };
    const value = { ...theirs, record: false, recordTone: 'left over.wav', ttlSeconds: 0, maxCallMinutes: 0 };

    expect(await verify({ kind: 'ok', value }, free)).toEqual({ state: 'match', differences: [] });
  });

  it('is missing when the platform has none', async () => {
    expect(await verify({ kind: 'ok', value: undefined })).toEqual({ state: 'missing', differences: [] });
  });

  it('is an error when the platform cannot be asked', async () => {
    const held = { kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 };

    await expect(verify(held)).rejects.toMatchObject({ code: 'platform-throttled', retryAfterSeconds: 60 });
  });
});
