import { describe, expect, it } from 'vitest';
import type { BindingChange, BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import { hasStatus } from '../../../shared/bindings/model/binding-store.ts';
import { pairKey } from '../../../shared/bindings/model/pair-key.ts';
import { A, B, C, D, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  type BindingModules,
  bindingModules,
  ENDED_BY_SHOP,
  LOST,
  NOW,
} from '../../builders/binding-modules.ts';
import { overtakeWrite } from '../../builders/overtaking.ts';

const MODIFIED = { kind: 'ok', value: 'modified' } as const;
const NOT_FOUND = { kind: 'ok', value: 'not-found' } as const;
const NOBODY = { kind: 'ok', value: undefined } as const;

const LATER = new Date('2026-03-01T10:00:00.000Z');

/** Somebody else ends the binding. */
const endIt = async ({ bindings, end }: BindingModules): Promise<void> => {
  const record = await bindings.get('own');
  if (record === undefined || !hasStatus(record, 'active')) throw new Error('gone');
  await end.release(record, ENDED_BY_SHOP);
};

const unbind = async () => ({ kind: 'ok', value: 'released' }) as const;

/** Whether somebody may bind A with `b` at once, because nobody has the lock of that pair. */
const isPairFree = async ({ lockStore, lookup }: BindingModules, b = C): Promise<boolean> => {
  const lock = { bindingId: 'next', fingerprint: '', leaseUntil: NOW.toISOString() };
  return (await lockStore.take(pairKey(lookup, aLiveBinding({ b })), lock, NOW, LATER)).taken;
};

describe('a change whose binding somebody else ends meanwhile', () => {
  it.each<[string, (modules: BindingModules) => Partial<BindingPlatform>]>([
    [
      'while the platform carries it out',
      (modules) => ({
        modify: async () => {
          await endIt(modules);
          return MODIFIED;
        },
      }),
    ],
    [
      'while the platform is asked whether it is still there',
      (modules) => ({
        modify: async () => NOT_FOUND,
        get: async () => {
          await endIt(modules);
          return NOBODY;
        },
      }),
    ],
  ])('leaves neither reservation nor lock to the new party: %s', async (_case, platformOf) => {
    const platform: Partial<BindingPlatform> = { unbind };
    const modules = bindingModules({ platform });
    Object.assign(platform, platformOf(modules));
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'binding-ended',
    });

    expect(await Promise.all([A, B, C].map((person) => modules.holderOf(person)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect((await modules.bindings.get('own'))?.binding.status).toBe('released');
    expect(await isPairFree(modules)).toBe(true);
  });

  it('lets the new party rest on X, because the platform may have joined them', async () => {
    const modules: BindingModules = bindingModules({
      platform: {
        unbind,
        modify: async () => {
          await endIt(modules);
          return MODIFIED;
        },
      },
    });
    await modules.store(aLiveBinding());
    await modules.change.change('own', { b: C }, undefined).catch(() => undefined);

    const next = aLiveBinding({ bindingId: 'next', a: D, b: C });
    const tenMinutesLater = new Date('2026-03-01T08:10:00.000Z');
    expect(await modules.reservations.reserve(next, X, NOW, true)).toBe(false);
    expect(await modules.reservations.reserve(next, X, tenMinutesLater, false)).toBe(true);
  });
});

describe('a change that somebody else is faster than', () => {
  it.each<[string, number, Partial<BindingPlatform>, string]>([
    ['when it would be stored', 1, {}, 'binding-in-progress'],
    ['when it would be done', 2, { modify: async () => MODIFIED }, 'binding-ended'],
    ['when its lease would end', 2, { modify: async () => LOST }, 'platform-unavailable'],
  ])('writes nothing over the other one: %s', async (_case, write, platform, code) => {
    const modules = bindingModules({ platform });
    await modules.store(aLiveBinding());
    overtakeWrite(modules, write);

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({ code });

    expect((await modules.bindings.get('own'))?.binding).toEqual(aLiveBinding());
  });

  it('is refused when the new party holds X for another binding, and leaves everything as it was', async () => {
    const modules = bindingModules();
    await modules.store(aLiveBinding({ bindingId: 'other', a: C, b: D, subscriptionId: 'other' }));
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'number-taken',
      message: 'the private number of the binding already holds the new party',
    });

    const left = await modules.bindings.get('own');
    expect([left?.binding, left?.change, left?.leaseUntil]).toEqual([aLiveBinding(), undefined, undefined]);
    expect([await modules.holderOf(B), await modules.holderOf(C)]).toEqual(['own', 'other']);
    expect([modules.calls, await isPairFree(modules)]).toEqual([[], true]);
  });
});

describe('concluding a change that was cut short', () => {
  const cutShort = { change: { b: C } as BindingChange };

  it('is left to whoever took it up first, before the platform is asked', async () => {
    const modules = bindingModules();
    const record = await modules.store(aLiveBinding(), cutShort);
    await modules.bindings.replace(record, record);

    expect(await modules.change.concludeChange(record)).toEqual({ kind: 'lost-race' });

    expect(modules.calls).toEqual([]);
  });

  it('is left to whoever was faster while the platform was asked', async () => {
    const modules: BindingModules = bindingModules({
      platform: {
        unbind,
        modify: async () => {
          await endIt(modules);
          return MODIFIED;
        },
      },
    });
    const record = await modules.store(aLiveBinding(), cutShort);

    expect(await modules.change.concludeChange(record)).toEqual({ kind: 'lost-race' });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('released');
  });

  it('begins the end when the platform has no such binding', async () => {
    const modules = bindingModules({ platform: { modify: async () => NOT_FOUND, get: async () => NOBODY } });
    const record = await modules.store(aLiveBinding(), cutShort);

    expect(await modules.change.concludeChange(record)).toEqual({ kind: 'concluded' });

    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { status: 'releasing' },
      change: { b: C },
      dueAt: '2026-03-01T08:00:00.000Z',
    });
  });

  it('has nothing to do where no change is stored', async () => {
    const modules = bindingModules();
    const record = await modules.store(aLiveBinding());

    expect(await modules.change.concludeChange(record)).toEqual({ kind: 'lost-race' });

    expect((await modules.bindings.get('own'))?.revision).toBe(1);
  });
});
