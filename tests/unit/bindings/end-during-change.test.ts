import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import type { LockPlace } from '../../../shared/bindings/model/request-lock-store.ts';
import { createSweepBindings } from '../../../shared/bindings/sweep/sweep-bindings.ts';
import { createReleaseBinding } from '../../../shared/bindings/unbind/release-binding.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { A, B, C, D, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, ENDED_BY_SHOP, LOST, NOW } from '../../builders/binding-modules.ts';
import { carryOut, documentsAround, type StoreCall } from '../../fakes/documents-around.ts';

const NOTHING = { expired: 0, unbound: 0, released: 0, recovered: 0, failed: 0, remaining: 0 };
const UNBOUND = { kind: 'ok', value: 'unbound' } as const;

/** The moment of the end, when whoever made the change may be at work, and when its lease is over. */
const AT_WORK = new Date('2026-03-01T08:00:59.999Z');
const GONE = new Date('2026-03-01T08:01:00.000Z');

/** 180 days after the end at {@link NOW}. */
const KEPT_UNTIL = 1_787_904_000;

const isReserve = ({ name, input }: StoreCall): boolean =>
  name === 'put' && String(input.item['pk']).startsWith('P#');

/** Interruptions of the calls to the store: `before` a reservation is written, and `after` it was. */
type Interruption = { before?: () => Promise<unknown>; after?: () => void; releases?: () => void };

const setUp = (platform: Partial<BindingPlatform> = {}) => {
  const interruption: Interruption = {};
  const keptUntil: unknown[] = [];
  const modules = bindingModules({
    platform: { unbind: async () => UNBOUND, modify: async () => LOST, ...platform } as BindingPlatform,
    documents: (memory) =>
      documentsAround(async (call) => {
        const { before, after } = isReserve(call) ? interruption : {};
        if (isReserve(call)) Object.assign(interruption, { before: undefined, after: undefined });
        await before?.();
        if (call.name === 'update' && String(call.input.key['pk']).startsWith('P#'))
          interruption.releases?.();
        // Those of bindings; a lock has no revision.
        if (
          call.name === 'put' &&
          call.input.item['ttl'] !== undefined &&
          call.input.item['revision'] !== undefined
        )
          keptUntil.push(call.input.item['ttl']);
        const answer = await carryOut(memory, call);
        after?.();
        return answer;
      }),
  });
  const work = { ...modules, resolve: async () => Promise.reject(new Error('nothing is pending')) };
  const sweep = createSweepBindings({
    ...work,
    newTryQueued: () => async () => Promise.reject(new Error('nothing is queued')),
    concludeChange: modules.change.concludeChange,
    confirmChange: async () => Promise.reject(new Error('nothing is open')),
    logger: createLogger({ clock: modules.clock, write: () => undefined }),
  });
  return {
    ...modules,
    interruption,
    keptUntil,
    release: (bindingId: string) =>
      createReleaseBinding({ ...work, mayMove: () => false })(bindingId, ENDED_BY_SHOP),
    sweep: async (now: Date) => {
      modules.time.now = now;
      return sweep(() => true);
    },
    holders: () => Promise.all([A, B, C].map((person) => modules.holderOf(person))),
  };
};
type Modules = ReturnType<typeof setUp>;

/** The binding is ended while a change of B is about to reserve for C, and the change then stops with a failure. */
const endWhileChanging = async (modules: Modules, after?: () => void) => {
  await modules.store(aLiveBinding());
  modules.interruption.before = () => modules.release('own');
  if (after !== undefined) modules.interruption.after = after;
  await expect(modules.change.change('own', { b: C }, undefined)).rejects.toThrow();
};

const away = () => {
  throw new Error('away');
};

const RELEASED: Binding = {
  ...aLiveBinding<'released'>({ status: 'released', releasedAt: NOW.toISOString(), end: ENDED_BY_SHOP }),
};

describe('a binding that is ended while somebody changes its parties', () => {
  it.each([
    ['dies after its reservation', away],
    ['never hears from the platform', undefined],
  ])('releases what the changer reserved too late, which %s', async (_case, after) => {
    const modules = setUp();
    await endWhileChanging(modules, after);
    expect(await modules.holders()).toEqual([undefined, undefined, 'own']);

    expect(await modules.sweep(AT_WORK)).toEqual(NOTHING);
    expect(await modules.holders()).toEqual([undefined, undefined, 'own']);

    expect(await modules.sweep(GONE)).toEqual(NOTHING);
    expect(await modules.holders()).toEqual([undefined, undefined, undefined]);
  });

  it('is as it was for callers, is due no more afterwards, and stays as long', async () => {
    const modules = setUp();
    await endWhileChanging(modules);
    expect((await modules.bindings.get('own'))?.binding).toEqual(RELEASED);

    await modules.sweep(GONE);

    const { revision: _any, ...record } = (await modules.bindings.get('own')) ?? { revision: 0 };
    expect(record).toEqual({ binding: RELEASED });
    expect(modules.keptUntil).toEqual([KEPT_UNTIL, KEPT_UNTIL]);
    expect(modules.calls).toEqual(['unbind', 'modify']);
  });

  it('leaves the new party alone who holds X for another binding by then', async () => {
    const modules = setUp();
    await endWhileChanging(modules, away);
    await modules.reservations.releaseAll({ ...RELEASED, b: C }, NOW, 0);
    await modules.store(aLiveBinding({ bindingId: 'other', a: C, b: D, subscriptionId: 'other' }));

    await modules.sweep(GONE);

    expect([await modules.holderOf(C), await modules.holderOf(D)]).toEqual(['other', 'other']);
  });

  it('drops no lock of the pair a second time', async () => {
    const modules = setUp();
    await endWhileChanging(modules);
    const removed: string[] = [];
    const drop = modules.locks.drop;
    Object.assign(modules.locks, {
      drop: async (place: LockPlace, bindingId: string) => {
        removed.push(bindingId);
        return drop(place, bindingId);
      },
    });

    await modules.sweep(GONE);

    expect(removed).toEqual([]);
  });

  it('is looked at again until the release got through', async () => {
    const modules = setUp();
    await endWhileChanging(modules);
    modules.interruption.releases = away;

    expect(await modules.sweep(GONE)).toEqual(NOTHING);
    expect(await modules.holderOf(C)).toBe('own');
    expect((await modules.bindings.get('own'))?.binding).toEqual(RELEASED);

    delete modules.interruption.releases;
    expect(await modules.sweep(new Date('2026-03-01T08:02:00.000Z'))).toEqual(NOTHING);
    expect(await modules.holderOf(C)).toBeUndefined();
  });
});

describe('the end of a binding that a change is recorded of', () => {
  const change = { b: C };

  it.each<[string, Date, object, (modules: Modules, record: BindingRecord) => Promise<unknown>]>([
    ['released by a DELETE', GONE, { status: 'released' }, ({ release }) => release('own')],
    [
      'expired by time, after the sweeper made sure',
      new Date('2026-03-01T10:02:00.000Z'),
      { status: 'expired' },
      ({ sweep, time }) => sweep(time.now),
    ],
    [
      'expired by the timer of the platform alone',
      GONE,
      { status: 'expired' },
      ({ end }, record) => end.asExpired({ ...record, binding: aLiveBinding() }),
    ],
    [
      'gone from the platform, and released by the sweeper',
      GONE,
      { status: 'released' },
      async ({ change: changes, sweep, time }) => {
        await changes.change('own', { maxCallMinutes: 5 }, undefined).catch(() => undefined);
        await sweep(time.now);
      },
    ],
  ])('%s is followed by a second release', async (_case, now, status, endIt) => {
    const modules = setUp({
      modify: async () => ({ kind: 'ok', value: 'not-found' }),
      get: async () => ({ kind: 'ok', value: undefined }),
    });
    const record = await modules.store(aLiveBinding(), { change, dueAt: NOW.toISOString() });
    modules.time.now = now;
    await endIt(modules, record);
    expect(await modules.bindings.get('own')).toMatchObject({ binding: status, change });
    // The changer is late.
    await modules.reservations.reserveNewcomers(aLiveBinding(), aLiveBinding({ b: C }), now, undefined);

    await modules.sweep(new Date(now.getTime() + 60_000));

    expect(await modules.holderOf(C)).toBeUndefined();
    expect((await modules.bindings.get('own'))?.change).toBeUndefined();
  });

  it('is final at once where the change has no new party', async () => {
    const modules = setUp();
    await modules.store(aLiveBinding(), { change: { maxCallMinutes: 5 } });

    await modules.release('own');

    const record = await modules.bindings.get('own');
    expect(record).toMatchObject({ binding: { status: 'released', x: X } });
    expect([record?.change, record?.dueAt]).toEqual([undefined, undefined]);
  });
});
