import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenedTable, purpose } from './opened-table.ts';

export const queryContract = (name: string, { begin, documents, table, put }: OpenedTable): void => {
  beforeAll(begin);
  describe(`a query of the ${name} store`, () => {
    const where = 'pk = :pk';
    const values = { ':pk': 'Q#1' };
    beforeAll(async () => {
      for (const sk of ['b', 'a', 'c']) await put({ pk: 'Q#1', sk, text: sk });
      await put({ pk: 'Q#2', sk: 'a' });
    });

    it('finds a partition in the order of its sort keys', async () => {
      const page = await documents().query({ purpose, table: table(), where, values });

      expect(page.items.map(({ sk }) => sk)).toEqual(['a', 'b', 'c']);
      expect(page).toMatchObject({ count: 3, next: undefined });
    });

    it('ends a page at its limit and goes on behind it', async () => {
      const first = await documents().query({ purpose, table: table(), where, values, limit: 1 });
      const second = await documents().query({
        purpose,
        table: table(),
        where,
        values,
        limit: 1,
        start: first.next,
      });

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

      const page = await documents().query({ purpose, table: table(), ...between, descending: true });

      expect(page.items.map(({ sk }) => sk)).toEqual(['b', 'a']);
    });

    it('only counts when asked to', async () => {
      const page = await documents().query({ purpose, table: table(), where, values, countOnly: true });

      expect(page).toEqual({ items: [], count: 3, next: undefined });
    });
  });
};

export const indexContract = (name: string, { begin, documents, table, put }: OpenedTable): void => {
  beforeAll(begin);
  describe(`a query of an index of the ${name} store`, () => {
    it('finds the keys of the items that are in it', async () => {
      const due = { dueShard: 'R#contract', dueAt: '2026-03-01T08:00:00.000Z' };
      await put({ pk: 'Q#3', sk: 'a', ...due, text: 'left out' });
      await put({ pk: 'Q#3', sk: 'b', dueShard: due.dueShard });

      const page = await documents().query({
        purpose,
        table: table(),
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

      const { items, unread } = await documents().batchGet({ purpose, table: table(), keys });

      expect([...items].sort((one, other) => (String(one['pk']) < String(other['pk']) ? -1 : 1))).toEqual([
        { pk: 'B#1', sk: 'a', text: 'a' },
        { pk: 'B#2', sk: 'a', text: 'b' },
      ]);
      expect(unread).toEqual([]);
    });
  });
};

export const scanContract = (name: string, { begin, documents, table, put }: OpenedTable): void => {
  beforeAll(begin);
  describe(`a walk over a table of the ${name} store`, () => {
    it('meets every item once, whole, page by page', async () => {
      for (const pk of ['W#1', 'W#2', 'W#3'])
        for (const sk of ['a', 'b']) await put({ pk, sk, text: `${pk} ${sk}` });
      const met: unknown[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await documents().scan({ purpose, table: table(), limit: 5, start });
        expect(page.count).toBe(page.items.length);
        met.push(...page.items.filter(({ pk }) => String(pk).startsWith('W#')));
        start = page.next;
      } while (start !== undefined);

      const inOrder = met.map((item) => JSON.stringify(item, ['pk', 'sk', 'text'])).sort();
      expect(inOrder).toEqual([
        '{"pk":"W#1","sk":"a","text":"W#1 a"}',
        '{"pk":"W#1","sk":"b","text":"W#1 b"}',
        '{"pk":"W#2","sk":"a","text":"W#2 a"}',
        '{"pk":"W#2","sk":"b","text":"W#2 b"}',
        '{"pk":"W#3","sk":"a","text":"W#3 a"}',
        '{"pk":"W#3","sk":"b","text":"W#3 b"}',
      ]);
    });
  });
};
