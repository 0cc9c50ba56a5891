import { describe, expect, it } from 'vitest';
import type { Resolved } from '../../../shared/bindings/bind/resolve-pending.ts';
import type { ConcludeChange } from '../../../shared/bindings/change/conclude-change.ts';
import type { ConfirmChange } from '../../../shared/bindings/change/confirm-change.ts';
import type { Binding, BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { createSweepOne, type Swept } from '../../../shared/bindings/sweep/sweep-one.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { A, B, C } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, LOST, refusedAs, theirs } from '../../builders/binding-modules.ts';
import type { BindingFields } from '../../builders/binding-of.ts';
import { overtake } from '../../builders/overtaking.ts';

/** The sweeper looks half an hour after everything began, and the bindings live for two hours, or ended an hour ago. */
const LOOK = new Date('2026-03-01T08:30:00.000Z');
const DUE = '2026-03-01T08:30:00.000Z';
const LATER = '2026-03-01T08:30:00.001Z';
const LONG_AGO = '2026-03-01T07:30:00.000Z';

const NOBODY = { kind: 'ok', value: undefined } as const;
const UNBOUND = { kind: 'ok', value: 'released' } as const;
/** The platform asks for patience, for longer than a first try is put off. */
const THROTTLED = { kind: 'held-back', by: 'throttle', retryAfterSeconds: 90 } as const;
const PUT_OFF = { dueAt: '2026-03-01T08:31:30.000Z', sweepAttempts: 1 };

type Concluded = Awaited<ReturnType<ConcludeChange>>;
type Confirmed = Awaited<ReturnType<ConfirmChange>>;

/** The works of other modules, each with its outcome for the record that it is given. */
type Works = Partial<{
  resolve: (record: BindingRecord) => Resolved;
  conclude: (record: BindingRecord) => Concluded;
  confirm: (record: BindingRecord) => Confirmed;
}>;

const nobodySaid = (): never => {
  throw new Error('nobody said what comes of it');
};

const setUp = (platform: Partial<BindingPlatform> = {}, works: Works = {}) => {
  const { resolve = nobodySaid, conclude = nobodySaid, confirm = nobodySaid } = works;
  const modules = bindingModules({ platform });
  modules.time.now = LOOK;
  const lines: Record<string, unknown>[] = [];
  const sweepOne = createSweepOne({
    ...modules,
    resolve: async (record) => resolve(record),
    tryQueued: async () => nobodySaid(),
    concludeChange: async (record) => conclude(record),
    confirmChange: async (record) => confirm(record),
    logger: createLogger({ clock: modules.clock, write: (line) => lines.push(JSON.parse(line)) }),
  });
  return {
    ...modules,
    lines,
    sweepOne,
    /** Stores one that is due, and looks at it. */
    async sweep(binding: Binding, more: Partial<BindingRecord> = {}): Promise<Swept> {
      return sweepOne(await modules.store(binding, { dueAt: DUE, ...more }));
    },
    /** The record as it is now. */
    async own(): Promise<BindingRecord> {
      const record = await modules.bindings.get('own');
      if (record === undefined) throw new Error('gone');
      return record;
    },
  };
};

const over = <Status extends BindingStatus = 'active'>(fields: BindingFields<Status> = {}) =>
  aLiveBinding<Status>({ expiresAt: LONG_AGO, ...fields });

describe('a binding that is not due', () => {
  it.each<[string, Partial<BindingRecord>]>([
    ['without a time', { dueAt: undefined } as object],
    ['a moment too early', { dueAt: LATER }],
    ['while somebody works on it', { leaseUntil: LATER }],
  ])('is left alone: %s', async (_case, more) => {
    const modules = setUp();

    expect(await modules.sweep(aLiveBinding({ status: 'releasing' }), more)).toBe('skipped');

    expect([(await modules.own()).revision, modules.calls, modules.lines]).toEqual([1, [], []]);
  });
});

describe('a pending binding that is due', () => {
  const pending = aLiveBinding({ status: 'pending' });
  const openBind = { until: LATER, a: A, b: B };

  it.each<[Resolved, Swept]>([
    [{ kind: 'recovered' }, 'recovered'],
    [{ kind: 'failed' }, 'failed'],
    [{ kind: 'released' }, 'released'],
    [{ kind: 'open', openBind }, 'postponed'],
    [{ kind: 'lost-race' }, 'skipped'],
  ])('counts as what it was resolved as: $kind', async (resolved, swept) => {
    const modules = setUp({}, { resolve: () => resolved });

    expect(await modules.sweep(pending)).toBe(swept);

    expect((await modules.own()).revision).toBe(1);
  });

  it('comes back when the platform allows it', async () => {
    const modules = setUp({}, { resolve: (record) => ({ kind: 'unresolved', record, failure: THROTTLED }) });

    expect(await modules.sweep(pending)).toBe('postponed');

    expect(await modules.own()).toMatchObject(PUT_OFF);
  });

  it('is not put off over what somebody else stored meanwhile', async () => {
    const modules = setUp({}, { resolve: (record) => ({ kind: 'unresolved', record, failure: LOST }) });
    const record = await modules.store(pending, { dueAt: DUE });
    await overtake(modules);

    expect(await modules.sweepOne(record)).toBe('skipped');

    expect(await modules.own()).toMatchObject({ dueAt: DUE, revision: 2 });
  });
});

describe('a live binding that is due', () => {
  const change = { b: C };
  const openChange = { until: LATER, fields: ['b'] as const };
  /** A bind that is too old to be applied, and one that is not. */
  const tooOld = { until: DUE, a: A, b: B };
  const stillOpen = { until: LATER, a: A, b: B };

  it.each<[Concluded['kind'], Swept]>([
    ['concluded', 'recovered'],
    ['lost-race', 'skipped'],
    ['unresolved', 'postponed'],
  ])('has a change that was cut short carried out first: %s', async (kind, swept) => {
    const conclude = (record: BindingRecord) => ({ kind, record, failure: THROTTLED }) as Concluded;
    const modules = setUp({}, { conclude });

    expect(await modules.sweep(aLiveBinding(), { change, openBind: tooOld, openChange })).toBe(swept);

    expect(await modules.own()).toMatchObject(swept === 'postponed' ? PUT_OFF : { revision: 1 });
    expect(modules.lines).toEqual([]);
  });

  it.each<[Confirmed['kind'], Swept]>([
    ['confirmed', 'skipped'],
    ['ended', 'skipped'],
    ['lost-race', 'skipped'],
    ['unresolved', 'postponed'],
  ])('has its values set again while an older change may be applied: %s', async (kind, swept) => {
    const confirm = (record: BindingRecord) => ({ kind, record, failure: THROTTLED }) as Confirmed;
    const modules = setUp({}, { confirm });

    expect(await modules.sweep(aLiveBinding(), { openBind: stillOpen, openChange })).toBe(swept);

    expect(await modules.own()).toMatchObject(swept === 'postponed' ? PUT_OFF : { revision: 1 });
    expect(modules.lines).toEqual([]);
  });

  it('is not put off over what somebody else stored while its values were set again', async () => {
    const confirm = (record: BindingRecord) =>
      ({ kind: 'unresolved', record, failure: THROTTLED }) as Confirmed;
    const modules = setUp({}, { confirm });
    const record = await modules.store(aLiveBinding(), { dueAt: DUE, openChange });
    await overtake(modules);

    expect(await modules.sweepOne(record)).toBe('skipped');

    expect(await modules.own()).toMatchObject({ dueAt: DUE, revision: 2 });
  });

  it('is looked for a second one of its own when its bind is too old, before anything is set again', async () => {
    const modules = setUp({ find: async () => NOBODY });

    expect(await modules.sweep(aLiveBinding(), { openBind: tooOld, openChange, sweepAttempts: 2 })).toBe(
      'skipped',
    );

    const { openBind, sweepAttempts, leaseUntil, ...left } = await modules.own();
    expect([openBind, sweepAttempts, leaseUntil]).toEqual([undefined, undefined, undefined]);
    expect(left).toMatchObject({ openChange, dueAt: LATER, revision: 3 });
    expect(modules.calls).toEqual(['find']);
  });

  it('is due at its end when nothing more can come', async () => {
    const modules = setUp({ find: async () => NOBODY });

    await modules.sweep(aLiveBinding(), { openBind: tooOld });

    expect(await modules.own()).toEqual({
      binding: aLiveBinding(),
      dueAt: '2026-03-01T10:01:00.000Z',
      revision: 3,
    });
  });

  it('loses the second one that a late bind made, and lives on', async () => {
    const unbound: string[] = [];
    const late = { ...theirs(aLiveBinding()), subscriptionId: 'subscription-late' };
    const modules = setUp({
      find: async () => ({ kind: 'ok', value: late }),
      unbind: async (subscriptionId) => {
        unbound.push(subscriptionId);
        return UNBOUND;
      },
    });

    expect(await modules.sweep(aLiveBinding(), { openBind: tooOld })).toBe('skipped');

    expect(unbound).toEqual(['subscription-late']);
    expect((await modules.own()).binding).toEqual(aLiveBinding());
  });

  it('is at rest again when its due time was only a lease that outlived its work', async () => {
    const modules = setUp();

    expect(await modules.sweep(aLiveBinding(), { leaseUntil: DUE, openBind: stillOpen })).toBe('skipped');

    expect(await modules.own()).toEqual({
      binding: aLiveBinding(),
      openBind: stillOpen,
      dueAt: LATER,
      revision: 2,
    });
    expect(modules.calls).toEqual([]);
  });
});

describe('looking for what a late bind made', () => {
  const open = { until: '2026-03-01T08:40:00.000Z', a: A, b: B };
  const ended = over({ status: 'released' });

  it('of an ended binding goes on while the bind may be applied', async () => {
    const modules = setUp({ find: async () => NOBODY });

    expect(await modules.sweep(ended, { openBind: open })).toBe('skipped');

    expect(await modules.own()).toMatchObject({
      binding: { status: 'released' },
      openBind: open,
      sweepAttempts: 1,
      dueAt: '2026-03-01T08:31:00.000Z',
    });
  });

  it('of an ended binding is over when the bind is too old', async () => {
    const modules = setUp({ find: async () => NOBODY });

    expect(await modules.sweep(ended, { openBind: { ...open, until: DUE }, sweepAttempts: 4 })).toBe(
      'skipped',
    );

    expect(await modules.own()).toEqual({ binding: ended, revision: 3 });
  });

  it('comes back when the platform allows it', async () => {
    const modules = setUp({ find: async () => THROTTLED });

    expect(await modules.sweep(ended, { openBind: open })).toBe('postponed');

    expect(await modules.own()).toMatchObject({ openBind: open, ...PUT_OFF });
  });

  it('is left to whoever was faster', async () => {
    const modules = setUp();
    const record = await modules.store(ended, { dueAt: DUE, openBind: open });
    await overtake(modules);

    expect(await modules.sweepOne(record)).toBe('skipped');

    expect([modules.calls, modules.lines]).toEqual([[], []]);
  });
});

describe('an ended binding that is due', () => {
  it('has nothing done to it when nothing is open', async () => {
    const modules = setUp();

    expect(await modules.sweep(over({ status: 'released' }))).toBe('skipped');

    expect([(await modules.own()).revision, modules.calls, modules.lines]).toEqual([1, [], []]);
  });

  it('leaves X for the new party of a change that the end overtook, before anything else', async () => {
    const modules = setUp();
    const openBind = { until: LATER, a: A, b: B };
    const record = await modules.store(over({ status: 'released' }), {
      dueAt: DUE,
      change: { b: C },
      openBind,
    });
    await modules.reservations.reserveNewcomers(record.binding, { ...record.binding, b: C }, LOOK, undefined);

    expect(await modules.sweepOne(record)).toBe('skipped');

    expect(await modules.holderOf(C)).toBeUndefined();
    expect((await modules.own()).change).toBeUndefined();
    expect(modules.calls).toEqual([]);
  });
});

describe('a binding whose time is up', () => {
  it.each<[Mode, Partial<BindingRecord>, Swept, readonly string[]]>([
    ['AXB', {}, 'expired', []],
    ['AXE', {}, 'expired', []],
    ['AXYB', {}, 'expired', []],
    ['AXB', { confirmEnd: true }, 'expired', ['unbind']],
    ['AXB', { change: { ttlSeconds: 9000 } }, 'expired', ['unbind']],
    ['AX', {}, 'unbound', ['unbind']],
    ['X', {}, 'expired', []],
  ])(
    '%s with %j is recorded as expired and counts as %s, with calls %j',
    async (mode, more, swept, calls) => {
      const modules = setUp({ unbind: async () => UNBOUND });

      expect(await modules.sweep(over({ mode }), more)).toBe(swept);

      const { binding } = await modules.own();
      expect([binding.status, binding.releasedAt]).toEqual(['expired', undefined]);
      expect(modules.calls).toEqual(calls);
      expect(await modules.holderOf(A)).toBeUndefined();
    },
  );

  it.each<Mode>(['AX', 'X'])(
    'keeps its reservations when somebody prolonged it meanwhile: %s',
    async (mode) => {
      const modules = setUp();
      const record = await modules.store(over({ mode }), { dueAt: DUE });
      await modules.bindings.replace(record, { binding: aLiveBinding({ mode }) });

      expect(await modules.sweepOne(record)).toBe('skipped');

      expect([await modules.holderOf(A), modules.calls]).toEqual(['own', []]);
      expect((await modules.own()).binding.status).toBe('active');
    },
  );
});

describe('a binding whose end was asked for', () => {
  const releasing = aLiveBinding({ status: 'releasing' });

  it('is released', async () => {
    const modules = setUp({ unbind: async () => UNBOUND });

    expect(await modules.sweep(releasing)).toBe('released');

    expect((await modules.own()).binding).toMatchObject({ status: 'released', releasedAt: DUE });
    expect(await modules.holderOf(A)).toBeUndefined();
  });

  it('is left to whoever was faster, before the platform is asked', async () => {
    const modules = setUp();
    const record = await modules.store(releasing, { dueAt: DUE });
    await overtake(modules);

    expect(await modules.sweepOne(record)).toBe('skipped');

    expect([modules.calls, modules.lines]).toEqual([[], []]);
  });

  it('is left to whoever was faster while the platform was asked', async () => {
    const modules = setUp({
      unbind: async () => {
        await overtake(modules);
        return UNBOUND;
      },
    });

    expect(await modules.sweep(releasing)).toBe('skipped');

    expect(modules.lines).toEqual([]);
  });

  it('is not put off over what somebody else stored meanwhile', async () => {
    const modules = setUp({
      unbind: async () => {
        await overtake(modules);
        return LOST;
      },
    });

    expect(await modules.sweep(releasing)).toBe('skipped');

    expect(await modules.own()).toMatchObject({ revision: 3 });
    expect((await modules.own()).sweepAttempts).toBeUndefined();
  });

  it('comes back when the platform allows it', async () => {
    const modules = setUp({ unbind: async () => THROTTLED });

    expect(await modules.sweep(releasing)).toBe('postponed');

    expect(await modules.own()).toMatchObject({ binding: { status: 'releasing' }, ...PUT_OFF });
  });

  it('comes back after a fault of ours, which the log has and no other binding suffers from', async () => {
    const modules = setUp({ unbind: async () => Promise.reject(new Error('broken')) });

    expect(await modules.sweep(releasing)).toBe('postponed');

    expect(await modules.own()).toMatchObject({ sweepAttempts: 1, dueAt: '2026-03-01T08:31:00.000Z' });
    expect(modules.lines).toMatchObject([
      { level: 'error', event: 'binding-sweep-failed', bindingId: 'own', error: { message: 'broken' } },
    ]);
  });

  it('is still due when not even that can be stored', async () => {
    const modules = setUp({
      unbind: async () => {
        modules.bindings.replace = async () => Promise.reject(new Error('away'));
        throw new Error('broken');
      },
    });

    expect(await modules.sweep(releasing)).toBe('left');

    expect(modules.lines).toHaveLength(1);
  });

  it('tells that it is stuck, with the number of tries and the reason', async () => {
    const modules = setUp({ unbind: async () => refusedAs('account-suspended') });

    await modules.sweep(releasing, { sweepAttempts: 6 });

    expect(modules.lines).toMatchObject([
      {
        level: 'error',
        event: 'binding-end-stuck',
        bindingId: 'own',
        app: 'rides',
        tries: 7,
        code: 'account-suspended',
      },
      { bindingEndsStuck: 1 },
    ]);
  });
});
