import { describe, expect, it } from 'vitest';
import type { Binding, PendingBinding } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import type { E164 } from '../../../shared/kernel/e164.ts';
import { A, aBindingRequest, B, C, OTHER_X, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  bindingModules,
  ENDED_BY_SHOP,
  NOW,
  refusedAs,
} from '../../builders/binding-modules.ts';
import { carryOut, documentsAround, isWrite, type StoreCall } from '../../fakes/documents-around.ts';

const UNBOUND = { kind: 'ok', value: 'released' } as const;
const FULL = refusedAs('platform-rejected', 'exhausted');

/** Modules whose process can die: from then on nothing of it is written. Calls to the store are remembered. */
const setUp = (platform: Partial<BindingPlatform> = {}, numbers: readonly (E164 | undefined)[] = [X]) => {
  const life: { diesBefore?: ((call: StoreCall) => boolean) | undefined; isDead: boolean } = {
    isDead: false,
  };
  const seen: StoreCall[] = [];
  const modules = bindingModules({
    numbers,
    platform: { unbind: async () => UNBOUND, ...platform },
    documents: (memory) =>
      documentsAround((call) => {
        life.isDead ||= life.diesBefore?.(call) === true;
        if (life.isDead && isWrite(call)) return Promise.reject(new Error('dead'));
        seen.push(call);
        return carryOut(memory, call);
      }),
  });
  return {
    ...modules,
    seen,
    dieBefore: (isFatal: (call: StoreCall) => boolean) => {
      life.diesBefore = isFatal;
    },
    /** Another process goes on a minute later. */
    revive: () => {
      Object.assign(life, { diesBefore: undefined, isDead: false });
      modules.time.now = new Date(modules.time.now.getTime() + 61_000);
    },
    /** Everything that is held, as "who on which X". */
    held: async () => {
      const places = [A, B, C].flatMap((person) => [X, OTHER_X].map((x) => ({ person, x })));
      const holders = await Promise.all(places.map(({ person, x }) => modules.holderOf(person, x)));
      return places.flatMap(({ person, x }, index) =>
        holders[index] === undefined ? [] : [`${person} ${x}`],
      );
    },
  };
};
type Modules = ReturnType<typeof setUp>;

const existing = <Some extends Binding>(record: BindingRecord<Some> | undefined): BindingRecord<Some> => {
  if (record === undefined) throw new Error('not stored');
  return record;
};

const endOwn = async ({ bindings, end }: Modules): Promise<void> => {
  const record = existing(await bindings.get('own'));
  if (record.binding.status !== 'active') throw new Error(record.binding.status);
  await end.release({ ...record, binding: record.binding }, ENDED_BY_SHOP);
};

const resumeOwn = async ({ bindings, attempt }: Modules): Promise<void> => {
  const record = existing(await bindings.get('own'));
  if (record.binding.status !== 'pending') throw new Error(record.binding.status);
  const pending: BindingRecord<PendingBinding> = { ...record, binding: record.binding };
  await attempt.resume(pending, aBindingRequest());
};

const isStoringBinding = ({ name, input }: StoreCall): boolean =>
  name === 'put' && String(input.item['pk']).startsWith('B#');

describe('the reservations of a binding at its end', () => {
  it.each(['AX', 'AXB', 'AXE', 'AXYB'] as const)(
    'are released in mode %s without being read, and all at once',
    async (mode) => {
      const modules = setUp();
      const { store, seen } = modules;
      const sides = mode === 'AXB' || mode === 'AXYB' ? {} : { b: undefined };
      await store(aLiveBinding({ mode, ...sides, ...(mode === 'AXE' ? { extension: '1' } : {}) }));
      seen.length = 0;

      await endOwn(modules);

      expect(seen.map(({ name }) => name)).toEqual([
        ...['get', 'put'],
        ...(mode === 'AXE' ? ['update', 'update', 'get'] : ['update', 'update']),
        ...['put', 'remove'],
      ]);
      expect(await modules.held()).toEqual([]);
    },
  );

  it('are released on a number that was tried before and left behind', async () => {
    const modules = setUp(
      {
        bind: async ({ x }) => (x === X ? FULL : { kind: 'ok', value: { subscriptionId: 's', x: x ?? X } }),
      },
      [X, OTHER_X],
    );
    await modules.attempt.start('own', aBindingRequest());
    const { binding } = existing(await modules.bindings.get('own'));
    // A write that was thought lost and came after the release.
    await modules.reservations.reserve(binding, X, modules.time.now, true);
    expect(await modules.held()).toEqual([`${A} ${X}`, `${A} ${OTHER_X}`, `${B} ${X}`, `${B} ${OTHER_X}`]);

    await endOwn(modules);

    expect(await modules.held()).toEqual([]);
  });

  it('are released on a number that the platform chose for a maker who died before he recorded it', async () => {
    const given = [X, OTHER_X];
    const modules = setUp(
      {
        bind: async () => ({ kind: 'ok', value: { subscriptionId: 's', x: given.shift() ?? X } }),
        find: async () => ({ kind: 'ok', value: undefined }),
        numbersOf: async () => ({ kind: 'ok', value: [] }),
      },
      [undefined],
    );
    modules.dieBefore((call) => isStoringBinding(call) && given.length < 2);
    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toThrow();
    modules.revive();
    modules.time.now = new Date('2026-03-01T08:10:00.000Z');
    await resumeOwn(modules);
    expect(await modules.held()).toEqual([`${A} ${X}`, `${A} ${OTHER_X}`, `${B} ${X}`, `${B} ${OTHER_X}`]);

    await endOwn(modules);

    expect(await modules.held()).toEqual([]);
  });

  it('are released for a binding that failed before it had a number', async () => {
    const modules = setUp({ bind: async () => refusedAs('account-suspended') }, [undefined]);

    await expect(modules.attempt.start('own', aBindingRequest())).rejects.toThrow();

    expect(await modules.reservations.choosing(aBindingRequest())).toEqual([]);
    expect(await modules.held()).toEqual([]);
  });

  it('are released for the people of the change that it overtook', async () => {
    const modules = setUp();
    const record = await modules.store(aLiveBinding(), { change: { b: C } });
    await modules.reservations.reserve({ ...record.binding, b: C }, X, NOW, true);
    expect(await modules.held()).toEqual([`${A} ${X}`, `${B} ${X}`, `${C} ${X}`]);

    await endOwn(modules);

    expect(await modules.held()).toEqual([]);
  });

  it('in mode X are remembered for those alone who had them until now', async () => {
    const modules = setUp();
    const record = await modules.store(aLiveBinding({ mode: 'X', subscriptionId: undefined }));
    await modules.reservations.releaseAll({ ...record.binding, b: undefined }, NOW, 0);
    modules.seen.length = 0;

    await endOwn(modules);

    expect(modules.seen.filter(({ input }) => input.purpose === 'remembering the holder')).toHaveLength(1);
  });
});
