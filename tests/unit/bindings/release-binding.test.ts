import { describe, expect, it } from 'vitest';
import { placeOfMove } from '../../../shared/bindings/bind/lock-place.ts';
import type { Resolved } from '../../../shared/bindings/bind/resolve-pending.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { createReleaseBinding, type IsStillMeant } from '../../../shared/bindings/unbind/release-binding.ts';
import { A, B, C, D, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  type BindingModules,
  bindingModules,
  ENDED_BY_SHOP,
  LOST,
  NOW,
  refusedAs,
} from '../../builders/binding-modules.ts';
import { overtake, overtakeWrite } from '../../builders/overtaking.ts';

const UNBOUND = { kind: 'ok', value: 'released' } as const;
const ARREARS = refusedAs('account-suspended');

const setUp = (
  platform: Partial<BindingPlatform> = {},
  resolve: (record: BindingRecord, modules: BindingModules) => Promise<Resolved> = async () => {
    throw new Error('nothing is pending');
  },
  mayMove = true,
) => {
  const modules = bindingModules({ platform });
  return {
    ...modules,
    release: (bindingId: string, known?: BindingRecord, isMeant?: IsStillMeant) =>
      createReleaseBinding({
        ...modules,
        mayMove: () => mayMove,
        resolve: (record) => resolve(record, modules),
      })(bindingId, ENDED_BY_SHOP, known, isMeant),
  };
};

const held = (modules: BindingModules) => Promise.all([A, B].map((person) => modules.holderOf(person)));

describe('a binding that is ended', () => {
  const released = aLiveBinding({ status: 'released', releasedAt: '2026-03-01T08:00:00.000Z' });

  const bySomebody = { by: 'office', why: 'released' } as const;

  it.each<[string, Binding, readonly string[], object]>([
    ['lives', aLiveBinding(), ['unbind'], { end: ENDED_BY_SHOP }],
    [
      'is releasing for somebody else',
      aLiveBinding({ status: 'releasing', end: bySomebody }),
      ['unbind'],
      { end: bySomebody },
    ],
    ['is releasing, as an older version has begun', aLiveBinding({ status: 'releasing' }), ['unbind'], {}],
    ['is released already', released, [], {}],
  ])('has ended afterwards when it %s', async (_case, binding, calls, end) => {
    const modules = setUp({ unbind: async () => UNBOUND });
    await modules.store(binding);

    expect(await modules.release('own')).toEqual({ kind: 'ended', binding: { ...released, ...end } });

    expect((await modules.bindings.get('own'))?.binding).toEqual({ ...released, ...end });
    expect(modules.calls).toEqual(calls);
  });

  it('needs no call in mode X', async () => {
    const modules = setUp();
    await modules.store(aLiveBinding({ mode: 'X' }));

    expect((await modules.release('own')).kind).toBe('ended');

    expect([modules.calls, await held(modules)]).toEqual([[], [undefined, undefined]]);
  });

  it('is none that is not stored', async () => {
    await expect(setUp().release('own')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is releasing before the platform is asked', async () => {
    const seen: unknown[] = [];
    const modules = setUp({
      unbind: async () => {
        seen.push(await modules.bindings.get('own'));
        return UNBOUND;
      },
    });
    await modules.store(aLiveBinding());

    await modules.release('own');

    expect(seen).toMatchObject([
      { binding: { status: 'releasing' }, leaseUntil: '2026-03-01T08:01:00.000Z', sweepAttempts: 0 },
    ]);
  });

  it.each<[string, Binding]>([
    ['lives', aLiveBinding()],
    ['is releasing', aLiveBinding({ status: 'releasing' })],
  ])('that %s will be ended when the account is in arrears', async (_case, binding) => {
    const modules = setUp({ unbind: async () => ARREARS });
    await modules.store(binding);

    expect(await modules.release('own')).toMatchObject({
      kind: 'accepted',
      binding: aLiveBinding({ status: 'releasing' }),
    });

    expect(await held(modules)).toEqual(['own', 'own']);
  });

  it('is due a minute later when the account is in arrears, or as late as the platform says', async () => {
    const modules = setUp({ unbind: async () => ARREARS });
    await modules.store(aLiveBinding());
    await modules.release('own');
    const throttled = setUp({
      unbind: async () => ({ kind: 'held-back', by: 'throttle', retryAfterSeconds: 90 }),
    });
    await throttled.store(aLiveBinding());

    await expect(throttled.release('own')).rejects.toMatchObject({ code: 'platform-throttled' });

    const put = [await modules.bindings.get('own'), await throttled.bindings.get('own')];
    expect(put).toMatchObject([
      { binding: { status: 'releasing' }, dueAt: '2026-03-01T08:01:00.000Z', sweepAttempts: 1 },
      { binding: { status: 'releasing' }, dueAt: '2026-03-01T08:01:30.000Z', sweepAttempts: 1 },
    ]);
  });

  it.each<[string, Binding]>([
    ['lives', aLiveBinding()],
    ['is releasing', aLiveBinding({ status: 'releasing' })],
  ])('that %s stays releasing on X when nobody knows whether it was ended', async (_case, binding) => {
    const modules = setUp({ unbind: async () => LOST });
    await modules.store(binding);

    await expect(modules.release('own')).rejects.toMatchObject({ code: 'platform-unavailable' });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('releasing');
    expect(await held(modules)).toEqual(['own', 'own']);
  });
});

describe('a binding in the place of another one whose end is judged', () => {
  it('is ended alone where the other one is not meant as it is now', async () => {
    const modules = setUp({ unbind: async () => UNBOUND });
    await modules.store(aLiveBinding({ bindingId: 'old', subscriptionId: 'sub-old' }));
    await modules.bindings.create({
      binding: aLiveBinding({ replaces: 'old' }),
      replacing: { version: 1 },
    });
    const judged: string[] = [];
    const isMeant: IsStillMeant = async ({ binding }) => {
      judged.push(binding.bindingId);
      return binding.bindingId !== 'old';
    };

    const { kind } = await modules.release('own', undefined, isMeant);

    const left = await Promise.all(['old', 'own'].map((id) => modules.bindings.get(id)));
    expect([kind, judged, left.map((record) => record?.binding.status)]).toEqual([
      'ended',
      ['own', 'old'],
      ['active', 'released'],
    ]);
  });
});

describe('a binding in whose place another one was made by a mover that is gone', () => {
  const moved = async (
    made: Parameters<typeof aLiveBinding>[0],
    unbind: BindingPlatform['unbind'] = async () => UNBOUND,
    mayMove = true,
  ) => {
    const modules = setUp({ unbind }, undefined, mayMove);
    await modules.store(aLiveBinding());
    const binding = aLiveBinding({ bindingId: 'made', subscriptionId: 'sub-made', replaces: 'own', ...made });
    await modules.bindings.create({ binding, replacing: { version: 1 } });
    const lock = { bindingId: 'made', leaseUntil: '2026-03-01T08:01:00.000Z' };
    await modules.locks.take(placeOfMove(modules.lookup, 'own'), lock, NOW, new Date('2026-03-02T08:00:00Z'));
    const left = async () => {
      const records = await Promise.all(['own', 'made'].map((id) => modules.bindings.get(id)));
      return records.map((record) => record?.binding.status);
    };
    return { ...modules, left };
  };

  it.each<[string, Parameters<typeof aLiveBinding>[0], boolean, string]>([
    ['is ended with it', {}, true, 'released'],
    ['is ended alone where that one is still being made', { status: 'pending' }, true, 'pending'],
    ['is ended alone where that one is in the place of another one', { replaces: 'third' }, true, 'active'],
    ['is ended alone where its app moves nothing', {}, false, 'active'],
  ])('%s', async (_case, made, mayMove, expected) => {
    const modules = await moved(made, undefined, mayMove);

    const { kind } = await modules.release('own');

    expect([kind, await modules.left()]).toEqual(['ended', ['released', expected]]);
  });

  it('is ended alone where that one is not meant', async () => {
    const modules = await moved({});

    const { kind } = await modules.release(
      'own',
      undefined,
      async ({ binding }) => binding.bindingId === 'own',
    );

    expect([kind, await modules.left()]).toEqual(['ended', ['released', 'active']]);
  });

  it('is ended by a repeat with that one where the platform gave no answer for it', async () => {
    const answers = [UNBOUND, LOST, UNBOUND];
    const modules = await moved({}, async () => answers.shift() ?? LOST);

    await expect(modules.release('own')).rejects.toMatchObject({ code: 'platform-unavailable' });
    const halfWay = await modules.left();
    const { kind } = await modules.release('own');

    expect([halfWay, kind, await modules.left()]).toEqual([
      ['released', 'releasing'],
      'ended',
      ['released', 'released'],
    ]);
  });

  it('will be ended with that one when the account is in arrears', async () => {
    const answers = [UNBOUND, ARREARS];
    const modules = await moved({}, async () => answers.shift() ?? LOST);

    const { kind } = await modules.release('own');

    expect([kind, await modules.left()]).toEqual(['accepted', ['released', 'releasing']]);
  });
});

describe('a binding whose record was read with others', () => {
  const reads = async (
    known: (modules: BindingModules) => Promise<BindingRecord>,
    binding: Binding = aLiveBinding(),
  ) => {
    const modules = setUp({ unbind: async () => UNBOUND });
    await modules.store<Binding>(binding);
    const record = await known(modules);
    let count = 0;
    const { get } = modules.bindings;
    modules.bindings.get = (bindingId) => {
      count += 1;
      return get(bindingId);
    };
    const { kind } = await modules.release('own', record);
    return { kind, count, status: (await get('own'))?.binding.status };
  };
  const asStored = async ({ bindings }: BindingModules): Promise<BindingRecord> => {
    const record = await bindings.get('own');
    if (record === undefined) throw new Error('not stored');
    return record;
  };

  it('is not read again while it lives', async () => {
    expect(await reads(asStored)).toEqual({ kind: 'ended', count: 0, status: 'released' });
  });

  it('is read again when it was changed meanwhile', async () => {
    const outdated = async (modules: BindingModules) => ({ ...(await asStored(modules)), revision: 0 });

    expect(await reads(outdated)).toEqual({ kind: 'ended', count: 1, status: 'released' });
  });

  it('is read again when its end had begun', async () => {
    const releasing = aLiveBinding({ status: 'releasing' });

    expect(await reads(asStored, releasing)).toEqual({
      kind: 'ended',
      count: 1,
      status: 'released',
    });
  });
});

const PAST = '2026-03-01T08:00:00.000Z';

describe('the reservations of a binding that is ended', () => {
  it.each<[string, Partial<BindingRecord>, number]>([
    ['for the cool-down of ten minutes', {}, 600],
    [
      'for the cool-down also where its bind is open for less',
      { openBind: { until: '2026-03-01T08:03:00.000Z', a: A, b: B } },
      600,
    ],
    [
      'as long as its bind may be applied late, and until the sweeper has looked for it',
      { openBind: { until: '2026-03-01T08:20:00.000Z', a: A, b: B } },
      1560,
    ],
  ])('keep X from others %s', async (_case, more, seconds) => {
    const modules = setUp({ unbind: async () => UNBOUND });
    await modules.store(aLiveBinding(), more);

    await modules.release('own');

    const reserveAfter = (after: number) =>
      modules.reservations.reserve(
        aLiveBinding({ bindingId: 'next', a: D }),
        X,
        new Date(NOW.getTime() + after * 1000),
        false,
      );
    expect([await reserveAfter(seconds - 1), await reserveAfter(seconds)]).toEqual([false, true]);
  });

  it.each<[string, Partial<BindingRecord>, boolean]>([
    ['at once', {}, true],
    ['at once after a change of other fields without an answer', { change: { record: false } }, true],
    ['after the rest where its bind had no answer', { openBind: { until: PAST, a: A, b: B } }, false],
    ['after the rest where a change of A had no answer', { change: { a: D } }, false],
    ['after the rest where a change of B had no answer', { change: { b: D } }, false],
  ])('let the same pair back in %s', async (_case, more, isFree) => {
    const modules = setUp({ unbind: async () => UNBOUND });
    await modules.store(aLiveBinding(), more);

    await modules.release('own');

    const next = aLiveBinding({ bindingId: 'next' });
    const afterwards = new Date('2026-03-01T08:10:00.000Z');
    expect(await modules.reservations.reserve(next, X, NOW, true)).toBe(isFree);
    expect(await modules.reservations.reserve(next, X, afterwards, true)).toBe(true);
  });

  it('are none any more for the new party of a change that was under way', async () => {
    const modules = setUp({ unbind: async () => UNBOUND });
    const record = await modules.store(aLiveBinding(), { change: { b: C } });
    await modules.reservations.reserveNewcomers(record.binding, aLiveBinding({ b: C }), NOW, undefined);

    await modules.release('own');

    expect(await modules.holderOf(C)).toBeUndefined();
  });

  it('are given back before the end is stored, so that a crash in between is seen', async () => {
    const modules = setUp({ unbind: async () => UNBOUND });
    await modules.store(aLiveBinding({ status: 'releasing' }));
    modules.bindings.replace = async () => Promise.reject(new Error('away'));

    await expect(modules.release('own')).rejects.toThrow('away');

    expect(await held(modules)).toEqual([undefined, undefined]);
    expect((await modules.bindings.get('own'))?.binding.status).toBe('releasing');
  });
});

describe('a binding that somebody else ends or changes at the same time', () => {
  it.each([
    ['begins its end', 1],
    ['has ended it', 2],
  ])('is looked at again by whoever is slower when the other one %s', async (_case, write) => {
    const modules = setUp({ unbind: async () => UNBOUND });
    await modules.store(aLiveBinding());
    overtakeWrite(modules, write);

    expect((await modules.release('own')).kind).toBe('ended');

    expect((await modules.bindings.get('own'))?.binding.status).toBe('released');
  });

  it('is given up after four looks, each of which somebody else was faster than', async () => {
    const modules = setUp();
    await modules.store(aLiveBinding());
    const { get } = modules.bindings;
    let looks = 0;
    modules.bindings.get = async (bindingId) => {
      looks += 1;
      const record = await get(bindingId);
      if (record !== undefined) await modules.bindings.replace(record, record);
      return record;
    };

    await expect(modules.release('own')).rejects.toMatchObject({
      code: 'binding-in-progress',
      retryAfterSeconds: 1,
    });

    expect([looks, modules.calls]).toEqual([4, []]);
  });

  it('is what the other one made of it when the platform gave no answer', async () => {
    const modules = setUp({
      unbind: async () => {
        await overtake(modules);
        return ARREARS;
      },
    });
    await modules.store(aLiveBinding());

    expect(await modules.release('own')).toMatchObject({
      kind: 'accepted',
      binding: aLiveBinding({ status: 'releasing' }),
    });

    expect(await modules.bindings.get('own')).toMatchObject({ sweepAttempts: 0, revision: 3 });
  });

  it('keeps what its end has still to do when somebody else writes it as the new party of a change is released', async () => {
    const modules = setUp();
    const record = await modules.store(aLiveBinding({ status: 'released' }), { change: { b: C } });
    await overtake(modules);

    await expect(modules.end.releaseNewcomers(record, { b: C })).rejects.toMatchObject({
      code: 'version-conflict',
    });

    expect((await modules.bindings.get('own'))?.change).toEqual({ b: C });
  });
});

describe('a pending binding that is to be ended', () => {
  const pending = aLiveBinding({ status: 'pending' });
  const openBind = { until: '2026-03-01T08:04:59.001Z', a: A, b: B };

  it('is waited for while somebody makes it', async () => {
    const modules = setUp();
    await modules.store(pending, { leaseUntil: '2026-03-01T08:00:41.000Z' });

    await expect(modules.release('own')).rejects.toMatchObject({
      code: 'binding-in-progress',
      retryAfterSeconds: 41,
    });
  });

  it('is waited for while its bind may be applied, with the wish that it be ended', async () => {
    const asked: unknown[] = [];
    const modules = setUp({}, async (record) => {
      asked.push([record.endWanted, record.binding.end]);
      return { kind: 'open', openBind };
    });
    await modules.store(pending);

    await expect(modules.release('own')).rejects.toMatchObject({
      code: 'binding-in-progress',
      retryAfterSeconds: 300,
    });

    expect(asked).toEqual([[true, ENDED_BY_SHOP]]);
  });

  it('is told of with the problem of the platform when that cannot be asked', async () => {
    const modules = setUp({}, async (record) => ({ kind: 'unresolved', record, failure: ARREARS }));
    await modules.store(pending);

    await expect(modules.release('own')).rejects.toMatchObject({ code: 'account-suspended' });
  });

  it.each<[Exclude<Resolved['kind'], 'open' | 'unresolved'>, Binding]>([
    ['recovered', aLiveBinding()],
    ['failed', aLiveBinding({ status: 'failed' })],
    ['released', aLiveBinding({ status: 'released' })],
    ['lost-race', aLiveBinding({ status: 'releasing' })],
  ])('is ended as what it was resolved as: %s', async (kind, left) => {
    const modules = setUp({ unbind: async () => UNBOUND }, async (record, { bindings }) => {
      await bindings.replace(record, { binding: left });
      return { kind };
    });
    await modules.store(pending);

    expect((await modules.release('own')).kind).toBe('ended');

    const status = (await modules.bindings.get('own'))?.binding.status;
    expect(status).toBe(kind === 'failed' ? 'failed' : 'released');
  });
});

describe('a binding that is ended as it was judged', () => {
  const isOfB: IsStillMeant = async ({ binding: { b } }) => b === B;

  it.each([
    ['is left to others whom a change has brought', C, 'spared', 'active'],
    ['ends where the same people are there', B, 'ended', 'released'],
  ] as const)('%s', async (_case, b, kind, status) => {
    const modules = setUp({ unbind: async () => UNBOUND });
    const known = await modules.store(aLiveBinding());
    await modules.bindings.replace(known, { binding: aLiveBinding({ b, version: 2 }) });

    const release = await modules.release(known.binding.bindingId, known, isOfB);

    expect([release.kind, release.binding.status]).toEqual([kind, status]);
    expect(await modules.bindings.get(known.binding.bindingId)).toMatchObject({ binding: { b, status } });
  });

  it.each([
    ['is followed to the one in its place', B, 'ended', 'released'],
    ['is followed, and the one in its place left to others', C, 'spared', 'active'],
  ] as const)('%s where it has moved', async (_case, b, kind, status) => {
    const modules = setUp({ unbind: async () => UNBOUND });
    const known = await modules.store(aLiveBinding());
    const moved = aLiveBinding({ status: 'released', replacedBy: 'in-its-place' });
    await modules.bindings.replace(known, { binding: moved });
    await modules.store(aLiveBinding({ bindingId: 'in-its-place', b }));

    const release = await modules.release(known.binding.bindingId, known, isOfB);

    expect(release.kind).toBe(kind);
    expect(await modules.bindings.get('in-its-place')).toMatchObject({ binding: { b, status } });
  });
});
