import { describe, expect, it } from 'vitest';
import { atRest, lookedFor, postponed, setAgainLater } from '../../../shared/bindings/lifecycle/due-at.ts';
import { isLeased, leased, leaseEnded } from '../../../shared/bindings/lifecycle/lease.ts';
import {
  activated,
  asOf,
  attempted,
  expired,
  failed,
  newcomersReleased,
  released,
  releasing,
} from '../../../shared/bindings/lifecycle/lifecycle.ts';
import type { PendingBinding } from '../../../shared/bindings/model/binding.ts';
import { statusAt } from '../../../shared/bindings/model/binding.ts';
import type { SetField } from '../../../shared/bindings/model/open-request.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { A, B, OTHER_X, X } from '../../builders/bind-request.ts';
import { aLiveBinding, ENDED_BY_SHOP } from '../../builders/binding-modules.ts';
import { bindingOf } from '../../builders/binding-of.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');

const pending: PendingBinding = {
  bindingId: 'bindingidbindingid',
  app: 'rides',
  mode: 'AXB',
  status: 'pending',
  a: A,
  b: B,
  terms: { callDirection: 'both', ttlSeconds: 7200, record: false },
  createdAt: '2026-03-01T07:59:00.000Z',
  version: 1,
};
const bound = { subscriptionId: 'subscription-a', x: X };

describe('a pending binding', () => {
  it('is leased for a minute, and due for the sweeper then', () => {
    const until = '2026-03-01T08:01:00.000Z';

    expect(leased({ binding: pending }, NOW)).toEqual({ binding: pending, leaseUntil: until, dueAt: until });
  });

  it('records the X and the moment of an attempt', () => {
    const until = '2026-03-01T08:01:00.000Z';

    expect(
      attempted({ binding: { ...pending, x: OTHER_X } }, { x: X, extension: undefined }, NOW, 300),
    ).toEqual({
      binding: { ...pending, x: X },
      attemptAt: '2026-03-01T08:00:00.000Z',
      endsItself: true,
      // A lease, and then as long as a request may be under way.
      openBind: { until: '2026-03-01T08:06:00.000Z', a: A, b: B },
      leaseUntil: until,
      dueAt: until,
    });
  });

  it('has no X of its own while the platform chooses it', () => {
    expect(
      attempted({ binding: { ...pending, x: X } }, { x: undefined, extension: undefined }, NOW, 300).binding,
    ).toEqual(pending);
  });

  it.each([
    ['2026-03-01T08:00:00.001Z', true],
    ['2026-03-01T08:00:00.000Z', false],
    [undefined, false],
  ])('with a lease until %s is worked on: %s', (leaseUntil, worked) => {
    expect(isLeased(leaseUntil === undefined ? {} : { leaseUntil }, NOW)).toBe(worked);
  });

  it('that is given up may be taken up at once', () => {
    const record = leaseEnded(leased({ binding: pending }, new Date('2026-03-01T07:59:30.000Z')), NOW);

    expect(isLeased(record, NOW)).toBe(false);
    expect(record.dueAt).toBe('2026-03-01T08:00:00.000Z');
  });

  it('that failed is over, and nothing is due any more', () => {
    expect(failed(attempted({ binding: pending }, { x: X, extension: undefined }, NOW, 300), NOW)).toEqual({
      binding: { ...pending, x: X, status: 'failed', releasedAt: '2026-03-01T08:00:00.000Z' },
    });
  });
});

describe('an active binding', () => {
  it('ends by itself, its time after the attempt, and nobody has to look at it', () => {
    const record = attempted({ binding: pending }, { x: X, extension: undefined }, NOW, 300);

    expect(activated(record, bound, false)).toEqual({
      binding: {
        ...pending,
        status: 'active',
        x: X,
        subscriptionId: 'subscription-a',
        expiresAt: '2026-03-01T10:00:00.000Z',
      },
      endsItself: true,
    });
  });

  it('that has tried another X is ended by the sweeper, which releases what it may hold there', () => {
    const record = attempted({ binding: pending }, { x: OTHER_X, extension: undefined }, NOW, 300);
    const moved = attempted(record, { x: X, extension: undefined }, NOW, 300);

    expect(activated(moved, bound, false)).toMatchObject({
      dueAt: '2026-03-01T10:01:00.000Z',
      mayHoldElsewhere: true,
    });
    expect(activated(moved, bound, false)).not.toHaveProperty('endsItself');
  });

  it.each([
    ['was adopted', true, undefined, '2026-03-01T10:01:00.000Z'],
    ['may be bound again', false, { until: '2026-03-01T08:05:00.000Z', a: A }, '2026-03-01T08:05:00.000Z'],
  ] as const)('that %s is looked at', (_case, adopted, openBind, dueAt) => {
    const record = attempted({ binding: pending }, { x: X, extension: undefined }, NOW, 300);

    const live = activated(record, bound, adopted, openBind);

    expect(live.endsItself).toBeUndefined();
    expect(live.dueAt).toBe(dueAt);
  });

  it.each(['AX', 'X'] as const)('of mode %s is ended by the sweeper', (mode) => {
    const record = attempted({ binding: { ...pending, mode } }, { x: X, extension: undefined }, NOW, 300);
    const live = activated(record, bound, false);

    expect([record.endsItself, live.endsItself]).toEqual([undefined, undefined]);
    expect(live.dueAt).toBe('2026-03-01T10:00:00.000Z');
  });

  it.each([
    ['2026-03-01T10:00:59.999Z', 'active'],
    ['2026-03-01T10:01:00.000Z', 'expired'],
  ])('that ends by itself is %s %s', (now, status) => {
    const record = { binding: aLiveBinding(), endsItself: true as const, attemptAt: 'x', revision: 4 };
    const seen = asOf(record, new Date(now));

    expect(seen.binding).toEqual({ ...record.binding, status });
    expect(seen.revision).toBe(4);
    expect('attemptAt' in seen).toBe(status === 'active');
  });

  it.each<[object, string]>([
    [{}, 'nobody said that it ends by itself'],
    [{ endsItself: true, dueAt: '2026-03-01T10:01:00.000Z' }, 'the sweeper has to look at it'],
  ])('with %j is live until that is written: %s', (more, _why) => {
    const record = { binding: aLiveBinding(), revision: 1, ...more };

    expect(asOf(record, new Date('2026-03-02T08:00:00.000Z'))).toBe(record);
  });

  it('whose work is over ends by itself again, and is recorded where its time is up by then', () => {
    const record = { binding: aLiveBinding(), endsItself: true as const, leaseUntil: 'x', dueAt: 'x' };
    const from = '2026-03-01T08:00:00.000Z';
    const openChange = { until: '2026-03-01T08:05:00.000Z', fields: ['record' as const] };

    const before = atRest(record, from, new Date('2026-03-01T09:59:59.999Z'));
    const after = atRest(record, from, new Date('2026-03-01T10:00:00.000Z'));
    const inDoubt = atRest({ ...record, openChange }, from, NOW);

    expect([before.endsItself, before.dueAt]).toEqual([true, undefined]);
    expect([after.endsItself, after.dueAt]).toEqual([true, '2026-03-01T10:01:00.000Z']);
    expect(inDoubt.endsItself).toBeUndefined();
  });

  it('that is being ended keeps that it would end by itself', () => {
    expect(releasing({ binding: aLiveBinding(), endsItself: true }, ENDED_BY_SHOP, NOW).endsItself).toBe(
      true,
    );
  });

  it('has the X that the platform chose', () => {
    expect(activated({ binding: pending }, { ...bound, x: OTHER_X }, false).binding.x).toBe(OTHER_X);
  });

  it('counts from its making when no attempt is recorded', () => {
    expect(activated({ binding: pending }, bound, false).binding.expiresAt).toBe('2026-03-01T09:59:00.000Z');
  });

  it('that was adopted has its end confirmed', () => {
    expect(activated({ binding: pending }, bound, true).confirmEnd).toBe(true);
  });

  it('without a life time never ends and is never due', () => {
    const permanent = { ...pending, terms: { callDirection: 'both' as const, record: false } };

    const record = activated(
      attempted({ binding: permanent }, { x: X, extension: undefined }, NOW, 300),
      bound,
      false,
    );

    expect(record.binding.expiresAt).toBeUndefined();
    expect(record.dueAt).toBeUndefined();
  });

  it.each([
    ['active', '2026-03-01T08:00:00.001Z', 'active'],
    ['active', '2026-03-01T08:00:00.000Z', 'expired'],
    ['active', undefined, 'active'],
    ['releasing', '2026-03-01T07:00:00.000Z', 'releasing'],
    ['released', '2026-03-01T07:00:00.000Z', 'released'],
    ['pending', '2026-03-01T07:00:00.000Z', 'pending'],
  ] as const)('recorded as %s until %s is %s for readers', (status, expiresAt, seen) => {
    expect(statusAt(bindingOf({ ...pending, status, expiresAt, x: X, subscriptionId: 's' }), NOW)).toBe(seen);
  });

  it('that has expired keeps its end and is due no more', () => {
    const { binding } = activated(
      attempted({ binding: pending }, { x: X, extension: undefined }, NOW, 300),
      bound,
      true,
    );

    expect(expired({ binding, dueAt: 'x', confirmEnd: true }, NOW)).toEqual({
      binding: { ...binding, status: 'expired' },
    });
  });
});

describe('the end of a binding', () => {
  const active = activated(
    attempted({ binding: pending }, { x: X, extension: undefined }, NOW, 300),
    bound,
    false,
  ).binding;

  it('is asked for under a lease, so that the sweeper goes on with what dies half-way', () => {
    const until = '2026-03-01T08:01:00.000Z';

    expect(releasing({ binding: active, dueAt: 'later', confirmEnd: true }, ENDED_BY_SHOP, NOW)).toEqual({
      binding: { ...active, status: 'releasing', end: ENDED_BY_SHOP },
      sweepAttempts: 0,
      leaseUntil: until,
      dueAt: until,
    });
  });

  it('counts its own failures, not those of earlier work on the binding', () => {
    expect(releasing({ binding: active, sweepAttempts: 4 }, ENDED_BY_SHOP, NOW).sweepAttempts).toBe(0);
  });

  it('has its moment, and nothing is due any more', () => {
    expect(released(releasing({ binding: active }, ENDED_BY_SHOP, NOW), NOW)).toEqual({
      binding: { ...active, status: 'released', releasedAt: '2026-03-01T08:00:00.000Z', end: ENDED_BY_SHOP },
    });
  });

  it.each([
    ['of A', { a: B }],
    ['of B', { b: A, maxCallMinutes: 5 }],
  ])('during a change %s keeps it, and is looked at once more when its maker is gone', (_case, change) => {
    const dueAt = '2026-03-01T08:01:00.000Z';

    expect(released(releasing({ binding: active, change }, ENDED_BY_SHOP, NOW), NOW)).toEqual({
      binding: { ...active, status: 'released', releasedAt: '2026-03-01T08:00:00.000Z', end: ENDED_BY_SHOP },
      change,
      dueAt,
    });
    expect(expired({ binding: active, change, confirmEnd: true }, NOW)).toEqual({
      binding: { ...active, status: 'expired' },
      change,
      dueAt,
    });
  });

  it('is over, and nothing is due, once the new parties of a change are released', () => {
    const ended = released({ binding: active, change: { a: B } }, NOW);

    expect(newcomersReleased(postponed(ended, NOW), NOW)).toEqual({ binding: ended.binding });
  });

  it('during a change of terms alone is not looked at again', () => {
    const { change, dueAt } = released({ binding: active, change: { maxCallMinutes: 5 } }, NOW);

    expect([change, dueAt]).toEqual([undefined, undefined]);
  });

  it.each([
    [undefined, 0, 1, '2026-03-01T08:01:00.000Z'],
    [1, 0, 2, '2026-03-01T08:02:00.000Z'],
    [2, 0, 3, '2026-03-01T08:04:00.000Z'],
    [5, 0, 6, '2026-03-01T08:32:00.000Z'],
    [6, 0, 7, '2026-03-01T09:00:00.000Z'],
    [500, 0, 501, '2026-03-01T09:00:00.000Z'],
    [undefined, 1800, 1, '2026-03-01T08:30:00.000Z'],
    [6, 30, 7, '2026-03-01T09:00:00.000Z'],
  ])(
    'after %s failures and told to wait %s s is tried as number %s at %s',
    (former, atLeast, count, dueAt) => {
      const record = { binding: active, ...(former === undefined ? {} : { sweepAttempts: former }) };

      const later = postponed(record, NOW, atLeast);

      expect(later).toEqual({
        binding: active,
        sweepAttempts: count,
        leaseUntil: '2026-03-01T08:00:00.000Z',
        dueAt,
      });
    },
  );
});

describe('a live binding whose other work goes on failing', () => {
  // The platform's timer is a minute later than ours; AX has none, and X mode ends by our clock.
  const ENDS: readonly (readonly [Mode, string])[] = [
    ['AXB', '2026-03-01T08:11:00.000Z'],
    ['AXE', '2026-03-01T08:11:00.000Z'],
    ['AXYB', '2026-03-01T08:11:00.000Z'],
    ['AX', '2026-03-01T08:10:00.000Z'],
    ['X', '2026-03-01T08:10:00.000Z'],
  ];
  const recordOf = (mode: Mode, fields: readonly SetField[]) => ({
    binding: aLiveBinding({ mode, expiresAt: '2026-03-01T08:10:00.000Z' }),
    openChange: { until: '2026-03-01T08:05:00.000Z', fields },
    sweepAttempts: 6,
  });

  it.each(ENDS)('of %s is due at its end all the same, and its end counts its own failures', (mode, end) => {
    const due = { dueAt: end, sweepAttempts: 0 };

    expect(postponed(recordOf(mode, ['record']), NOW)).toMatchObject(due);
    expect(setAgainLater(recordOf(mode, ['record']), NOW)).toMatchObject(due);
    expect(setAgainLater(recordOf(mode, ['ttlSeconds']), NOW, 1800)).toMatchObject(due);
    expect(lookedFor(recordOf(mode, ['record']), NOW, '2026-03-01T09:00:00.000Z')).toMatchObject(due);
  });

  it.each(ENDS)('of %s waits as after every failure once its end is due', (mode, end) => {
    expect(postponed(recordOf(mode, ['record']), new Date(end))).toMatchObject({
      dueAt: end.replace('T08', 'T09'),
      sweepAttempts: 7,
    });
  });

  it('waits no longer than it would without an end', () => {
    const record = { ...recordOf('AX', ['record']), sweepAttempts: 0 };

    expect(postponed(record, NOW)).toMatchObject({ dueAt: '2026-03-01T08:01:00.000Z', sweepAttempts: 1 });
  });

  it('begins to count anew when the work is done', () => {
    const { openChange: _open, ...record } = recordOf('AX', []);

    expect(atRest(record, '2026-03-01T08:00:00.000Z', NOW)).not.toHaveProperty('sweepAttempts');
  });
});
