import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
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
  /** How long the sums of each binding are kept, from their day on. */
  bindingsRetentionDays: number;
}>;

/** The sums of more bindings than that on one number and day are not kept apart: an item has to end somewhere. */
const MOST_BINDINGS = 4000;

/**
 * One item a private number and month, with an attribute a day (`d01` to `d31`): a year of a number is twelve items. Beside it one item
 * a number and day with the sums of its bindings.
 */
export const createDynamoUsageCells = (options: Options): UsageCells => {
  const { documents, table } = options;
  return {
    async read(cell) {
      const item = await documents.get({ purpose: 'reading usage', table, key: monthKey(cell) });
      return storedIn(cell, item);
    },

    async write(cell, before, counted) {
      if (!(await writeCell(options, cell, before, counted))) return false;
      // A run that ends between the two has not removed its mark, so the next one does both again.
      await writeBindings(options, cell, (before?.revision ?? 0) + 1, counted);
      return true;
    },

    async month(app, month) {
      const of = (kind: UsageKind) => readMonth(options, 'USAGE', kind, app, month);
      return (await Promise.all([of('calls'), of('texts')])).flat();
    },

    async bindings(app, day) {
      const values = { ':pk': bindingsPartition({ app, day }) };
      const items = await queryAll(documents, { purpose: 'reading usage', table, where: 'pk = :pk', values });
      return items.flatMap((item) => {
        const { sk, sums } = v.parse(BindingsItem, item);
        const kind: UsageKind = sk.startsWith('texts#') ? 'texts' : 'calls';
        return Object.entries(sums).map(([bindingId, written]) => ({
          bindingId,
          sums: readSums(kind, written),
        }));
      });
    },
  };
};

/** How sums of a month are read. */
export type MonthOptions = Pick<Options, 'documents' | 'table' | 'sealer'>;

/** Every number of an app in a month: `USAGE`, as it is now; `FROZEN`, as it was frozen. */
export const readMonth = async (
  { documents, table, sealer }: MonthOptions,
  of: 'USAGE' | 'FROZEN',
  kind: UsageKind,
  app: string,
  month: string,
): Promise<readonly MonthOfNumber[]> => {
  const values = { ':pk': `${of}#${kind}#${app}#${month}` };
  const items = await queryAll(documents, { purpose: 'reading usage', table, where: 'pk = :pk', values });
  return items.map((item) => monthOfNumber(sealer, kind, app, month, item));
};

const monthPartition = ({ kind, app, day }: Pick<UsageCell, 'kind' | 'app' | 'day'>): string =>
  `USAGE#${kind}#${app}#${monthOf(day)}`;

const monthKey = (cell: UsageCell) => ({ pk: monthPartition(cell), sk: cell.xKey ?? '-' });

const bindingsPartition = ({ app, day }: Pick<UsageCell, 'app' | 'day'>): string => `BINDINGS#${app}#${day}`;

/** The attribute of a day in the item of its month. */
const dayAttribute = (day: string): string => `d${day.slice(8)}`;

const DAY_SECONDS = 86_400;

/** A day as it is stored: its revision, after how many days its first record goes, and the sums. */
const writtenDay = ({ kind, day }: UsageCell, revision: number, { until, sums }: NewCell): string => {
  const days = Math.floor((until - epochSeconds(startOfDay(day))) / DAY_SECONDS);
  return `${revision} ${days} ${writeSums(kind, sums)}`;
};

const readDay = (kind: UsageKind, day: string, written: string): StoredCell => {
  const [revision = '', days = '', ...sums] = written.split(' ');
  return {
    revision: Number(revision),
    until: epochSeconds(startOfDay(day)) + Number(days) * DAY_SECONDS,
    sums: readSums(kind, sums.join(' ')),
  };
};

const storedIn = ({ kind, day }: UsageCell, item: Attributes | undefined): StoredCell | undefined => {
  const written = item?.[dayAttribute(day)];
  return typeof written === 'string' ? readDay(kind, day, written) : undefined;
};

/** One write of the item of the month, for its day alone: two runs that count different days do not disturb each other. */
const writeCell = async (
  { documents, table, sealer, retentionDays }: Options,
  cell: UsageCell,
  before: StoredCell | undefined,
  counted: NewCell,
): Promise<boolean> => {
  const key = monthKey(cell);
  const { x } = counted;
  const { written } = await documents.update({
    purpose: 'storing usage',
    table,
    key,
    change: `SET #day = :day, #ttl = :ttl${x === undefined ? '' : ', x = :x'}`,
    condition: before === undefined ? 'attribute_not_exists(#day)' : 'begins_with(#day, :before)',
    names: { '#day': dayAttribute(cell.day), '#ttl': 'ttl' },
    values: {
      ':day': writtenDay(cell, (before?.revision ?? 0) + 1, counted),
      ':ttl': epochSeconds(addSeconds(new Date(endOfMonth(cell.day)), retentionDays * DAY_SECONDS)),
      ...(before === undefined ? {} : { ':before': `${before.revision} ` }),
      ...(x === undefined ? {} : { ':x': sealedNumber(sealer, key, x) }),
    },
  });
  return written;
};

/** An older count that comes late writes nothing. */
const writeBindings = async (
  { documents, table, bindingsRetentionDays }: Options,
  cell: UsageCell,
  revision: number,
  { groups }: NewCell,
): Promise<void> => {
  if (groups.size === 0 && revision === 1) return;
  const sums = [...groups].slice(0, MOST_BINDINGS).map(([id, each]) => [id, writeSums(cell.kind, each)]);
  await documents.put({
    purpose: 'storing usage of bindings',
    table,
    item: {
      pk: bindingsPartition(cell),
      sk: `${cell.kind}#${cell.xKey ?? '-'}`,
      revision,
      sums: Object.fromEntries(sums),
      ttl: epochSeconds(addSeconds(startOfDay(cell.day), bindingsRetentionDays * DAY_SECONDS)),
    },
    condition: 'attribute_not_exists(pk) OR revision < :revision',
    values: { ':revision': revision },
  });
};

/** The private number of an item, sealed for its key. */
export const sealedNumber = (sealer: Sealer, key: Readonly<{ pk: string; sk: string }>, x: string): string =>
  sealer.sealCompact(JSON.stringify(x), contextOf(key));

const contextOf = ({ pk, sk }: Readonly<{ pk: string; sk: string }>): string => `${pk} ${sk}`;

const MonthItem = v.looseObject({ pk: v.string(), sk: v.string(), x: v.optional(v.string()) });
const BindingsItem = v.object({ sk: v.string(), sums: v.record(v.string(), v.string()) });

const monthOfNumber = (
  sealer: Sealer,
  kind: UsageKind,
  app: string,
  month: string,
  attributes: Attributes,
): MonthOfNumber => {
  const item = v.parse(MonthItem, attributes);
  const days = new Map<string, UsageSums>();
  for (const [name, value] of Object.entries(item)) {
    if (!/^d\d\d$/.test(name) || typeof value !== 'string') continue;
    const day = `${month}-${name.slice(1)}`;
    days.set(day, readDay(kind, day, value).sums);
  }
  return { kind, app, xKey: item.sk === '-' ? undefined : item.sk, x: numberIn(sealer, item), days };
};

const numberIn = (sealer: Sealer, { pk, sk, x }: v.InferOutput<typeof MonthItem>): string | undefined =>
  x === undefined
    ? undefined
    : ifReadable(() =>
        openItem(sealer, v.string(), { kind: 'usage', id: sk, sealed: x, context: contextOf({ pk, sk }) }),
      );
