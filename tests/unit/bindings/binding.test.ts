import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Binding, lifeStartOf } from '../../../shared/bindings/model/binding.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

const EVERY = {
  bindingId: 'own',
  app: 'rides',
  mode: 'AXB',
  a: '+8613800000001',
  b: '+8613900000002',
  terms: { callDirection: 'both', ttlSeconds: 7200, record: false },
  createdAt: '2026-03-01T08:00:00.000Z',
  version: 1,
};
const X = { x: '+8617000000001' };
const LIVE = { ...EVERY, ...X, subscriptionId: 'subscription-own', expiresAt: '2026-03-01T10:00:00.000Z' };
const ROUTE = { ...EVERY, ...X, mode: 'X' };
const RELEASED = { releasedAt: '2026-03-01T09:00:00.000Z' };

describe('a stored binding', () => {
  it.each<[string, object]>([
    ['pending while the platform chooses its X', { ...EVERY, status: 'pending' }],
    ['pending on an X', { ...EVERY, ...X, status: 'pending' }],
    ['failed', { ...EVERY, ...RELEASED, status: 'failed' }],
    ['active', { ...LIVE, status: 'active' }],
    ['active for good', { ...EVERY, ...X, subscriptionId: 'subscription-own', status: 'active' }],
    ['active in X mode', { ...ROUTE, status: 'active' }],
    ['releasing', { ...LIVE, status: 'releasing' }],
    ['releasing in X mode', { ...ROUTE, status: 'releasing' }],
    ['released', { ...LIVE, ...RELEASED, status: 'released' }],
    ['expired', { ...LIVE, status: 'expired' }],
    ['expired in X mode', { ...ROUTE, status: 'expired' }],
  ])('that is %s is read as it was written', (_case, stored) => {
    expect(v.parse(Binding, stored)).toEqual(stored);
  });

  it.each<[string, object]>([
    ['active without an id of the platform', { ...EVERY, ...X, status: 'active' }],
    ['active without an X', { ...EVERY, subscriptionId: 'subscription-own', status: 'active' }],
    ['active in X mode without an X', { ...EVERY, mode: 'X', status: 'active' }],
    ['released without an id of the platform', { ...EVERY, ...X, ...RELEASED, status: 'released' }],
    ['pending with an id of the platform', { ...LIVE, status: 'pending' }],
    ['failed without a time', { ...EVERY, status: 'failed' }],
    ['of no status', { ...LIVE, status: 'lost' }],
  ])('that would be %s is not read', (_case, stored) => {
    expect(v.safeParse(Binding, stored).success).toBe(false);
  });
});

describe('the life of a live binding', () => {
  it.each([
    ['counts back from its end', {}, '2026-03-01T08:00:00.000Z'],
    ['began later after a change', { expiresAt: '2026-03-01T10:30:00.000Z' }, '2026-03-01T08:30:00.000Z'],
    [
      'began with its making when it has no end',
      { expiresAt: undefined, createdAt: '2026-03-01T07:59:00.000Z' },
      '2026-03-01T07:59:00.000Z',
    ],
  ])('%s', (_case, changes, expected) => {
    expect(lifeStartOf(aLiveBinding(changes))).toBe(expected);
  });
});
