import { describe, expect, it } from 'vitest';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import { A, B, C, D, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, LOST, refusedAs } from '../../builders/binding-modules.ts';

/** A minute after the end of {@link aLiveBinding}; its numbers then rest for ten minutes. */
const OVER = new Date('2026-03-01T10:01:00.000Z');
const JUST_BEFORE = new Date('2026-03-01T10:00:59.999Z');
const A_DAY_LATER = new Date('2026-03-02T08:00:00.000Z');

/** A binding that ends by itself, before a platform that answers changes so. */
const setUp = async (modify: BindingPlatform['modify']) => {
  const modules = bindingModules({ platform: { modify } });
  const record = await modules.store(aLiveBinding(), { endsItself: true });
  return { ...modules, record };
};

type SetUp = Awaited<ReturnType<typeof setUp>>;

/** For whom A, B and C have X at that moment. */
const holdersAt = async ({ time, holderOf }: SetUp, now: Date) => {
  const before = time.now;
  time.now = now;
  const holders = [await holderOf(A), await holderOf(B), await holderOf(C)];
  time.now = before;
  return holders;
};

const DONE = async () => ({ kind: 'ok', value: 'modified' }) as const;

/** It is done, and an attempt before may be applied after it. */
const DONE_IN_DOUBT = async () => ({ kind: 'ok', value: 'modified', earlierMayApply: true }) as const;

describe('the reservations of a binding that ends by itself', () => {
  it('stand to its end and a minute more', async () => {
    const modules = await setUp(DONE);

    expect(await holdersAt(modules, JUST_BEFORE)).toEqual(['own', 'own', undefined]);
    expect(await holdersAt(modules, OVER)).toEqual([undefined, undefined, undefined]);
  });

  it('stand as long as a longer life before the platform is asked for it, those of a newcomer too', async () => {
    const seen: unknown[] = [];
    const modules = await setUp(async () => {
      seen.push(await holdersAt(modules, new Date('2026-03-01T12:00:59.999Z')));
      return DONE();
    });

    await modules.change.change('own', { ttlSeconds: 14_400, b: C }, undefined);

    // B has not left before the platform has agreed.
    expect(seen).toEqual([['own', 'own', 'own']]);
    expect(await holdersAt(modules, new Date('2026-03-01T12:00:59.999Z'))).toEqual(['own', undefined, 'own']);
    expect(await holdersAt(modules, new Date('2026-03-01T12:01:00.000Z'))).toEqual(Array(3).fill(undefined));
    expect(await modules.bindings.get('own')).toMatchObject({ endsItself: true });
  });

  it('stand no longer than a shorter life once the platform has agreed', async () => {
    const seen: unknown[] = [];
    const modules = await setUp(async () => {
      seen.push(await holdersAt(modules, JUST_BEFORE));
      return DONE();
    });

    await modules.change.change('own', { ttlSeconds: 60, b: C }, undefined);

    expect(seen).toEqual([['own', 'own', 'own']]);
    expect(await holdersAt(modules, new Date('2026-03-01T08:01:59.999Z'))).toEqual(['own', undefined, 'own']);
    expect(await holdersAt(modules, new Date('2026-03-01T08:02:00.000Z'))).toEqual(Array(3).fill(undefined));
  });

  it('stand as before when the platform has refused', async () => {
    const modules = await setUp(async () => refusedAs('platform-rejected', 'validation'));

    const refused = modules.change.change('own', { ttlSeconds: 14_400 }, undefined);

    await expect(refused).rejects.toMatchObject({ code: 'platform-rejected' });
    expect(await holdersAt(modules, JUST_BEFORE)).toEqual(['own', 'own', undefined]);
    expect(await holdersAt(modules, OVER)).toEqual(Array(3).fill(undefined));
    expect(await modules.bindings.get('own')).toMatchObject({ endsItself: true });
  });

  it.each([
    ['an earlier attempt at a change may be applied late', DONE_IN_DOUBT, { b: C }],
    ['an earlier attempt at a longer life may be applied late', DONE_IN_DOUBT, { b: C, ttlSeconds: 14_400 }],
    ['it never ends', DONE, { b: C, ttlSeconds: null }],
  ])('stand until they are released where %s', async (_case, modify, change) => {
    const modules = await setUp(modify);

    await modules.change.change('own', change, undefined);

    expect(await holdersAt(modules, A_DAY_LATER)).toEqual(['own', undefined, 'own']);
    expect(await modules.bindings.get('own')).not.toHaveProperty('endsItself');
  });

  it('stand until they are released after a change to no end that was refused: the sweeper ends the binding now', async () => {
    const modules = await setUp(DONE);
    await modules.store({ ...aLiveBinding(), bindingId: 'other', a: C, b: D });

    const refused = modules.change.change('own', { ttlSeconds: null, b: C }, undefined);

    await expect(refused).rejects.toMatchObject({ code: 'number-taken' });
    expect(await holdersAt(modules, A_DAY_LATER)).toEqual(['own', 'own', undefined]);
    expect(await modules.bindings.get('own')).toMatchObject({ dueAt: '2026-03-01T10:01:00.000Z' });
  });

  it('stand until they are released when a change without an answer is taken up again', async () => {
    const modules = await setUp(async () => LOST);
    await modules.change.change('own', { b: C }, undefined).catch(() => undefined);
    const record = await modules.bindings.get('own');
    if (record?.binding.status !== 'active') throw new Error('not active');

    await modules.change.concludeChange({ ...record, binding: record.binding });

    expect(await holdersAt(modules, A_DAY_LATER)).toEqual(['own', 'own', 'own']);
    expect(await modules.bindings.get('own')).not.toHaveProperty('endsItself');
  });

  it('are given back by an end, however late', async () => {
    const modules = await setUp(DONE);
    modules.time.now = A_DAY_LATER;

    await modules.reservations.releaseAll(modules.record.binding, A_DAY_LATER, 600, 'all');

    const held = await modules.reservationStore.of('rides', modules.lookup('party', A));
    expect(held).toMatchObject([
      { x: modules.lookup('private-number', X), freeAt: '2026-03-02T08:10:00.000Z', restsForAll: true },
    ]);
  });
});
