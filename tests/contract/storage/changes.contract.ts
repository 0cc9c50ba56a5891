import { beforeAll, describe, expect, it } from 'vitest';
import { readItemChanges } from '../../../shared/storage/item-changes.ts';
import type { StreamRecord } from '../../../tools/local-stack/changes/stream-record.ts';
import { type Opened, purpose } from './opened-table.ts';

/** A store whose writes become records. */
export type Recorded = Opened &
  Readonly<{
    /** Every record so far, in order. */
    records: () => Promise<readonly Pick<StreamRecord, 'eventName' | 'dynamodb'>[]>;
  }>;

const ALL = {
  pk: 'B#1',
  sk: 'B',
  words: 'é号',
  count: 1,
  yes: true,
  nothing: null,
  list: ['a', 2],
  object: { in: 'b' },
};

const script = async ({ documents, table }: Opened): Promise<void> => {
  const key = { pk: 'B#1', sk: 'B' };
  const call = { purpose, table };
  await documents.put({ ...call, item: { ...ALL, set: new Set(['c']) } });
  // Leaves the item as it was.
  await documents.put({ ...call, item: { ...ALL, set: new Set(['c']) } });
  await documents.update({
    ...call,
    key,
    change: 'SET #count = :two',
    names: { '#count': 'count' },
    values: { ':two': 2 },
  });
  await documents.put({ ...call, item: { ...key, words: 'refused' }, condition: 'attribute_not_exists(pk)' });
  await documents.put({ ...call, item: { ...key, words: 'whole' } });
  await documents.update({
    ...call,
    key: { pk: 'B#2', sk: 'B' },
    change: 'SET words = :new',
    values: { ':new': 'new' },
  });
  await documents.remove({ ...call, key });
  await documents.remove({ ...call, key });
  await documents.put({ ...call, item: { ...key, words: 'again' } });
};

const FIRST = {
  ...{ pk: { S: 'B#1' }, sk: { S: 'B' }, words: { S: 'é号' }, yes: { BOOL: true }, nothing: { NULL: true } },
  ...{ list: { L: [{ S: 'a' }, { N: '2' }] }, object: { M: { in: { S: 'b' } } }, set: { SS: ['c'] } },
};
const Keys = { pk: { S: 'B#1' }, sk: { S: 'B' } };
const whole = { ...Keys, words: { S: 'whole' } };
const again = { ...Keys, words: { S: 'again' } };

const OF_ONE = [
  { eventName: 'INSERT', dynamodb: { Keys, NewImage: { ...FIRST, count: { N: '1' } } } },
  {
    eventName: 'MODIFY',
    dynamodb: { Keys, OldImage: { ...FIRST, count: { N: '1' } }, NewImage: { ...FIRST, count: { N: '2' } } },
  },
  { eventName: 'MODIFY', dynamodb: { Keys, OldImage: { ...FIRST, count: { N: '2' } }, NewImage: whole } },
  { eventName: 'REMOVE', dynamodb: { Keys, OldImage: whole } },
  { eventName: 'INSERT', dynamodb: { Keys, NewImage: again } },
];
const OF_OTHER = [
  {
    eventName: 'INSERT',
    dynamodb: {
      Keys: { pk: { S: 'B#2' }, sk: { S: 'B' } },
      NewImage: { pk: { S: 'B#2' }, sk: { S: 'B' }, words: { S: 'new' } },
    },
  },
];

/** The contract of records of changes, as Lambda hands them to a function. `open` gives a table with a stream, without items. */
export const changesContract = (name: string, open: () => Promise<Recorded>): void => {
  describe(`changes in the ${name} store`, () => {
    let records: Awaited<ReturnType<Recorded['records']>>;
    beforeAll(async () => {
      const opened = await open();
      await script(opened);
      records = await opened.records();
    });
    const of = (pk: string) =>
      records
        .filter(({ dynamodb }) => dynamodb.Keys['pk']?.S === pk)
        .map(({ eventName, dynamodb: { Keys: keys, OldImage, NewImage } }) => ({
          eventName,
          dynamodb: { Keys: keys, ...(OldImage && { OldImage }), ...(NewImage && { NewImage }) },
        }));

    it('are one record each, with the item before and after, in the order of the writes of an item', () => {
      expect(of('B#1')).toEqual(OF_ONE);
      expect(of('B#2')).toEqual(OF_OTHER);
    });

    it('have places that grow', () => {
      const places = records.map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber));

      expect(places).toEqual(places.toSorted((one, other) => (one < other ? -1 : 1)));
      expect(new Set(places).size).toBe(6);
    });

    it('are read as plain values', () => {
      const changes = readItemChanges({ Records: records }).filter(
        ({ before, after }) => (after ?? before)?.['pk'] === 'B#1',
      );

      expect(changes.map(({ before, after }) => [before?.['words'], after?.['words']])).toEqual([
        [undefined, 'é号'],
        ['é号', 'é号'],
        ['é号', 'whole'],
        ['whole', undefined],
        [undefined, 'again'],
      ]);
      expect(changes[0]?.after).toEqual({ ...ALL, set: new Set(['c']) });
      expect(changes.map(({ isByTimeToLive }) => isByTimeToLive)).toEqual([
        false,
        false,
        false,
        false,
        false,
      ]);
    });
  });
};
