import { describe, expect, it } from 'vitest';
import { freeNewPair, lockNewPair } from '../../../shared/bindings/change/lock-new-pair.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { pairKey } from '../../../shared/bindings/model/pair-key.ts';
import { C, D, OTHER_X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, NOW } from '../../builders/binding-modules.ts';

const OVER = '2026-03-01T08:00:00.000Z';
const AT_WORK = '2026-03-01T08:00:41.000Z';
/** When the change of the own binding to A and C was stored. */
const ATTEMPT_AT = '2026-03-01T07:59:00.000Z';
/** The reasons why a change must not be made, as errors show them. */
const inProgress = (retryAfterSeconds: number) =>
  expect.objectContaining({ code: 'binding-in-progress', retryAfterSeconds });
const ALREADY_BOUND = expect.objectContaining({ code: 'already-bound', retryAfterSeconds: undefined });
const LATER = new Date('2026-03-02T10:00:00.000Z');

/** A binding of A and C that was made long before, by another request. */
const ofNewPair = (changes: object = {}): Binding =>
  aLiveBinding({ bindingId: 'other', b: C, x: OTHER_X, createdAt: '2026-03-01T07:00:00.000Z', ...changes });

/** The own binding of A and B beside the lock of the new pair, for a binding and with a lease. */
const setUp = async (lock?: { bindingId: string; leaseUntil: string }) => {
  const modules = bindingModules();
  const record = await modules.store(aLiveBinding(), { change: { b: C }, attemptAt: ATTEMPT_AT });
  const key = pairKey(modules.lookup, aLiveBinding({ b: C }));
  if (lock !== undefined) await modules.lockStore.take(key, { fingerprint: '', ...lock }, NOW, LATER);
  return {
    ...modules,
    record,
    /** For which binding the lock of the new pair is now. */
    holder: async () => {
      const next = { bindingId: 'next', fingerprint: '', leaseUntil: OVER };
      const held = await modules.lockStore.take(key, next, NOW, LATER);
      return held.taken ? 'nobody' : held.lock.bindingId;
    },
  };
};

describe('the lock of the pair that a change leads to', () => {
  it('is taken when nobody has it', async () => {
    const { record, holder, ...modules } = await setUp();

    expect(await lockNewPair(modules, record, { b: C })).toBeUndefined();

    expect(await holder()).toBe('own');
  });

  it('is none where the pair stays', async () => {
    const { record, holder, ...modules } = await setUp();

    expect(await lockNewPair(modules, record, { maxCallMinutes: 5 })).toBeUndefined();

    expect(await holder()).toBe('nobody');
  });

  it('is kept by the change that has it already', async () => {
    const { record, holder, ...modules } = await setUp({ bindingId: 'own', leaseUntil: AT_WORK });

    expect(await lockNewPair(modules, record, { b: C })).toBeUndefined();

    expect(await holder()).toBe('own');
  });

  it.each<[string, string, Binding | undefined, Partial<BindingRecord>, unknown, string]>([
    ['has stored nothing yet', AT_WORK, undefined, {}, inProgress(41), 'other'],
    ['died before it stored anything', OVER, undefined, {}, undefined, 'own'],
    [
      'makes a binding',
      OVER,
      ofNewPair({ status: 'pending' }),
      { leaseUntil: AT_WORK },
      inProgress(41),
      'other',
    ],
    ['left a binding pending', OVER, ofNewPair({ status: 'pending' }), {}, inProgress(1), 'other'],
    [
      'changes a binding to it',
      OVER,
      ofNewPair({ b: D }),
      { leaseUntil: AT_WORK, change: { b: C } },
      inProgress(41),
      'other',
    ],
    ['had the pair before the change', OVER, ofNewPair(), {}, ALREADY_BOUND, 'other'],
    [
      'had the pair at the very moment of the change',
      OVER,
      ofNewPair({ createdAt: ATTEMPT_AT }),
      {},
      ALREADY_BOUND,
      'other',
    ],
    [
      'has bound the pair since the change was stored',
      OVER,
      ofNewPair({ createdAt: '2026-03-01T07:59:00.001Z' }),
      {},
      ALREADY_BOUND,
      'other',
    ],
    [
      'has the pair and changes something else',
      OVER,
      ofNewPair(),
      { leaseUntil: AT_WORK, change: { maxCallMinutes: 5 } },
      ALREADY_BOUND,
      'other',
    ],
    [
      'changes a binding from it',
      OVER,
      ofNewPair(),
      { leaseUntil: AT_WORK, change: { b: D } },
      inProgress(41),
      'other',
    ],
    [
      'was changed to another pair, and is changed once more',
      OVER,
      ofNewPair({ b: D }),
      { leaseUntil: AT_WORK, change: { maxCallMinutes: 5 } },
      undefined,
      'own',
    ],
    ['was changed to another pair', OVER, ofNewPair({ b: D }), {}, undefined, 'own'],
    ['has ended', OVER, ofNewPair({ status: 'released' }), {}, undefined, 'own'],
    [
      'has ended during a change',
      OVER,
      ofNewPair({ status: 'released' }),
      { change: { b: D } },
      undefined,
      'own',
    ],
    ['has its time up', OVER, ofNewPair({ expiresAt: OVER }), {}, undefined, 'own'],
  ])('is held by another request that %s', async (_case, leaseUntil, binding, more, obstacle, holds) => {
    const { record, holder, ...modules } = await setUp({ bindingId: 'other', leaseUntil });
    if (binding !== undefined) await modules.store(binding, more);

    expect(await lockNewPair(modules, record, { b: C })).toEqual(obstacle);

    expect(await holder()).toBe(holds);
  });

  it('is left to a third one who was faster to take it over', async () => {
    const { record, holder, ...modules } = await setUp({ bindingId: 'other', leaseUntil: OVER });
    modules.locks.replace = async () => false;

    expect(await lockNewPair(modules, record, { b: C })).toEqual(inProgress(1));

    expect(await holder()).toBe('other');
  });
});

describe('the lock of a change that is not made', () => {
  it('is free again, and that of the pair of the binding stays', async () => {
    const { record, holder, ...modules } = await setUp({ bindingId: 'own', leaseUntil: OVER });
    const key = pairKey(modules.lookup, aLiveBinding());
    const own = { bindingId: 'own', fingerprint: '', leaseUntil: OVER };
    await modules.lockStore.take(key, own, NOW, LATER);

    await freeNewPair(modules, record, { b: C });
    await freeNewPair(modules, record, { maxCallMinutes: 5 });

    expect(await holder()).toBe('nobody');
    expect(await modules.lockStore.take(key, { ...own, bindingId: 'next' }, NOW, LATER)).toEqual({
      taken: false,
      lock: own,
    });
  });

  it('is left to another binding that has it', async () => {
    const { record, holder, ...modules } = await setUp({ bindingId: 'other', leaseUntil: OVER });

    await freeNewPair(modules, record, { b: C });

    expect(await holder()).toBe('other');
  });
});
