import { beforeAll, describe, expect, it } from 'vitest';
import type { Documents } from '../../shared/storage/documents.ts';

type Opened = Readonly<{ documents: Documents; table: string }>;

/**
 * The contract of the port {@link Documents}. `open` gives the calls table of the template, whose index of due recordings
 * has the keys `dueShard` and `dueAt` and shows keys alone.
 */
export const documentsContract = (name: string, open: () => Promise<Opened> | Opened): void => {
  const purpose = 'working on an item';
  let documents: Documents;
  let table: string;
  beforeAll(async () => {
    ({ documents, table } = await open());
  });

  const put = (item: Record<string, unknown>) => documents.put({ purpose, table, item });
  const get = (pk: string, sk: string) => documents.get({ purpose, table, key: { pk, sk } });

  describe(`an item of the ${name} store`, () => {
    it('comes back with the values it was written with, without those that are undefined', async () => {
      const item = {
        pk: 'V#1',
        sk: 'a',
        text: 'é号',
        count: 3,
        yes: true,
        nothing: null,
        list: ['b', 1],
        object: { inner: 'c' },
        set: new Set(['d']),
      };

      expect(await put({ ...item, gone: undefined })).toEqual({ written: true });
      expect(await get('V#1', 'a')).toStrictEqual(item);
    });

    it('that is not there is undefined', async () => {
      expect(await get('V#2', 'a')).toBeUndefined();
    });

    it('takes the place of the one with the same key', async () => {
      await put({ pk: 'V#3', sk: 'a', count: 1 });
      await put({ pk: 'V#3', sk: 'a', other: 2 });

      expect(await get('V#3', 'a')).toEqual({ pk: 'V#3', sk: 'a', other: 2 });
    });

    it('is gone after its removal, and may be removed again', async () => {
      const key = { pk: 'V#4', sk: 'a' };
      await put(key);

      expect(await documents.remove({ purpose, table, key })).toEqual({ written: true });
      expect(await documents.remove({ purpose, table, key })).toEqual({ written: true });
      expect(await get('V#4', 'a')).toBeUndefined();
    });
  });

  describe(`an update of the ${name} store`, () => {
    it('changes, adds to and removes attributes, and tells what became of the item when asked', async () => {
      const key = { pk: 'U#1', sk: 'a' };
      await put({ ...key, count: 1, people: new Set(['a']), former: 'x' });

      const outcome = await documents.update({
        purpose,
        table,
        key,
        change: 'SET #state = :state ADD #count :one, people :people REMOVE former',
        names: { '#state': 'state', '#count': 'count' },
        values: { ':state': 'new', ':one': 1, ':people': new Set(['b']) },
        returnItem: true,
      });

      const item = { ...key, count: 2, people: new Set(['a', 'b']), state: 'new' };
      expect(outcome).toEqual({ written: true, item });
      expect(await get('U#1', 'a')).toEqual(item);
    });

    it('makes an item that is not there, and tells nothing of it unasked', async () => {
      const key = { pk: 'U#2', sk: 'a' };

      const outcome = await documents.update({
        purpose,
        table,
        key,
        change: 'ADD failures :one',
        values: { ':one': 1 },
      });

      expect(outcome).toEqual({ written: true });
      expect(await get('U#2', 'a')).toEqual({ ...key, failures: 1 });
    });
  });

  describe(`a condition in the ${name} store`, () => {
    const key = { pk: 'C#1', sk: 'a' };
    const only = (count: number) => ({
      condition: '#count = :count',
      names: { '#count': 'count' },
      values: { ':count': count },
    });
    beforeAll(() => put({ ...key, count: 1 }));

    it('that does not hold is the outcome of a write, which changes nothing', async () => {
      const item = { ...key, count: 5 };
      const change = 'SET #count = :count';

      expect([
        await documents.put({ purpose, table, item, condition: 'attribute_not_exists(pk)' }),
        await documents.put({ purpose, table, item, ...only(2) }),
        await documents.update({ purpose, table, key, change, ...only(2), returnItem: true }),
        await documents.remove({ purpose, table, key, ...only(2) }),
      ]).toEqual(Array(4).fill({ written: false }));
      expect(await get('C#1', 'a')).toEqual({ ...key, count: 1 });
    });

    it('that holds lets the write happen', async () => {
      const changed = await documents.put({ purpose, table, item: { ...key, count: 2 }, ...only(1) });
      const removed = await documents.remove({ purpose, table, key, ...only(2) });

      expect([changed, removed]).toEqual([{ written: true }, { written: true }]);
      expect(await get('C#1', 'a')).toBeUndefined();
    });
  });

  describe(`a query of the ${name} store`, () => {
    const where = 'pk = :pk';
    const values = { ':pk': 'Q#1' };
    beforeAll(async () => {
      for (const sk of ['b', 'a', 'c']) await put({ pk: 'Q#1', sk, text: sk });
      await put({ pk: 'Q#2', sk: 'a' });
    });

    it('finds a partition in the order of its sort keys', async () => {
      const page = await documents.query({ purpose, table, where, values });

      expect(page.items.map(({ sk }) => sk)).toEqual(['a', 'b', 'c']);
      expect(page).toMatchObject({ count: 3, next: undefined });
    });

    it('ends a page at its limit and goes on behind it', async () => {
      const first = await documents.query({ purpose, table, where, values, limit: 1 });
      const second = await documents.query({ purpose, table, where, values, limit: 1, start: first.next });

      expect(first).toEqual({
        items: [{ pk: 'Q#1', sk: 'a', text: 'a' }],
        count: 1,
        next: { pk: 'Q#1', sk: 'a' },
      });
      expect(second.items).toEqual([{ pk: 'Q#1', sk: 'b', text: 'b' }]);
    });

    it('goes backwards, and over a part of the sort keys', async () => {
      const between = {
        where: 'pk = :pk AND sk BETWEEN :a AND :b',
        values: { ...values, ':a': 'a', ':b': 'b' },
      };

      const page = await documents.query({ purpose, table, ...between, descending: true });

      expect(page.items.map(({ sk }) => sk)).toEqual(['b', 'a']);
    });

    it('only counts when asked to', async () => {
      const page = await documents.query({ purpose, table, where, values, countOnly: true });

      expect(page).toEqual({ items: [], count: 3, next: undefined });
    });

    it('over an index finds the keys of the items that are in it', async () => {
      const due = { dueShard: 'R#contract', dueAt: '2026-03-01T08:00:00.000Z' };
      await put({ pk: 'Q#3', sk: 'a', ...due, text: 'left out' });
      await put({ pk: 'Q#3', sk: 'b', dueShard: due.dueShard });

      const page = await documents.query({
        purpose,
        table,
        index: 'recording-due-index',
        where: 'dueShard = :shard AND dueAt <= :now',
        values: { ':shard': due.dueShard, ':now': '2026-03-01T08:00:00.000Z' },
      });

      expect(page).toEqual({ items: [{ pk: 'Q#3', sk: 'a', ...due }], count: 1, next: undefined });
    });
  });

  describe(`a batch of the ${name} store`, () => {
    it('holds the items that are there', async () => {
      await put({ pk: 'B#1', sk: 'a', text: 'a' });
      await put({ pk: 'B#2', sk: 'a', text: 'b' });
      const keys = ['B#1', 'B#2', 'B#3'].map((pk) => ({ pk, sk: 'a' }));

      const { items, unread } = await documents.batchGet({ purpose, table, keys });

      expect([...items].sort((one, other) => (String(one['pk']) < String(other['pk']) ? -1 : 1))).toEqual([
        { pk: 'B#1', sk: 'a', text: 'a' },
        { pk: 'B#2', sk: 'a', text: 'b' },
      ]);
      expect(unread).toEqual([]);
    });
  });

  it(`a failure of the ${name} store is one error that names the purpose`, async () => {
    const missing = { purpose, table: 'no-such-table' };
    const key = { pk: 'a', sk: 'a' };

    const results = await Promise.allSettled([
      documents.get({ ...missing, key }),
      documents.put({ ...missing, item: key }),
      documents.update({ ...missing, key, change: 'REMOVE former' }),
      documents.remove({ ...missing, key }),
      documents.query({ ...missing, where: 'pk = :pk', values: { ':pk': 'a' } }),
      documents.batchGet({ ...missing, keys: [key] }),
    ]);

    const reason = {
      code: 'store-unavailable',
      message: 'working on an item failed',
      cause: expect.any(Error),
    };
    expect(results).toMatchObject(Array(6).fill({ status: 'rejected', reason }));
  });
};
