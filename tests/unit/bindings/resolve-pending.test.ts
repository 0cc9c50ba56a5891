import { describe, expect, it } from 'vitest';
import { createResolvePending } from '../../../shared/bindings/bind/resolve-pending.ts';
import type { PendingBinding } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { A, B, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, LOST, NOW, theirs } from '../../builders/binding-modules.ts';
import type { BindingFields } from '../../builders/binding-of.ts';
import { overtake, overtakeWrite } from '../../builders/overtaking.ts';

const ATTEMPT_AT = '2026-03-01T08:00:00.000Z';
/** When the binding is looked for, and the moments from which the bind is too old, or not yet. */
const LOOK = new Date('2026-03-01T08:10:00.000Z');
const OVER = '2026-03-01T08:10:00.000Z';
const OPEN = '2026-03-01T08:10:00.001Z';

const NOBODY = { kind: 'ok', value: undefined } as const;
const UNBOUND = { kind: 'ok', value: 'released' } as const;
const THERE = { kind: 'ok', value: theirs(aLiveBinding()) } as const;

/** X is named, and somebody died while it was made. */
const named = (changes: BindingFields<'pending'> = {}): PendingBinding =>
  aLiveBinding({ status: 'pending', ...changes });

/** The platform was to choose X. */
const choosing = (bindingId = 'own'): PendingBinding =>
  named({ bindingId, mode: 'AXYB', b: undefined, x: undefined });

const setUp = (platform: Partial<BindingPlatform>) => {
  const modules = bindingModules({ platform });
  modules.time.now = LOOK;
  const resolve = createResolvePending({
    ...modules,
    numbersOf: async () => ({ numbers: [X], unreadable: [] }),
  });
  return {
    ...modules,
    resolve,
    /** A binding whose maker is gone. */
    async leave(binding: PendingBinding, more: Partial<BindingRecord<PendingBinding>> = {}) {
      const record = await modules.store(binding, { attemptAt: ATTEMPT_AT, ...more });
      if (binding.x === undefined) await modules.reservations.beginChoice(binding, NOW);
      return record;
    },
  };
};

describe('a binding that was left pending', () => {
  it('is active from the attempt that made it, when the platform has it', async () => {
    const modules = setUp({ find: async () => THERE });
    const record = await modules.leave(named(), { sweepAttempts: 3 });

    expect(await modules.resolve(record)).toEqual({ kind: 'recovered' });

    expect(await modules.bindings.get('own')).toEqual({
      binding: aLiveBinding({ expiresAt: '2026-03-01T10:00:00.000Z' }),
      confirmEnd: true,
      dueAt: '2026-03-01T10:01:00.000Z',
      revision: 3,
    });
    expect([await modules.holderOf(A), await modules.holderOf(B)]).toEqual(['own', 'own']);
    expect(modules.calls).toEqual(['find']);
  });

  it('stays due where X was named, because its bind may have been sent twice', async () => {
    const modules = setUp({ find: async () => THERE });
    const openBind = { until: OPEN, a: A, b: B };
    const record = await modules.leave(named(), { openBind });

    expect(await modules.resolve(record)).toEqual({ kind: 'recovered' });

    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { status: 'active' },
      openBind,
      dueAt: OPEN,
    });
  });

  it('reserves the X that the platform chose, and is due at its end: its bind was sent once', async () => {
    const modules = setUp({
      find: async () => ({ kind: 'ok', value: theirs(aLiveBinding({ b: undefined })) }),
    });
    const record = await modules.leave(choosing(), { openBind: { until: OPEN, a: A } });

    expect(await modules.resolve(record)).toEqual({ kind: 'recovered' });

    const recovered = await modules.bindings.get('own');
    expect(recovered?.binding).toMatchObject({ status: 'active', x: X, subscriptionId: 'subscription-own' });
    expect([recovered?.openBind, recovered?.dueAt]).toEqual([undefined, '2026-03-01T10:01:00.000Z']);
    expect(await modules.holderOf(A)).toBe('own');
  });

  it('is looked for under a lease, as a look of the sweeper and not as a bind', async () => {
    const seen: unknown[] = [];
    const modules = setUp({
      find: async () => {
        seen.push(await modules.bindings.get('own'));
        return NOBODY;
      },
    });

    await modules.resolve(await modules.leave(named()));

    expect(seen).toMatchObject([{ leaseUntil: '2026-03-01T08:11:00.000Z', sweepAttempts: 0 }]);
  });

  it.each<[string, Partial<BindingRecord<PendingBinding>>]>([
    ['of which nothing is known to be under way', {}],
    ['whose bind is too old to be applied', { openBind: { until: OVER, a: A, b: B } }],
  ])('%s has failed when the platform does not have it, and leaves X', async (_case, more) => {
    const modules = setUp({ find: async () => NOBODY });
    const record = await modules.leave(named(), more);

    expect(await modules.resolve(record)).toEqual({ kind: 'failed' });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
    expect([await modules.holderOf(A), await modules.holderOf(B)]).toEqual([undefined, undefined]);
  });

  it('stays pending on X while its bind may still be applied, and is looked for again', async () => {
    const modules = setUp({ find: async () => NOBODY });
    const openBind = { until: '2026-03-01T08:30:00.000Z', a: A, b: B };
    const record = await modules.leave(named(), { openBind });

    expect(await modules.resolve(record)).toEqual({ kind: 'open', openBind });

    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { status: 'pending', x: X },
      openBind,
      sweepAttempts: 1,
      dueAt: '2026-03-01T08:11:00.000Z',
    });
    expect(await modules.holderOf(A)).toBe('own');
  });

  it('is not written off by a look that began while its bind could be applied', async () => {
    const modules = setUp({
      find: async () => {
        modules.time.now = new Date('2026-03-01T08:10:30.000Z');
        return NOBODY;
      },
    });
    const record = await modules.leave(named(), { openBind: { until: OPEN, a: A, b: B } });

    expect((await modules.resolve(record)).kind).toBe('open');
  });

  it('stays as it is when the platform cannot be asked', async () => {
    const modules = setUp({ find: async () => LOST });
    const record = await modules.leave(named());

    expect(await modules.resolve(record)).toMatchObject({
      kind: 'unresolved',
      record: { binding: { status: 'pending' }, revision: 2 },
      failure: LOST,
    });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('pending');
    expect(await modules.holderOf(A)).toBe('own');
  });

  it('takes away what belongs to one of several that were abandoned, so that a repeat starts from nothing', async () => {
    const unbound: string[] = [];
    const modules = setUp({
      find: async () => THERE,
      unbind: async (subscriptionId) => {
        unbound.push(subscriptionId);
        return UNBOUND;
      },
    });
    await modules.leave(choosing('other'), { sweepAttempts: 0 });
    const record = await modules.leave(choosing());

    expect(await modules.resolve(record)).toEqual({ kind: 'failed' });

    expect(unbound).toEqual(['subscription-own']);
  });
});

describe('a binding that the platform has and another one of ours was faster to reserve', () => {
  it('is never active: the other one has it', async () => {
    const modules = setUp({
      find: async () => ({ kind: 'ok', value: theirs(aLiveBinding({ b: undefined })) }),
    });
    const record = await modules.leave(choosing());
    const { reserve } = modules.reservations;
    Object.assign(modules.reservations, {
      // Between our look at who has it and our reservation the other one records that it is its own.
      reserve: async (...args: Parameters<typeof reserve>) => {
        Object.assign(modules.reservations, { reserve });
        await modules.store(
          aLiveBinding({
            bindingId: 'other',
            mode: 'AXYB',
            b: undefined,
            subscriptionId: 'subscription-own',
          }),
        );
        return reserve(...args);
      },
    });

    expect(await modules.resolve(record)).toEqual({ kind: 'failed' });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('failed');
    expect((await modules.bindings.get('other'))?.binding.status).toBe('active');
    expect(await modules.holderOf(A)).toBe('other');
    expect(modules.calls).toEqual(['find']);
  });
});

describe('a binding that was left pending and is to end', () => {
  const endWanted = { endWanted: true } as const;

  it('is ended at the platform when that has it, and leaves X', async () => {
    const unbound: string[] = [];
    const modules = setUp({
      find: async () => THERE,
      unbind: async (subscriptionId) => {
        unbound.push(subscriptionId);
        return UNBOUND;
      },
    });
    const record = await modules.leave(named(), endWanted);

    expect(await modules.resolve(record)).toEqual({ kind: 'released' });

    expect(unbound).toEqual(['subscription-own']);
    expect((await modules.bindings.get('own'))?.binding).toMatchObject({
      status: 'released',
      releasedAt: '2026-03-01T08:10:00.000Z',
    });
    expect([await modules.holderOf(A), await modules.holderOf(B)]).toEqual([undefined, undefined]);
  });

  it('stays releasing while the platform gives no answer', async () => {
    const modules = setUp({ find: async () => THERE, unbind: async () => LOST });
    const record = await modules.leave(named(), endWanted);

    expect(await modules.resolve(record)).toMatchObject({
      kind: 'unresolved',
      record: { binding: { status: 'releasing', subscriptionId: 'subscription-own' }, revision: 3 },
      failure: LOST,
    });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('releasing');
    expect(await modules.holderOf(A)).toBe('own');
  });
});

describe('a pending binding that somebody else works on', () => {
  it('is left to him before the platform is asked', async () => {
    const modules = setUp({});
    const record = await modules.leave(named());
    await overtake(modules);

    expect(await modules.resolve(record)).toEqual({ kind: 'lost-race' });

    expect(modules.calls).toEqual([]);
  });

  it.each<[string, Partial<BindingPlatform>, Partial<BindingRecord<PendingBinding>>]>([
    ['it would be active', { find: async () => THERE }, {}],
    ['it would stay open', { find: async () => NOBODY }, { openBind: { until: OPEN, a: A, b: B } }],
    ['its end would begin', { find: async () => THERE }, { endWanted: true }],
  ])('is left to him who was faster when %s', async (_case, platform, more) => {
    const modules = setUp(platform);
    const record = await modules.leave(named(), more);
    overtakeWrite(modules, 2);

    expect(await modules.resolve(record)).toEqual({ kind: 'lost-race' });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('pending');
    expect(modules.calls).toEqual(['find']);
  });

  it('is left to him who was faster when it would be failed', async () => {
    const modules = setUp({ find: async () => NOBODY });
    const record = await modules.leave(named());
    overtakeWrite(modules, 2);

    await expect(modules.resolve(record)).rejects.toMatchObject({ code: 'version-conflict' });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('pending');
  });
});
