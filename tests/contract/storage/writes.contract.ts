import { beforeAll, describe, expect, it } from 'vitest';
import { type OpenedTable, purpose } from './opened-table.ts';

export const itemContract = (name: string, { begin, documents, table, put, get }: OpenedTable): void => {
  beforeAll(begin);
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

    // A fault of ours, and no reason to try again: an API route answers 500 where it should have refused.
    it.each<[string, Record<string, unknown>]>([
      ['an empty key', { pk: '', sk: 'a' }],
      ['a key that is too long', { pk: 'V'.repeat(2049), sk: 'a' }],
      ['a sort key that is too long', { pk: 'V#5', sk: 'a'.repeat(1025) }],
      ['more than 400 kB', { pk: 'V#5', sk: 'a', text: 'a'.repeat(410_000) }],
    ])('with %s is refused as a fault of ours', async (_case, item) => {
      await expect(put(item)).rejects.toMatchObject({ code: 'internal-error' });
      expect(await get('V#5', 'a')).toBeUndefined();
    });

    it('is not looked for under an empty key, or between bounds the wrong way round', async () => {
      const where = 'pk = :pk AND sk BETWEEN :low AND :high';
      const values = { ':pk': 'V#6', ':low': 'b', ':high': 'a' };

      await expect(get('', 'a')).rejects.toMatchObject({ code: 'internal-error' });
      await expect(documents().query({ purpose, table: table(), where, values })).rejects.toMatchObject({
        code: 'internal-error',
      });
    });

    it('is gone after its removal, and may be removed again', async () => {
      const key = { pk: 'V#4', sk: 'a' };
      await put(key);

      expect(await documents().remove({ purpose, table: table(), key })).toEqual({ written: true });
      expect(await documents().remove({ purpose, table: table(), key })).toEqual({ written: true });
      expect(await get('V#4', 'a')).toBeUndefined();
    });
  });
};

export const updateContract = (name: string, { begin, documents, table, put, get }: OpenedTable): void => {
  beforeAll(begin);
  describe(`an update of the ${name} store`, () => {
    it('changes, adds to and removes attributes, and tells what became of the item when asked', async () => {
      const key = { pk: 'U#1', sk: 'a' };
      await put({ ...key, count: 1, people: new Set(['a']), former: 'x' });

      const outcome = await documents().update({
        purpose,
        table: table(),
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

    it('sets an attribute that is not there, and leaves one that is', async () => {
      const key = { pk: 'U#3', sk: 'a' };
      const change = 'SET seenAt = :at, #since = if_not_exists(#since, :at) REMOVE nobody';
      const set = (at: string) =>
        documents().update({
          ...{ purpose, table: table(), key, change },
          names: { '#since': 'since' },
          values: { ':at': at },
        });

      await set('first');
      await set('second');

      expect(await get('U#3', 'a')).toEqual({ ...key, seenAt: 'second', since: 'first' });
    });

    it('makes an item that is not there, and tells nothing of it unasked', async () => {
      const key = { pk: 'U#2', sk: 'a' };

      const outcome = await documents().update({
        purpose,
        table: table(),
        key,
        change: 'ADD failures :one',
        values: { ':one': 1 },
      });

      expect(outcome).toEqual({ written: true });
      expect(await get('U#2', 'a')).toEqual({ ...key, failures: 1 });
    });
  });
};

export const conditionContract = (name: string, { begin, documents, table, put, get }: OpenedTable): void => {
  beforeAll(begin);
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
        await documents().put({ purpose, table: table(), item, condition: 'attribute_not_exists(pk)' }),
        await documents().put({ purpose, table: table(), item, ...only(2) }),
        await documents().update({ purpose, table: table(), key, change, ...only(2), returnItem: true }),
        await documents().remove({ purpose, table: table(), key, ...only(2) }),
      ]).toEqual(Array(4).fill({ written: false }));
      expect(await get('C#1', 'a')).toEqual({ ...key, count: 1 });
    });

    it('that holds lets the write happen', async () => {
      const changed = await documents().put({
        purpose,
        table: table(),
        item: { ...key, count: 2 },
        ...only(1),
      });
      const removed = await documents().remove({ purpose, table: table(), key, ...only(2) });

      expect([changed, removed]).toEqual([{ written: true }, { written: true }]);
      expect(await get('C#1', 'a')).toBeUndefined();
    });
  });
};
