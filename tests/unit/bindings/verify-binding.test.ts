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

const NOW = new Date('2026-03-01T08:30:00.000Z');
const verify = (answer: unknown, binding: Binding = ours, now = NOW) =>
  verifyBinding({ binding }, { get: async () => answer } as unknown as BindingPlatform, now);

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

  it.each([
    ['texts turned off', { sms: true }, { sms: false }, ['sms']],
    ['texts turned off by somebody', {}, { sms: false }, ['sms']],
    ['other user data', { userData: 'order-42' }, { userData: 'order-43' }, ['userData']],
    ['user data of somebody', {}, { userData: 'order-43' }, ['userData']],
    [
      'another tone of the last minute',
      { lastMinuteTone: 'a.wav' },
      { lastMinuteTone: 'b.wav' },
      ['lastMinuteTone'],
    ],
    [
      'other waiting tones',
      { waitingTones: { a: 'a.wav', b: 'b.wav' } },
      { waitingTones: { a: 'c.wav', b: 'd.wav' } },
      ['waitingTones'],
    ],
    ['a waiting tone of somebody', {}, { waitingTones: { b: 'd.wav' } }, ['waitingTones']],
    [
      'the same waiting tones',
      { waitingTones: { x: 'x.wav', y: 'y.wav' } },
      { waitingTones: { x: 'x.wav', y: 'y.wav' } },
      [],
    ],
    ['another call-back number', { callback: { number: A } }, { callback: { number: B } }, ['callback']],
    [
      'another call-back tone',
      { callback: { tone: 'a.wav' } },
      { callback: { tone: 'b.wav' } },
      ['callback'],
    ],
    ['the call-back life in whole minutes', { callbackTtlSeconds: 61 }, { callbackTtlSeconds: 120 }, []],
    [
      'another call-back life',
      { callbackTtlSeconds: 120 },
      { callbackTtlSeconds: 180 },
      ['callbackTtlSeconds'],
    ],
    [
      'a call-back life cut to that of the binding',
      { callbackTtlSeconds: 7200 },
      { callbackTtlSeconds: 3600 },
      [],
    ],
    ['another life of a Y', { ybTtlSeconds: 600 }, { ybTtlSeconds: 0 }, ['ybTtlSeconds']],
  ])('that has %s', async (_case, terms, there, differences) => {
    const binding: Binding = { ...ours, terms: { ...ours.terms, ...terms } };

    const found = await verify({ kind: 'ok', value: { ...theirs, ...there } }, binding);

    expect(found.differences).toEqual(differences);
  });

  it('has no limit and no end where we have none', async () => {
    const free: Binding = { ...ours, terms: { callDirection: 'both', record: false } };
    const value = { ...theirs, record: false, recordTone: 'left over.wav', ttlSeconds: 0, maxCallMinutes: 0 };

    expect(await verify({ kind: 'ok', value }, free)).toEqual({ state: 'match', differences: [] });
  });

  it('is missing when the platform has none', async () => {
    expect(await verify({ kind: 'ok', value: undefined })).toEqual({ state: 'missing', differences: [] });
  });

  const timed = { ...ours, expiresAt: '2026-03-01T09:00:00.000Z' };
  const released = { ...timed, status: 'released' as const, releasedAt: '2026-03-01T08:20:00.000Z' };
  const AT_NINE = new Date('2026-03-01T09:00:30.000Z');
  const LATER = new Date('2026-03-01T09:02:00.000Z');
  it.each<[string, Binding, Date, string[] | 'missing', string[] | 'missing']>([
    ['was released', released, NOW, [], ['status']],
    ['has expired', { ...timed, status: 'expired' }, LATER, [], ['status']],
    ['is over, not recorded yet', timed, LATER, [], ['status']],
    ['is over a moment ago, when their timer may still run', timed, AT_NINE, [], []],
    ['is being released', { ...timed, status: 'releasing' }, NOW, [], []],
    ['is over in AX, where the sweeper unbinds', { ...timed, mode: 'AX' }, LATER, [], []],
    ['lives', timed, NOW, 'missing', []],
  ])('that %s', async (_case, binding, now, gone, there) => {
    const value = { ...theirs, ...(binding.mode === 'AX' ? { b: undefined } : {}) };
    const verdict = (expected: string[] | 'missing') =>
      expected === 'missing'
        ? { state: 'missing', differences: [] }
        : { state: expected.length === 0 ? 'match' : 'drift', differences: expected };

    expect(await verify({ kind: 'ok', value: undefined }, binding, now)).toEqual(verdict(gone));
    expect(await verify({ kind: 'ok', value }, binding, now)).toEqual(verdict(there));
  });

  it('is an error when the platform cannot be asked', async () => {
    const held = { kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 };

    await expect(verify(held)).rejects.toMatchObject({ code: 'platform-throttled', retryAfterSeconds: 60 });
  });
});
