import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { PlatformBinding } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingPlace } from '../../../shared/bindings/model/binding-store.ts';
import { ownerOf } from '../../../shared/bindings/reconcile/owner-of.ts';
import { A, B, C, D, OTHER_X, X } from '../../builders/bind-request.ts';
import { aLiveBinding, aPlatformBinding, bindingModules, NOW } from '../../builders/binding-modules.ts';

/** Bindings of ours on their reservations; the index of A's bindings shows those places, page by page. */
const setUp = (pages: readonly (readonly BindingPlace[])[] = []) => {
  const modules = bindingModules();
  const listed: unknown[] = [];
  const bindings = {
    ...modules.bindings,
    places: async (filter: object, limit: number, after: BindingPlace | undefined) => {
      listed.push([filter, limit, after]);
      return pages[listed.length - 1] ?? [];
    },
  };
  return {
    ...modules,
    /** How the index was asked. */
    listed,
    store: (binding: Binding) => modules.store(binding),
    owner: (changes: Partial<PlatformBinding> = {}) =>
      ownerOf({ ...modules, bindings }, 'rides', { ...aPlatformBinding('theirs'), ...changes }),
  };
};

const place = (bindingId: string): BindingPlace => ({ bindingId, createdAt: '2026-03-01T08:00:00.000Z' });

/** A bind of A and B on X that was given up. */
const failed = (changes: { bindingId?: string; x?: typeof X | undefined } = {}) =>
  aLiveBinding({ status: 'failed', bindingId: 'failed', ...changes });

describe('the owner of a binding of the platform', () => {
  it('is found by its id, also where no reservation and no list tells of it', async () => {
    const { bindings, owner, listed } = setUp();
    await bindings.create({ binding: aLiveBinding({ subscriptionId: 'theirs' }) });

    expect([await owner(), listed]).toEqual([{ kind: 'owned', bindingId: 'own' }, []]);
  });

  it('is one that was given up there, by its reservation alone, while the lists are behind', async () => {
    const { store, owner, listed } = setUp();
    await store(failed());

    expect([await owner(), listed]).toEqual([{ kind: 'late', bindingId: 'failed' }, []]);
  });

  it('is not an adoption that was given up, which sent nothing: by its reservation, and by the list of A', async () => {
    const { store, owner } = setUp([[place('failed')]]);
    await store(aLiveBinding({ status: 'failed', bindingId: 'failed', end: { why: 'repaired' } }));

    expect(await owner()).toEqual({ kind: 'unknown' });
  });

  it('is unknown while another one of these people lives on that number, whoever was given up there', async () => {
    const modules = setUp();
    const former = failed();
    await modules.store(former);
    await modules.reservations.releaseOn(former, X, NOW);
    const live = aLiveBinding({ bindingId: 'live', a: C, b: B, subscriptionId: 'other' });
    await modules.store(live);

    expect(await modules.owner()).toEqual({ kind: 'unknown' });
  });

  it('is not one that was making its choice and has another number by now', async () => {
    const modules = setUp();
    const pending = aLiveBinding({ status: 'pending', x: OTHER_X });
    await modules.store(pending);
    await modules.reservations.beginChoice(pending, NOW);

    expect(await modules.owner()).toEqual({ kind: 'unknown' });
  });

  it.each<[string, object, object]>([
    ['in AXB', {}, {}],
    ['in AXYB', { mode: 'AXYB', b: undefined }, { b: undefined }],
  ])('may be one whose number is being chosen %s', async (_case, changes, theirs) => {
    const modules = setUp();
    const pending = aLiveBinding({ status: 'pending', x: undefined, ...changes });
    await modules.store(pending);
    await modules.reservations.beginChoice(pending, NOW);

    expect(await modules.owner(theirs)).toEqual({ kind: 'in-progress' });
  });

  it.each<[string, Partial<PlatformBinding>]>([
    ['A', { a: undefined }],
    ['A and X', { a: undefined, x: undefined }],
  ])('is unknown, and nothing is listed, where the platform does not tell %s', async (_case, theirs) => {
    const { store, owner, listed } = setUp([[place('failed')]]);
    await store(failed());

    expect([await owner(theirs), listed]).toEqual([{ kind: 'unknown' }, []]);
  });

  it('is unknown where the platform does not tell X, although one was given up whose X it was to choose', async () => {
    const { store, owner, listed } = setUp([[place('failed')]]);
    await store(failed({ x: undefined }));

    expect(await owner({ x: undefined })).toEqual({ kind: 'unknown' });
    expect(listed).toHaveLength(1);
  });

  it('is not another A who had that number alone', async () => {
    const { store, owner } = setUp();
    await store(
      aLiveBinding({ mode: 'AX', a: D, b: undefined, status: 'released', subscriptionId: 'other' }),
    );

    expect(await owner({ b: undefined })).toEqual({ kind: 'unknown' });
  });
});

describe('the owner that no reservation tells of any more', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => place(`gone-${index}`));

  it('is found on a later page of the bindings of A', async () => {
    const { bindings, owner, listed } = setUp([hundred, hundred, [place('failed')]]);
    await bindings.create({ binding: failed() });

    expect(await owner()).toEqual({ kind: 'late', bindingId: 'failed' });
    expect(listed).toEqual([
      [{ a: A }, 100, undefined],
      [{ a: A }, 100, place('gone-99')],
      [{ a: A }, 100, place('gone-99')],
    ]);
  });

  it('is the newest of several', async () => {
    const { bindings, owner, listed } = setUp([[...hundred.slice(0, 98), place('newer'), place('failed')]]);
    await bindings.create({ binding: failed() });
    await bindings.create({ binding: failed({ bindingId: 'newer' }) });

    expect(await owner()).toEqual({ kind: 'late', bindingId: 'newer' });
    expect(listed).toHaveLength(1);
  });

  it('is unknown after a page that is not full', async () => {
    const { owner, listed } = setUp([hundred, hundred.slice(0, 99)]);

    expect(await owner()).toEqual({ kind: 'unknown' });
    expect(listed).toHaveLength(2);
  });
});
