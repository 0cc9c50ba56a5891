import { describe, expect, it } from 'vitest';
import { A, B, C, D, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
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
    const rooms = bindingModules({ platform: { modify: async () => MODIFIED } });
    await rooms.store(aLiveBinding());

    const changed = await rooms.change.change('own', { b: C }, undefined);

    expect(changed).toMatchObject({ b: C, version: 2, x: X });
    expect([await rooms.holderOf(A), await rooms.holderOf(B), await rooms.holderOf(C)]).toEqual([
      'own',
      undefined,
      'own',
    ]);
  });

  it('has left the former reservations before it is noted as done, so that a crash in between is carried out again', async () => {
    const rooms = bindingModules({
      platform: { modify: async () => MODIFIED },
      // The process dies with the write that would note the change as done.
      documents: (memory) => dyingAtRevision(memory, 3),
    });
    await rooms.store(aLiveBinding());

    await expect(rooms.change.change('own', { b: C }, undefined)).rejects.toThrow();

    expect((await rooms.bindings.get('own'))?.change).toEqual({ b: C });
    expect(await rooms.holderOf(B)).toBeUndefined();
  });

  it('that nobody knows the fate of keeps both on their reservations, and is still wanted', async () => {
    const rooms = bindingModules({ platform: { modify: async () => LOST } });
    await rooms.store(aLiveBinding());

    await expect(rooms.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect(await rooms.bindings.get('own')).toMatchObject({
      binding: { b: B, version: 1 },
      change: { b: C },
    });
    expect([await rooms.holderOf(B), await rooms.holderOf(C)]).toEqual(['own', 'own']);
  });

  it('whose repeat was refused after a lost answer is not taken back: the first attempt may have been made', async () => {
    const refusedLate = { ...SUSPENDED, mayHaveApplied: true };
    const rooms = bindingModules({ platform: { modify: async () => refusedLate } });
    await rooms.store(aLiveBinding());

    await expect(rooms.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'account-suspended',
    });

    expect((await rooms.bindings.get('own'))?.change).toEqual({ b: C });
    expect(await rooms.holderOf(C)).toBe('own');
  });

  it('that is refused for sure leaves everything as it was', async () => {
    const rooms = bindingModules({ platform: { modify: async () => SUSPENDED } });
    await rooms.store(aLiveBinding());

    await expect(rooms.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'account-suspended',
    });

    const record = await rooms.bindings.get('own');
    expect([record?.change, record?.leaseUntil, record?.binding.b]).toEqual([undefined, undefined, B]);
    expect([await rooms.holderOf(B), await rooms.holderOf(C)]).toEqual(['own', undefined]);
  });

  it('of a binding that the platform does not have any more ends it', async () => {
    const rooms = bindingModules({
      platform: { modify: async () => NOT_FOUND, get: async () => ({ kind: 'ok', value: undefined }) },
    });
    await rooms.store(aLiveBinding());

    await expect(rooms.change.change('own', { maxCallMinutes: 5 }, undefined)).rejects.toMatchObject({
      code: 'not-changeable',
    });

    expect((await rooms.bindings.get('own'))?.binding.status).toBe('releasing');
  });

  it('of a binding that the platform contradicts itself about changes nothing and is still wanted', async () => {
    const rooms = bindingModules({
      platform: {
        modify: async () => NOT_FOUND,
        get: async () => ({ kind: 'ok', value: theirs(aLiveBinding()) }),
      },
    });
    await rooms.store(aLiveBinding());

    await expect(rooms.change.change('own', { maxCallMinutes: 5 }, undefined)).rejects.toMatchObject({
      code: 'platform-rejected',
      // The platform never said so itself.
      platform: undefined,
    });

    expect(await rooms.bindings.get('own')).toMatchObject({
      binding: { status: 'active' },
      change: { maxCallMinutes: 5 },
    });
  });
});

describe('a change on top of one that nobody knows the fate of', () => {
  const unresolved = { change: { b: C }, attemptAt: '2026-03-01T08:00:00.000Z' };

  it('resolves that one first, and then is made', async () => {
    const rooms = bindingModules({ platform: { modify: async () => MODIFIED } });
    await rooms.store(aLiveBinding(), unresolved);

    const changed = await rooms.change.change('own', { b: D }, undefined);

    expect(changed).toMatchObject({ b: D, version: 3 });
    expect(rooms.calls).toEqual(['modify', 'modify']);
    expect([await rooms.holderOf(C), await rooms.holderOf(D)]).toEqual([undefined, 'own']);
  });

  it('is not made while that one cannot be resolved, and does not overwrite it', async () => {
    const rooms = bindingModules({ platform: { modify: async () => LOST } });
    await rooms.store(aLiveBinding(), unresolved);

    await expect(rooms.change.change('own', { b: D }, undefined)).rejects.toMatchObject({
      code: 'platform-unavailable',
    });

    expect((await rooms.bindings.get('own'))?.change).toEqual({ b: C });
    expect([await rooms.holderOf(C), await rooms.holderOf(D)]).toEqual(['own', undefined]);
  });

  it('waits for another request that resolves it at the same moment and could not', async () => {
    const rooms = bindingModules({
      platform: {
        modify: async () => {
          // The other request took the record up as well, and gives up before we can note anything.
          const record = await rooms.bindings.get('own');
          const leaseUntil = '2026-03-01T08:00:00.000Z';
          if (record !== undefined) await rooms.bindings.replace(record, { ...record, leaseUntil });
          return MODIFIED;
        },
      },
    });
    await rooms.store(aLiveBinding(), unresolved);

    await expect(rooms.change.change('own', { b: D }, undefined)).rejects.toMatchObject({
      code: 'binding-in-progress',
    });

    expect((await rooms.bindings.get('own'))?.change).toEqual({ b: C });
    expect(await rooms.holderOf(D)).toBeUndefined();
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
  ])('with %s, which say nothing about it or everything', async (_case, answer, kind, left) => {
    const rooms = bindingModules({ platform: { modify: async () => answer } });
    const record = await rooms.store(aLiveBinding(), { change: { b: C } });

    const resolved = await rooms.change.concludeChange(record);

    expect(resolved.kind).toBe(kind);
    expect((await rooms.bindings.get('own'))?.change).toEqual(left);
  });

  it('counts a life time from this attempt, as the platform does', async () => {
    const rooms = bindingModules({ platform: { modify: async () => MODIFIED } });
    const attemptAt = '2026-03-01T08:00:00.000Z';
    const record = await rooms.store(aLiveBinding(), { change: { ttlSeconds: 600 }, attemptAt });
    rooms.time.now = new Date('2026-03-01T08:30:00.000Z');

    await rooms.change.concludeChange(record);

    expect((await rooms.bindings.get('own'))?.binding.expiresAt).toBe('2026-03-01T08:40:00.000Z');
  });

  it('takes it back when somebody else sits on X by now', async () => {
    const rooms = bindingModules();
    await rooms.store(aLiveBinding({ bindingId: 'other', a: C, b: D, subscriptionId: 'subscription-other' }));
    const record = await rooms.store(aLiveBinding(), { change: { b: C } });

    const resolved = await rooms.change.concludeChange(record);

    expect([resolved.kind, rooms.calls]).toEqual(['concluded', []]);
    expect((await rooms.bindings.get('own'))?.change).toBeUndefined();
    expect([await rooms.holderOf(C), await rooms.holderOf(B)]).toEqual(['other', 'own']);
  });
});
