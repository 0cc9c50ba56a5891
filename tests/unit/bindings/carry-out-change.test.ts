import { describe, expect, it } from 'vitest';
import type { BindingChange } from '../../../shared/bindings/model/binding-platform.ts';
import { pairKey } from '../../../shared/bindings/model/pair-key.ts';
import type { E164 } from '../../../shared/kernel/e164.ts';
import { A, B, C, D, privateNumber, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  type BindingModules,
  bindingModules,
  LOST,
  refusedAs,
} from '../../builders/binding-modules.ts';

const MODIFIED = { kind: 'ok', value: 'modified' } as const;
/** The repeat got through, and the first attempt may still do so. */
const MODIFIED_BY_REPEAT = { ...MODIFIED, earlierMayApply: true } as const;

const LATER = new Date('2026-03-01T08:30:00.000Z');

/** Whether a third person gets X with the one who left, that many seconds after a change at {@link LATER}. */
const isFreeAfter = (modules: BindingModules, person: E164, seconds: number): Promise<boolean> => {
  const next = aLiveBinding({ bindingId: 'next', a: person, b: D });
  return modules.reservations.reserve(next, X, new Date(LATER.getTime() + seconds * 1000), false);
};

/** Gives C that many private numbers in mode AX. */
const giveNumbers = async (modules: BindingModules, count: number): Promise<void> => {
  for (let index = 1; index <= count; index += 1) {
    const x = privateNumber(`+861700000001${index}`);
    const reference = `order-${index}`;
    await modules.store(
      aLiveBinding({ bindingId: `of-c-${index}`, mode: 'AX', a: C, b: undefined, x, reference }),
    );
  }
};

describe('a change of A or B', () => {
  it.each<[string, BindingChange, E164, E164, E164]>([
    ['A', { a: C }, A, C, B],
    ['B', { b: C }, B, C, A],
  ])('moves the reservation of %s and of nobody else', async (_case, change, former, newcomer, other) => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await modules.store(aLiveBinding());

    await modules.change.change('own', change, undefined);

    expect(await Promise.all([former, newcomer, other].map((person) => modules.holderOf(person)))).toEqual([
      undefined,
      'own',
      'own',
    ]);
  });

  it.each<[string, BindingChange]>([
    ['A', { a: C }],
    ['B', { b: C }],
  ])('that is refused leaves no reservation to the new %s', async (_case, change) => {
    const modules = bindingModules({ platform: { modify: async () => refusedAs('platform-rejected') } });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', change, undefined)).rejects.toMatchObject({
      code: 'platform-rejected',
    });

    expect(await Promise.all([A, B, C].map((person) => modules.holderOf(person)))).toEqual([
      'own',
      'own',
      undefined,
    ]);
  });

  it.each<[string, string | undefined, number]>([
    ['the cool-down of ten minutes', undefined, 600],
    ['the cool-down also where an older change stays open for less', '2026-03-01T08:39:00.000Z', 600],
    ['as long as an older change may join them again', '2026-03-01T08:50:00.000Z', 1200],
  ])('keeps X from others for the one who left: %s', async (_case, until, seconds) => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await modules.store(aLiveBinding(), until === undefined ? {} : { openChange: { until, fields: ['b'] } });
    modules.time.now = LATER;

    await modules.change.change('own', { b: C }, undefined);

    expect([await isFreeAfter(modules, B, seconds - 1), await isFreeAfter(modules, B, seconds)]).toEqual([
      false,
      true,
    ]);
  });

  it('is refused where the new A has as many private numbers as there can be', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await giveNumbers(modules, 5);
    await modules.store(aLiveBinding({ mode: 'AX', b: undefined }));

    await expect(modules.change.change('own', { a: C }, undefined)).rejects.toMatchObject({
      code: 'party-limit',
    });

    expect([modules.calls, (await modules.bindings.get('own'))?.revision]).toEqual([[], 1]);
  });

  it('is made where the new A has one less, and any other change whatever A has', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await giveNumbers(modules, 4);
    await modules.store(aLiveBinding({ mode: 'AX', b: undefined }));

    const moved = await modules.change.change('own', { a: C }, undefined);
    const changed = await modules.change.change('own', { a: C, maxCallMinutes: 5 }, undefined);

    expect([moved.a, changed.terms.maxCallMinutes]).toEqual([C, 5]);
  });
});

describe('a change of anything else', () => {
  it('leaves the lock of the pair and its reservations as they are', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await modules.store(aLiveBinding());
    const lock = { bindingId: 'own', fingerprint: '', leaseUntil: '2026-03-01T08:00:00.000Z' };
    const key = pairKey(modules.lookup, aLiveBinding());
    const end = new Date('2026-03-01T10:00:00.000Z');
    await modules.lockStore.take(key, lock, modules.time.now, end);

    await modules.change.change('own', { maxCallMinutes: 5 }, undefined);

    const other = { ...lock, bindingId: 'other' };
    expect(await modules.lockStore.take(key, other, modules.time.now, end)).toEqual({ taken: false, lock });
    expect([await modules.holderOf(A), await modules.holderOf(B)]).toEqual(['own', 'own']);
  });

  it.each<[string, BindingChange, string]>([
    ['leaves the end where it is', { maxCallMinutes: 5 }, '2026-03-01T10:00:00.000Z'],
    ['of the life time counts from when it was sent', { ttlSeconds: 600 }, '2026-03-01T08:40:00.000Z'],
  ])('%s', async (_case, change, expiresAt) => {
    const modules = bindingModules({
      platform: {
        modify: async () => {
          modules.time.now = new Date('2026-03-01T08:30:05.000Z');
          return MODIFIED;
        },
      },
    });
    await modules.store(aLiveBinding());
    modules.time.now = LATER;

    expect(await modules.change.change('own', change, undefined)).toMatchObject({ expiresAt });

    const record = await modules.bindings.get('own');
    expect([record?.leaseUntil, record?.attemptAt, record?.openChange]).toEqual([
      undefined,
      '2026-03-01T08:30:00.000Z',
      undefined,
    ]);
  });

  it('that names nothing is answered with the binding as it is', async () => {
    const modules = bindingModules();
    await modules.store(aLiveBinding());

    expect(await modules.change.change('own', {}, undefined)).toEqual(aLiveBinding());

    expect([modules.calls, (await modules.bindings.get('own'))?.revision]).toEqual([[], 1]);
  });
});

describe('a change of which an attempt may still be applied', () => {
  it('is set again soon, until that attempt is too old', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED_BY_REPEAT } });
    await modules.store(aLiveBinding());
    modules.time.now = LATER;

    await modules.change.change('own', { b: C, maxCallMinutes: 5 }, undefined);

    expect(await modules.bindings.get('own')).toMatchObject({
      openChange: { until: '2026-03-01T08:35:00.000Z', fields: ['b', 'maxCallMinutes'] },
      dueAt: '2026-03-01T08:30:30.000Z',
    });
  });

  it('is still wanted where nobody can be asked whether the binding is there', async () => {
    const modules = bindingModules({
      platform: { modify: async () => ({ kind: 'ok', value: 'not-found' }), get: async () => LOST },
    });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { status: 'active', b: B },
      change: { b: C },
      dueAt: '2026-03-01T08:00:00.000Z',
    });
  });

  it('is open while it is concluded, from the moment of that', async () => {
    const modules = bindingModules({ platform: { modify: async () => LOST } });
    const record = await modules.store(aLiveBinding(), { change: { b: C } });
    modules.time.now = LATER;

    await modules.change.concludeChange(record);

    expect((await modules.bindings.get('own'))?.openChange).toEqual({
      until: '2026-03-01T08:35:00.000Z',
      fields: ['b'],
      people: [C],
    });
  });

  it.each(['AXB', 'AXYB'] as const)('remembers in %s who may still come by it', async (mode) => {
    const modules = bindingModules({ platform: { modify: async () => LOST } });
    const record = await modules.store(aLiveBinding({ mode }), { change: { b: C, maxCallMinutes: 5 } });
    modules.time.now = LATER;

    await modules.change.concludeChange(record);

    expect((await modules.bindings.get('own'))?.openChange).toEqual({
      until: '2026-03-01T08:35:00.000Z',
      fields: ['b', 'maxCallMinutes'],
      people: [C],
    });
  });
});

describe('a change in mode X', () => {
  it('makes no call, and nothing of it can come late', async () => {
    const modules = bindingModules();
    await modules.store(aLiveBinding({ mode: 'X' }));

    const changed = await modules.change.change('own', { b: C }, undefined);

    expect([changed.b, modules.calls]).toEqual([C, []]);
    expect((await modules.bindings.get('own'))?.openChange).toBeUndefined();
  });

  it('is concluded by ourselves', async () => {
    const modules = bindingModules();
    const record = await modules.store(aLiveBinding({ mode: 'X' }), { change: { b: C } });

    expect(await modules.change.concludeChange(record)).toEqual({ kind: 'concluded' });

    const left = await modules.bindings.get('own');
    expect([left?.binding.b, left?.change, left?.openChange]).toEqual([C, undefined, undefined]);
    expect([await modules.holderOf(B), await modules.holderOf(C)]).toEqual([undefined, 'own']);
  });
});
