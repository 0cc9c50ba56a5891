import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Binding, BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlace, BindingStore } from '../../../shared/bindings/model/binding-store.ts';
import { createListBindings } from '../../../shared/bindings/read/list-bindings.ts';
import { A, B, OTHER_X, X } from '../../builders/bind-request.ts';
import { type BindingFields, bindingOf } from '../../builders/binding-of.ts';

const NOW = new Date('2026-03-01T09:00:00.000Z');

/** Binding number `index`, older ones with greater numbers; it may have another party, X, reference and end. */
const aBinding = (index: number, changes: BindingFields = {}): Binding =>
  bindingOf({
    bindingId: `binding-${index}`,
    app: 'rides',
    mode: 'AXB',
    status: 'active',
    a: A,
    b: B,
    x: X,
    reference: 'order-42',
    terms: { callDirection: 'both', record: false },
    createdAt: new Date(NOW.getTime() - index * 1000).toISOString(),
    version: 1,
    subscriptionId: `subscription-${index}`,
    ...changes,
  } as BindingFields & { status: BindingStatus });

const setUp = (bindings: readonly Binding[]) => {
  const asked: number[] = [];
  const store: Pick<BindingStore, 'places' | 'getReadable'> = {
    async places(_filter, limit, after) {
      asked.push(limit);
      const start = bindings.findIndex(({ bindingId }) => bindingId === after?.bindingId) + 1;
      return bindings
        .slice(start, start + limit)
        .map(({ bindingId, createdAt }) => ({ bindingId, createdAt }));
    },
    getReadable: async (ids) => ({
      records: bindings
        .filter(({ bindingId }) => ids.includes(bindingId))
        .map((binding) => ({ binding, revision: 1 })),
      unreadable: [],
    }),
  };
  const list = createListBindings(store as BindingStore, () => NOW);
  return { list, asked };
};

const idsOf = (page: { bindings: readonly Binding[] }) => page.bindings.map(({ bindingId }) => bindingId);

describe('a list of bindings', () => {
  const others = [
    aBinding(0),
    aBinding(1, { a: B, b: A }),
    aBinding(2, { x: OTHER_X }),
    aBinding(3, { reference: 'order-43' }),
    aBinding(4, { status: 'released' }),
    aBinding(5, { expiresAt: NOW.toISOString() }),
  ];

  it.each([
    [{ a: A }, undefined, [0, 2, 3, 4, 5]],
    [{ b: B }, undefined, [0, 2, 3, 4, 5]],
    [{ x: X }, undefined, [0, 1, 3, 4, 5]],
    [{ reference: 'order-42' }, undefined, [0, 1, 2, 4, 5]],
    [{ a: A, b: B, x: X, reference: 'order-42' }, undefined, [0, 4, 5]],
    [{ a: A, b: A }, undefined, []],
    [{ reference: 'order-42' }, 'active', [0, 1, 2]],
    [{ reference: 'order-42' }, 'expired', [5]],
    [{ reference: 'order-42' }, 'released', [4]],
    [{ reference: 'order-42' }, 'pending', []],
  ] as const)('by %j with status %s has those that match all of it', async (filter, status, found) => {
    const { list } = setUp(others);

    const page = await list({ filter, status, limit: 50, after: undefined });

    expect(idsOf(page)).toEqual(found.map((index) => `binding-${index}`));
    expect(page.next).toBeUndefined();
  });

  it('goes on through pages on which little matches, until a page is full', async () => {
    const bindings = Array.from({ length: 400 }, (_, index) =>
      aBinding(index, { status: index % 90 === 80 ? 'released' : 'active' }),
    );
    const { list, asked } = setUp(bindings);

    const page = await list({ filter: { a: A }, status: 'released', limit: 3, after: undefined });

    expect(idsOf(page)).toEqual(['binding-80', 'binding-170', 'binding-260']);
    expect(page.next?.bindingId).toBe('binding-260');
    expect(asked).toEqual([100, 100, 100]);
  });

  it('hands out a short page with a place to go on from, when nothing matches for long', async () => {
    const { list, asked } = setUp(Array.from({ length: 1010 }, (_, index) => aBinding(index)));

    const page = await list({ filter: { a: A }, status: 'released', limit: 2, after: undefined });

    expect(idsOf(page)).toEqual([]);
    expect(page.next?.bindingId).toBe('binding-999');
    expect(asked).toHaveLength(10);
  });

  it('shows each match once, in order, whatever the size of the pages', async () => {
    const statuses: BindingStatus[] = ['active', 'released'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...statuses), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (made, limit) => {
          const bindings = made.map((status, index) => aBinding(index, { status }));
          const { list } = setUp(bindings);
          const seen: string[] = [];
          let after: BindingPlace | undefined;
          for (let pages = 0; pages < 100; pages += 1) {
            const page = await list({ filter: { a: A }, status: 'released', limit, after });
            expect(page.bindings.length).toBeLessThanOrEqual(limit);
            seen.push(...idsOf(page));
            after = page.next;
            if (after === undefined) break;
          }

          expect(after).toBeUndefined();
          expect(seen).toEqual(
            made.flatMap((status, index) => (status === 'released' ? [`binding-${index}`] : [])),
          );
        },
      ),
    );
  });
});
