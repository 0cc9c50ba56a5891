import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { bytesOfLetters, lettersOf } from '../kernel/ids.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { endOfMonth, monthOf, startOfDay, type UsageCell } from './usage-cell.ts';
import type { MonthOfNumber, NewCell, StoredCell, UsageCells } from './usage-store.ts';
import { readSums, type UsageKind, type UsageSums, writeSums } from './usage-sums.ts';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  /** How long sums are kept, from the end of their month on. */
  retentionDays: number;
}>;

/** The sums of more bindings than that on one number and day are not kept apart: an item has to end somewhere. */
const MOST_BINDINGS = 4000;
const DAY_SECONDS = 86_400;
const KINDS = ['calls', 'texts'] as const;

/**
 * One item a private number and day, calls and texts apart, with all that a count has found: so a count is one write, which costs one
 * write unit for some 25 bindings. A month of an app is a partition, in the order of its days.
 */
export const createDynamoUsageCells = (options: Options): UsageCells => {
  const { documents, table } = options;
  const read = async (kind: UsageKind, app: string, month: string, from: string, to: string) => {
    const where = 'pk = :pk AND sk BETWEEN :from AND :to';
    // Keys go on behind their day with a #, and $ is the character after it.
    const values = { ':pk': partition(kind, app, month), ':from': dayIn(from), ':to': `${dayIn(to)}$` };
    const items = await queryAll(documents, { purpose: 'reading usage', table, where, values });
    return items.map((item) => v.parse(Item, item));
  };
  return {
    async read(cell) {
      const item = await documents.get({ purpose: 'reading usage', table, key: keyOf(cell) });
      return item && storedIn(cell, v.parse(Item, item));
    },

    write: (cell, before, counted) => writeCell(options, cell, before, counted),

    async ofDay(app, day) {
      const found = await Promise.all(
        KINDS.map(async (kind) =>
          (await read(kind, app, monthOf(day), day, day)).map((item) => {
            const cell: UsageCell = { kind, app, day, xKey: xKeyIn(item) };
            return { cell, stored: storedIn(cell, item) };
          }),
        ),
      );
      return found.flat();
    },

    async month(app, month, from = `${month}-01`) {
      const found = await Promise.all(
        KINDS.map(async (kind) => {
          const items = await read(kind, app, month, from, `${month}-31`);
          const byNumber = Map.groupBy(items, ({ sk }) => sk.slice(DAY_LENGTH + 1));
          return [...byNumber.values()].map((some) => monthOfNumber(options, { kind, app, month }, some));
        }),
      );
      return found.flat();
    },

    async bindings(app, day) {
      const found = await Promise.all(
        KINDS.map(async (kind) =>
          (await read(kind, app, monthOf(day), day, day)).flatMap(({ bindings }) =>
            readGroups(kind, bindings),
          ),
        ),
      );
      return found.flat();
    },
  };
};

const Item = v.object({
  pk: v.string(),
  sk: v.string(),
  sums: v.string(),
  bindings: v.string(),
  records: v.string(),
  countedAt: v.number(),
  x: v.optional(v.string()),
});
type Item = v.InferOutput<typeof Item>;

const DAY_LENGTH = 2;
/** The day in the key of its cell: the month stands before it, in the partition. */
const dayIn = (day: string): string => day.slice(-DAY_LENGTH);

const partition = (kind: UsageKind, app: string, month: string): string => `USAGE#${kind}#${app}#${month}`;

const keyOf = ({ kind, app, day, xKey }: UsageCell) => ({
  pk: partition(kind, app, monthOf(day)),
  sk: `${dayIn(day)}#${xKey ?? '-'}`,
});

const xKeyIn = ({ sk }: Pick<Item, 'sk'>): string | undefined => {
  const xKey = sk.slice(DAY_LENGTH + 1);
  return xKey === '-' ? undefined : xKey;
};

/** The sums as they are stored: their revision, after how many days their first record goes, and they themselves. */
const writtenSums = ({ kind, day }: UsageCell, revision: number, { until, sums }: NewCell): string => {
  const days = Math.floor((until - epochSeconds(startOfDay(day))) / DAY_SECONDS);
  return `${revision} ${days} ${writeSums(kind, sums)}`;
};

const sumsIn = (kind: UsageKind, written: string): UsageSums =>
  readSums(kind, written.split(' ').slice(2).join(' '));

const storedIn = ({ kind, day }: UsageCell, { sums, bindings, records, countedAt }: Item): StoredCell => {
  const [revision = '', days = ''] = sums.split(' ');
  return {
    revision: Number(revision),
    until: epochSeconds(startOfDay(day)) + Number(days) * DAY_SECONDS,
    sums: sumsIn(kind, sums),
    written: `${sums} ${bindings}`,
    ...{ records, countedAt },
  };
};

/** Ids as their bytes, and in order: an item shall stay within its kilobyte, and the same count is the same text. */
const writeGroups = (kind: UsageKind, groups: NewCell['groups']): string =>
  [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, MOST_BINDINGS)
    .map(([id, sums]) => `${bytesOfLetters(id).toString('base64url')} ${writeSums(kind, sums)}`)
    .join(',');

const readGroups = (kind: UsageKind, written: string) =>
  written
    .split(',')
    .filter((each) => each !== '')
    .map((each) => {
      const end = each.indexOf(' ');
      const bindingId = lettersOf(Buffer.from(each.slice(0, end), 'base64url'));
      return { bindingId, sums: readSums(kind, each.slice(end + 1)) };
    });

const writeCell = async (
  { documents, table, sealer, retentionDays }: Options,
  cell: UsageCell,
  before: StoredCell | undefined,
  counted: NewCell,
): Promise<'stored' | 'same' | 'overtaken'> => {
  const key = keyOf(cell);
  const { x, records, countedAt } = counted;
  const bindings = writeGroups(cell.kind, counted.groups);
  const isSame = before?.written === `${writtenSums(cell, before?.revision ?? 0, counted)} ${bindings}`;
  if (isSame && before.records === records) return 'same';
  const { written } = await documents.update({
    purpose: 'storing usage',
    table,
    key,
    change: `SET sums = :sums, bindings = :bindings, records = :records, countedAt = :countedAt, #ttl = :ttl${
      x === undefined ? '' : ', x = :x'
    }`,
    condition: before === undefined ? 'attribute_not_exists(pk)' : 'begins_with(sums, :before)',
    names: { '#ttl': 'ttl' },
    values: {
      ':sums': writtenSums(cell, (before?.revision ?? 0) + 1, counted),
      ...{ ':bindings': bindings, ':records': records, ':countedAt': countedAt },
      ':ttl': epochSeconds(addSeconds(new Date(endOfMonth(cell.day)), retentionDays * DAY_SECONDS)),
      ...(before === undefined ? {} : { ':before': `${before.revision} ` }),
      ...(x === undefined ? {} : { ':x': sealedNumber(sealer, key, x) }),
    },
  });
  return written ? 'stored' : 'overtaken';
};

/** The private number of an item, sealed for its key. */
export const sealedNumber = (sealer: Sealer, key: Readonly<{ pk: string; sk: string }>, x: string): string =>
  sealer.sealCompact(JSON.stringify(x), contextOf(key));

const contextOf = ({ pk, sk }: Readonly<{ pk: string; sk: string }>): string => `${pk} ${sk}`;

/** The private number of an item; `undefined`: none, or it cannot be opened. */
export const numberIn = (sealer: Sealer, item: Attributes): string | undefined => {
  const { pk, sk, x } = v.parse(
    v.object({ pk: v.string(), sk: v.string(), x: v.optional(v.string()) }),
    item,
  );
  if (x === undefined) return undefined;
  const place = { kind: 'usage' as const, id: sk, sealed: x, context: contextOf({ pk, sk }) };
  return ifReadable(() => openItem(sealer, v.string(), place));
};

const monthOfNumber = (
  { sealer }: Options,
  { kind, app, month }: Readonly<{ kind: UsageKind; app: string; month: string }>,
  items: readonly Item[],
): MonthOfNumber => {
  // One is enough; another one where it cannot be opened.
  let x: string | undefined;
  for (const item of items) x ??= numberIn(sealer, item);
  const [first] = items;
  return {
    ...{ kind, app, x },
    xKey: first && xKeyIn(first),
    days: new Map(items.map(({ sk, sums }) => [`${month}-${sk.slice(0, DAY_LENGTH)}`, sumsIn(kind, sums)])),
  };
};
