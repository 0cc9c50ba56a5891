import { describe, expect, it } from 'vitest';
import { changedBinding } from '../../../shared/bindings/lifecycle/changed-binding.ts';
import { atRest, lookedFor } from '../../../shared/bindings/lifecycle/due-at.ts';
import { leaseSeconds } from '../../../shared/bindings/lifecycle/lease.ts';
import {
  activated,
  attempted,
  expired,
  isOver,
  newcomersReleased,
  released,
  releasing,
} from '../../../shared/bindings/lifecycle/lifecycle.ts';
import {
  isOpen,
  lastSent,
  openSeconds,
  withOpenChange,
} from '../../../shared/bindings/model/open-request.ts';
import { A, B, C, X } from '../../builders/bind-request.ts';
import { aLiveBinding, NOW } from '../../builders/binding-modules.ts';

const pending = aLiveBinding({ status: 'pending' });
const live = aLiveBinding();
const openBind = { until: '2026-03-01T08:05:00.000Z', a: A, b: B };

describe('a bind that may still be applied', () => {
  it('is known from before it is sent', () => {
    expect(attempted({ binding: pending }, { x: X, extension: undefined }, NOW, 300).openBind).toEqual({
      until: '2026-03-01T08:06:00.000Z',
      a: A,
      b: B,
    });
  });

  it('is none in mode X, which sends nothing', () => {
    const binding = aLiveBinding({ status: 'pending', mode: 'X' });

    expect(attempted({ binding }, { x: X, extension: undefined }, NOW, 300).openBind).toBeUndefined();
  });

  it('stays with the binding that another attempt made, which is due for it', () => {
    expect(activated({ binding: pending }, { subscriptionId: 's', x: X }, true, openBind)).toMatchObject({
      openBind,
      dueAt: '2026-03-01T08:05:00.000Z',
    });
  });

  it('stays with a binding that ends, and is looked for after the end', () => {
    const ending = releasing({ binding: live, openBind }, { why: 'released' }, NOW);

    expect(ending.openBind).toEqual(openBind);
    for (const ended of [released(ending, NOW), expired({ binding: live, openBind }, NOW)]) {
      expect([ended.openBind, ended.change, ended.dueAt]).toEqual([
        openBind,
        undefined,
        '2026-03-01T08:01:00.000Z',
      ]);
    }
  });

  it('is due at once when the new parties of an overtaken change are released', () => {
    const ended = released({ binding: live, openBind, change: { b: C } }, NOW);

    expect(ended).toMatchObject({ openBind, change: { b: C }, dueAt: '2026-03-01T08:01:00.000Z' });
    expect(newcomersReleased(ended, NOW)).toEqual({
      binding: ended.binding,
      openBind,
      dueAt: '2026-03-01T08:00:00.000Z',
    });
  });

  it.each<[string, string, number, string]>([
    ['soon', '2026-03-01T08:30:00.000Z', 0, '2026-03-01T08:01:00.000Z'],
    ['later and later', '2026-03-01T08:30:00.000Z', 3, '2026-03-01T08:08:00.000Z'],
    ['when it is surely too old', '2026-03-01T08:00:30.000Z', 0, '2026-03-01T08:00:30.000Z'],
    ['soon, when it is so already', '2026-03-01T08:00:00.000Z', 0, '2026-03-01T08:01:00.000Z'],
  ])('is looked for again %s', (_case, until, sweepAttempts, dueAt) => {
    expect(lookedFor({ binding: live, sweepAttempts }, NOW, until)).toEqual({
      binding: live,
      sweepAttempts: sweepAttempts + 1,
      leaseUntil: '2026-03-01T08:00:00.000Z',
      dueAt,
    });
  });

  it.each([
    ['2026-03-01T08:05:00.000Z', 600, '2026-03-01T08:05:00.000Z'],
    ['2026-03-01T08:05:00.000Z', 60, '2026-03-01T08:01:00.000Z'],
  ])('until %s is so for %s s at most after its last attempt: %s', (until, latestSeconds, expected) => {
    expect(lastSent({ until, a: A }, NOW, latestSeconds)).toEqual({ until: expected, a: A });
  });
});

describe('how long a request stays open', () => {
  it.each<[string | undefined, boolean, number]>([
    ['2026-03-01T08:00:59.001Z', true, 60],
    ['2026-03-01T08:00:00.001Z', true, 1],
    ['2026-03-01T08:00:00.000Z', false, 0],
    ['2026-03-01T07:00:00.000Z', false, 0],
    [undefined, false, 0],
  ])('until %s: %s, for %s s', (until, open, seconds) => {
    const request = until === undefined ? undefined : { until };

    expect([isOpen(request, NOW), openSeconds(request, NOW)]).toEqual([open, seconds]);
  });
});

describe('a change that may still be applied', () => {
  const restingWith = (fields: Parameters<typeof withOpenChange>[1]) =>
    atRest(
      { binding: live, leaseUntil: 'any', openChange: { until: '2026-03-01T08:05:00.000Z', fields } },
      NOW.toISOString(),
      NOW,
    );

  it('has the binding looked at in half a minute, and its end as it was', () => {
    expect(restingWith(['b'])).toMatchObject({
      binding: { expiresAt: '2026-03-01T10:00:00.000Z' },
      dueAt: '2026-03-01T08:00:30.000Z',
    });
    expect([restingWith(['b']).leaseUntil, restingWith(['b']).confirmEnd]).toEqual([undefined, undefined]);
  });

  it('of the life time has the end confirmed, because the platform may let it live longer', () => {
    expect(restingWith(['b', 'ttlSeconds']).confirmEnd).toBe(true);
  });

  it('does not put off an end that comes before', () => {
    const ax = { ...aLiveBinding({ mode: 'AX', b: undefined }), terms: { ...live.terms, ttlSeconds: 10 } };
    const openChange = { until: '2026-03-01T08:05:00.000Z', fields: ['a'] as const };

    expect(atRest({ binding: ax, openChange }, NOW.toISOString(), NOW).dueAt).toBe(
      '2026-03-01T08:00:10.000Z',
    );
  });

  it('is one with an older one: the fields of both, until the later of the two', () => {
    const older = { until: '2026-03-01T08:20:00.000Z', fields: ['a', 'b'] as const };

    expect(withOpenChange(undefined, ['b'], NOW, 300)).toEqual({
      until: '2026-03-01T08:05:00.000Z',
      fields: ['b'],
    });
    expect(withOpenChange(older, ['b', 'sms'], NOW, 300)).toEqual({
      until: '2026-03-01T08:20:00.000Z',
      fields: ['a', 'b', 'sms'],
    });
    expect(withOpenChange(older, ['b'], NOW, 1800).until).toBe('2026-03-01T08:30:00.000Z');
  });
});

describe('the time of what was asked for', () => {
  const permanent = { ...pending, terms: { callDirection: 'both' as const, record: false } };

  it.each<[string, Parameters<typeof isOver>[0], string, boolean]>([
    [
      'counts from the attempt',
      { binding: pending, attemptAt: '2026-03-01T09:00:00.000Z' },
      '11:00:00.000',
      true,
    ],
    ['is not up before', { binding: pending, attemptAt: '2026-03-01T09:00:00.000Z' }, '10:59:59.999', false],
    ['counts from the making without an attempt', { binding: pending }, '10:00:00.000', true],
    ['counts so to the moment', { binding: pending }, '09:59:59.999', false],
    ['is never up without a life time', { binding: permanent }, '23:00:00.000', false],
  ])('%s', (_case, record, time, expected) => {
    expect(isOver(record, new Date(`2026-03-01T${time}Z`))).toBe(expected);
  });

  it.each([
    [{ leaseUntil: '2026-03-01T08:00:40.001Z' }, 41],
    [{ leaseUntil: '2026-03-01T07:00:00.000Z' }, 1],
    [{}, 1],
  ])('of somebody at work with %j is %s s', (lease, seconds) => {
    expect(leaseSeconds(lease, NOW)).toBe(seconds);
  });
});

describe('a binding with a change applied', () => {
  it.each<[string, Parameters<typeof changedBinding>[1], object]>([
    ['of A', { a: C }, { ...live, a: C, version: 2 }],
    ['of B', { b: C }, { ...live, b: C, version: 2 }],
    [
      'of a term keeps the others',
      { maxCallMinutes: 5 },
      {
        ...live,
        version: 2,
        terms: { callDirection: 'both', ttlSeconds: 7200, record: false, maxCallMinutes: 5 },
      },
    ],
    [
      'of the life time',
      { ttlSeconds: 60 },
      { ...live, version: 2, terms: { callDirection: 'both', ttlSeconds: 60, record: false } },
    ],
    [
      'to no end',
      { ttlSeconds: null },
      { ...live, version: 2, terms: { callDirection: 'both', record: false } },
    ],
  ])('%s', (_case, change, expected) => {
    expect(changedBinding(live, change)).toEqual(expected);
  });
});
