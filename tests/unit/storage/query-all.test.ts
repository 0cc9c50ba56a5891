import { describe, expect, it } from 'vitest';
import type { QueryInput } from '../../../shared/storage/documents.ts';
import { queryAll, queryCount, queryPages } from '../../../shared/storage/query-all.ts';
import { documentsAround } from '../../fakes/documents-around.ts';

const QUERY = { purpose: 'listing things', table: 'things', where: 'pk = :pk', values: { ':pk': 'T' } };
const thing = (place: number) => ({ pk: 'T', sk: String(place) });

/** A store whose pages hold that many things; the last one has no next. */
const aStore = (sizes: readonly number[]) => {
  const asked: QueryInput[] = [];
  const documents = documentsAround(async (call) => {
    if (call.name !== 'query') throw new Error(`nobody said what ${call.name} does`);
    const page = asked.push(call.input) - 1;
    const size = sizes[page] ?? 0;
    const items = Array.from({ length: size }, (_, place) => thing(page * 10 + place));
    const next = page + 1 < sizes.length ? { pk: 'T', sk: `end of ${page}` } : undefined;
    return { items: call.input.countOnly ? [] : items, count: size, next };
  });
  return { asked, documents };
};

describe('reading all pages of a query', () => {
  it('goes on behind each page, also behind an empty one', async () => {
    const { asked, documents } = aStore([2, 0, 1]);

    expect(await queryAll(documents, QUERY)).toEqual([thing(0), thing(1), thing(20)]);
    expect(asked.map(({ start, limit }) => [start?.['sk'], limit])).toEqual([
      [undefined, undefined],
      ['end of 0', undefined],
      ['end of 1', undefined],
    ]);
  });

  it('asks for as many as are still wanted, and for no page after them', async () => {
    const { asked, documents } = aStore([2, 1, 5]);

    expect(await queryAll(documents, QUERY, { most: 3 })).toEqual([thing(0), thing(1), thing(10)]);
    expect(asked.map(({ limit }) => limit)).toEqual([3, 1]);
  });

  it('begins where it is told to', async () => {
    const { asked, documents } = aStore([1]);

    await queryAll(documents, { ...QUERY, start: thing(7) });

    expect(asked.map(({ start }) => start)).toEqual([thing(7)]);
  });

  it('counts without reading', async () => {
    const { asked, documents } = aStore([2, 0, 1]);

    expect(await queryCount(documents, QUERY)).toBe(3);
    expect(asked.map(({ countOnly }) => countOnly)).toEqual([true, true, true]);
  });

  it('asks for no further page when its caller stops', async () => {
    const { asked, documents } = aStore([1, 1, 1]);

    for await (const { items } of queryPages(documents, { ...QUERY, limit: 1 })) if (items.length > 0) break;

    expect(asked.map(({ limit }) => limit)).toEqual([1]);
  });

  it('is an error when there is no end, rather than a part of the list', async () => {
    const { asked, documents } = aStore(Array(2000).fill(0));

    await expect(queryAll(documents, QUERY)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'listing things found no end after 1000 pages',
    });
    expect(asked).toHaveLength(1000);
  });
});
