import { describe, expect, it } from 'vitest';
import { createChangeBinding } from '../../../shared/bindings/change/change-binding.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { A, B, C, D, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  BY,
  bindingModules,
  dyingAtRevision,
  LOST,
  refusedAs,
  theirs,
} from '../../builders/binding-modules.ts';

const MODIFIED = { kind: 'ok', value: 'modified' } as const;
const NOT_FOUND = { kind: 'ok', value: 'not-found' } as const;
const SUSPENDED = refusedAs('account-suspended');

describe('a change', () => {
  it('moves the reservation of the one who is replaced, and counts the version', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await modules.store(aLiveBinding());

    const changed = await modules.change.change('own', { b: C }, undefined);

    expect(changed).toMatchObject({ b: C, version: 2, x: X });
    expect([await modules.holderOf(A), await modules.holderOf(B), await modules.holderOf(C)]).toEqual([
      'own',
      undefined,
      'own',
    ]);
  });

  it('has left the former reservations before it is recorded as done, so that a crash in between is carried out again', async () => {
    const modules = bindingModules({
      platform: { modify: async () => MODIFIED },
      // The process dies with the write that would record the change as done.
      documents: (memory) => dyingAtRevision(memory, 3),
    });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toThrow();

    expect((await modules.bindings.get('own'))?.change).toEqual({ b: C });
    expect(await modules.holderOf(B)).toBeUndefined();
  });

  it('is checked with what an older change has made of the binding, which was cut short', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await modules.store(aLiveBinding(), { change: { a: C }, leaseUntil: '2026-03-01T07:59:00.000Z' });
    const isNobodyTwice = async ({ a }: Pick<Binding, 'a'>) => {
      if (a === C) throw new AppError('invalid-request', 'the request is not valid: b');
      return { b: C };
    };

    await expect(
      createChangeBinding(modules).change('own', isNobodyTwice, undefined, BY),
    ).rejects.toMatchObject({
      code: 'invalid-request',
    });

    expect((await modules.bindings.get('own'))?.binding).toMatchObject({ a: C, b: B, version: 2 });
  });

  it('that nobody knows the fate of keeps both on their reservations, and is still wanted', async () => {
    const modules = bindingModules({ platform: { modify: async () => LOST } });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect(await modules.bindings.get('own')).toMatchObject({
      binding: { b: B, version: 1 },
      change: { b: C },
    });
    expect([await modules.holderOf(B), await modules.holderOf(C)]).toEqual(['own', 'own']);
  });

  it('whose repeat was refused after a lost answer is not taken back: the first attempt may have been made', async () => {
    const refusedLate = { ...SUSPENDED, mayHaveApplied: true };
    const modules = bindingModules({ platform: { modify: async () => refusedLate } });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'account-suspended',
    });

    expect((await modules.bindings.get('own'))?.change).toEqual({ b: C });
    expect(await modules.holderOf(C)).toBe('own');
  });

  it('that is refused for sure leaves everything as it was', async () => {
    const modules = bindingModules({ platform: { modify: async () => SUSPENDED } });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'account-suspended',
    });

    const record = await modules.bindings.get('own');
    expect([record?.change, record?.leaseUntil, record?.binding.b]).toEqual([undefined, undefined, B]);
    expect([await modules.holderOf(B), await modules.holderOf(C)]).toEqual(['own', undefined]);
  });

  it('of a binding that the platform does not have any more ends it', async () => {
    const modules = bindingModules({
      platform: { modify: async () => NOT_FOUND, get: async () => ({ kind: 'ok', value: undefined }) },
    });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { maxCallMinutes: 5 }, undefined)).rejects.toMatchObject({
      code: 'binding-ended',
    });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('releasing');
  });

  it.each([
    ['changes nothing, now or later', NOT_FOUND, 'platform-rejected', undefined],
    [
      'is still wanted where an attempt had no answer',
      { ...NOT_FOUND, earlierMayApply: true as const },
      'platform-unavailable',
      { maxCallMinutes: 5 },
    ],
  ])('of a binding that the platform contradicts itself about %s', async (_case, answer, code, change) => {
    const modules = bindingModules({
      platform: {
        modify: async () => answer,
        get: async () => ({ kind: 'ok', value: theirs(aLiveBinding()) }),
      },
    });
    await modules.store(aLiveBinding());

    await expect(modules.change.change('own', { maxCallMinutes: 5 }, undefined)).rejects.toMatchObject({
      code,
      // The platform never said so itself.
      platform: undefined,
    });

    const record = await modules.bindings.get('own');
    expect(record?.binding).toMatchObject({ status: 'active' });
    expect(record?.change).toEqual(change);
  });
});

describe('a change that another request overtakes', () => {
  /** Somebody else writes the binding between our read and our first write. */
  const overtaken = async () => {
    const modules = bindingModules({ platform: { modify: async () => ({ kind: 'ok', value: 'modified' }) } });
    const record = await modules.store(aLiveBinding());
    const { get } = modules.bindings;
    modules.bindings.get = async (bindingId) => {
      const found = await get(bindingId);
      await modules.bindings.replace(record, record);
      return found;
    };
    return modules;
  };

  it.each([
    [undefined, 'binding-in-progress'],
    [1, 'version-conflict'],
  ])('and that asks for version %s is %s before the platform is asked', async (version, code) => {
    const modules = await overtaken();

    await expect(modules.change.change('own', { maxCallMinutes: 5 }, version)).rejects.toMatchObject({
      code,
    });

    expect(modules.calls).toEqual([]);
  });

  it('at work is told how long that one may be at work', async () => {
    const modules = bindingModules();
    await modules.store(aLiveBinding(), { leaseUntil: '2026-03-01T08:00:41.000Z' });

    await expect(modules.change.change('own', { maxCallMinutes: 5 }, undefined)).rejects.toMatchObject({
      code: 'binding-in-progress',
      retryAfterSeconds: 41,
    });
  });
});

describe('a change on top of one that nobody knows the fate of', () => {
  const unresolved = { change: { b: C }, attemptAt: '2026-03-01T08:00:00.000Z' };

  it('resolves that one first, and then is made', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    await modules.store(aLiveBinding(), unresolved);

    const changed = await modules.change.change('own', { b: D }, undefined);

    expect(changed).toMatchObject({ b: D, version: 3 });
    expect(modules.calls).toEqual(['modify', 'modify']);
    expect([await modules.holderOf(C), await modules.holderOf(D)]).toEqual([undefined, 'own']);
  });

  it('is not made while that one cannot be resolved, and does not overwrite it', async () => {
    const modules = bindingModules({ platform: { modify: async () => LOST } });
    await modules.store(aLiveBinding(), unresolved);

    await expect(modules.change.change('own', { b: D }, undefined)).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect((await modules.bindings.get('own'))?.change).toEqual({ b: C });
    expect([await modules.holderOf(C), await modules.holderOf(D)]).toEqual(['own', undefined]);
  });

  it('waits for another request that resolves it at the same moment and could not', async () => {
    const modules = bindingModules({
      platform: {
        modify: async () => {
          // The other request took the record up as well, and gives up before we can record anything.
          const record = await modules.bindings.get('own');
          const leaseUntil = '2026-03-01T08:00:00.000Z';
          if (record !== undefined) await modules.bindings.replace(record, { ...record, leaseUntil });
          return MODIFIED;
        },
      },
    });
    await modules.store(aLiveBinding(), unresolved);

    await expect(modules.change.change('own', { b: D }, undefined)).rejects.toMatchObject({
      code: 'binding-in-progress',
    });

    expect((await modules.bindings.get('own'))?.change).toEqual({ b: C });
    expect(await modules.holderOf(D)).toBeUndefined();
  });

  it('finds nothing when the binding is not stored any more', async () => {
    const modules = bindingModules({
      platform: {
        modify: async () => {
          modules.bindings.get = async () => undefined;
          return MODIFIED;
        },
      },
    });
    await modules.store(aLiveBinding(), unresolved);

    await expect(modules.change.change('own', { b: D }, undefined)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('resolving a change that was cut short', () => {
  it.each([
    ['arrears', SUSPENDED, 'unresolved', { b: C }],
    [
      'a throttle',
      { kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 } as const,
      'unresolved',
      { b: C },
    ],
    ['a conflict', refusedAs('number-taken', 'conflict'), 'concluded', undefined],
  ])('knows from %s whether it was made, or leaves it open', async (_case, answer, kind, left) => {
    const modules = bindingModules({ platform: { modify: async () => answer } });
    const record = await modules.store(aLiveBinding(), { change: { b: C } });

    const resolved = await modules.change.concludeChange(record);

    expect(resolved.kind).toBe(kind);
    expect((await modules.bindings.get('own'))?.change).toEqual(left);
  });

  it('counts a life time from this attempt, as the platform does', async () => {
    const modules = bindingModules({ platform: { modify: async () => MODIFIED } });
    const attemptAt = '2026-03-01T08:00:00.000Z';
    const record = await modules.store(aLiveBinding(), { change: { ttlSeconds: 600 }, attemptAt });
    modules.time.now = new Date('2026-03-01T08:30:00.000Z');

    await modules.change.concludeChange(record);

    expect((await modules.bindings.get('own'))?.binding.expiresAt).toBe('2026-03-01T08:40:00.000Z');
  });

  it('takes it back when somebody else holds X by now', async () => {
    const modules = bindingModules();
    await modules.store(
      aLiveBinding({ bindingId: 'other', a: C, b: D, subscriptionId: 'subscription-other' }),
    );
    const record = await modules.store(aLiveBinding(), { change: { b: C } });

    const resolved = await modules.change.concludeChange(record);

    expect([resolved.kind, modules.calls]).toEqual(['concluded', []]);
    expect((await modules.bindings.get('own'))?.change).toBeUndefined();
    expect([await modules.holderOf(C), await modules.holderOf(B)]).toEqual(['other', 'own']);
  });
});
