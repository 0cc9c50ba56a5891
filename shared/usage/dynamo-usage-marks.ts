import * as v from 'valibot';
import { epochSeconds } from '../kernel/clock.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { cellIn, cellText, startOfDay, type UsageCell } from './usage-cell.ts';
import type { LooseRecord, UsageMark, UsageMarks } from './usage-store.ts';

/** `keptSeconds`: how long the place of a record without a private number is kept, counted from its day. */
type Options = Readonly<{ documents: Documents; table: string; keptSeconds: number }>;

const DUE = 'DUE';
const AT_MOST_WRITES = 8;

/**
 * Marks in one partition, by the moment from which they may be counted. The key of a mark is all that it says, so the same mark is
 * the same item, and whoever removes one removes no later one of the same cell.
 */
export const createDynamoUsageMarks = (options: Options): UsageMarks => {
  const { documents, table } = options;
  return {
    async mark(marks, loose) {
      const items = new Map(
        [...marks.map(keyOfMark), ...loose.map((record) => itemOfLoose(options, record))].map((item) => [
          keyText(item),
          item,
        ]),
      );
      // Reading costs a part of what a write does, and one mark is enough for many records of a cell.
      const keys = [...items.values()].map(({ pk, sk }) => ({ pk, sk }));
      const there = await batchGetAll(documents, { purpose: 'reading marks of usage', table, keys });
      for (const item of there) items.delete(keyText(v.parse(Key, item)));
      await mapAtMost({ atMost: AT_MOST_WRITES }, [...items.values()], (item) =>
        documents.put({ purpose: 'marking usage', table, item }),
      );
    },

    async due(now, most) {
      const where = 'pk = :pk AND sk < :now';
      // A key goes on behind its moment: one that is due at this very moment is left, because the same mark may still be written.
      const values = { ':pk': DUE, ':now': now.toISOString() };
      const query = { purpose: 'reading marks of usage', table, where, values };
      return (await queryAll(documents, query, { most })).map(markOf);
    },

    async marked() {
      const query = { purpose: 'reading marks of usage', table, where: 'pk = :pk', values: { ':pk': DUE } };
      return (await queryAll(documents, query)).map((item) => markOf(item).cell);
    },

    async remove(mark) {
      await documents.remove({ purpose: 'removing a mark of usage', table, key: keyOfMark(mark) });
    },
  };
};

const Key = v.object({ pk: v.string(), sk: v.string() });
type Key = v.InferOutput<typeof Key>;

const keyText = ({ pk, sk }: Key): string => `${pk} ${sk}`;

const keyOfMark = ({ cell, dueAt }: UsageMark): Key => ({ pk: DUE, sk: `${dueAt}#${cellText(cell)}` });

const markOf = (item: Attributes): UsageMark => {
  const { sk } = v.parse(Key, item);
  const end = sk.indexOf('#');
  return { dueAt: sk.slice(0, end), cell: cellIn(sk.slice(end + 1)) };
};

/** The partition with the keys of a cell's records that have no private number. */
export const loosePartition = (cell: UsageCell): string => `LOOSE#${cellText(cell)}`;

const itemOfLoose = ({ keptSeconds }: Options, { cell, pk, sk }: LooseRecord) => ({
  pk: loosePartition(cell),
  sk: `${pk} ${sk}`,
  ttl: epochSeconds(startOfDay(cell.day)) + keptSeconds,
});

/** The keys of records in a {@link loosePartition}. @throws {AppError} `store-unavailable`. */
export const readLoose = async (
  { documents, table }: Pick<Options, 'documents' | 'table'>,
  cell: UsageCell,
): Promise<readonly Key[]> => {
  const values = { ':pk': loosePartition(cell) };
  const query = { purpose: 'reading records without a number', table, where: 'pk = :pk', values };
  return (await queryAll(documents, query)).map((item) => {
    const [pk = '', sk = ''] = v.parse(Key, item).sk.split(' ');
    return { pk, sk };
  });
};
