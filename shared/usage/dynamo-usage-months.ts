import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { randomId } from '../kernel/ids.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { endOfMonth } from './usage-cell.ts';
import type {
  AppMonth,
  MonthHead,
  MonthOfNumber,
  StaleMonth,
  SummedMonth,
  UsageMonths,
  UsedPart,
} from './usage-store.ts';
import { addUsage, readAllSums, type UsageSums, writeAllSums } from './usage-sums.ts';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  /** How long sums are kept, from the end of their month on. */
  retentionDays: number;
}>;

const STALE = 'STALE';
const HEAD = 'HEAD';
/** About 110 bytes each; an item may have 400 kB. */
const NUMBERS_A_PAGE = 2000;
const AT_MOST_WRITES = 8;
const DAY_SECONDS = 86_400;

/**
 * A partition a month: the head has the sums of the days and the version, each page the sums of some private numbers. The pages of a
 * write stand under its version and come first, the head makes them the sums. So a write that ends in the middle leaves the former
 * sums, and of two at once the one stays whose head was first.
 */
export const createDynamoUsageMonths = (options: Options): UsageMonths => {
  const { documents, table } = options;
  return {
    async markStale(months) {
      const keys = months.map(keyOfStale);
      const there = await batchGetAll(documents, { purpose: 'reading marks of months', table, keys });
      const known = new Set(there.map((item) => v.parse(Key, item).sk));
      const missing = keys.filter(({ sk }) => !known.has(sk));
      await mapAtMost({ atMost: AT_MOST_WRITES }, missing, (item) =>
        documents.put({ purpose: 'marking a month', table, item }),
      );
    },

    async stale() {
      const values = { ':pk': STALE };
      const query = { purpose: 'reading marks of months', table, where: 'pk = :pk', values };
      return (await queryAll(documents, query)).map((item) => {
        const [dueAt = '', app = '', month = ''] = v.parse(Key, item).sk.split('#');
        return { dueAt, app, month };
      });
    },

    async unmark(month) {
      await documents.remove({ purpose: 'removing the mark of a month', table, key: keyOfStale(month) });
    },

    async head(month) {
      const item = await documents.get({ purpose: 'reading sums of a month', table, key: keyOfHead(month) });
      return item && v.parse(Head, item);
    },

    write: (month, before, counted) => writeMonth(options, month, before, counted),

    async days(months) {
      const keys = months.map(keyOfHead);
      const items = await batchGetAll(documents, { purpose: 'reading sums of months', table, keys });
      return items.map((item) => {
        const { app, month, through, days } = v.parse(Head, item);
        const parts = Object.entries(days).map(([day, sums]) => partOf(app, day, readAllSums(sums)));
        return { app, month, through, parts };
      });
    },

    numbers: (month) => readNumbers(options, month),
  };
};

const Key = v.object({ pk: v.string(), sk: v.string() });
const Head = v.object({
  app: v.string(),
  month: v.string(),
  version: v.string(),
  through: v.string(),
  pages: v.number(),
  days: v.record(v.string(), v.string()),
});
/** `numbers`: a look-up key, or `-`, and the sums; `x`: the numbers themselves in the same order, sealed together. */
const Page = v.object({ pk: v.string(), sk: v.string(), numbers: v.array(v.string()), x: v.string() });
const Numbers = v.array(v.nullable(v.string()));

const keyOfStale = ({ app, month, dueAt }: StaleMonth) => ({ pk: STALE, sk: `${dueAt}#${app}#${month}` });

const partition = ({ app, month }: AppMonth): string => `SUMS#${app}#${month}`;
const keyOfHead = (month: AppMonth) => ({ pk: partition(month), sk: HEAD });
const keyOfPage = (month: AppMonth, version: string, page: number) => ({
  pk: partition(month),
  sk: `${version}#${page}`,
});
const contextOf = ({ pk, sk }: Readonly<{ pk: string; sk: string }>): string => `${pk} ${sk}`;

const partOf = (app: string, day: string, sums: UsageSums): UsedPart => ({
  ...{ app, day, sums },
  ...{ xKey: undefined, x: undefined },
});

const writeMonth = async (
  options: Options,
  month: AppMonth,
  before: MonthHead | undefined,
  { through, numbers }: Parameters<UsageMonths['write']>[2],
): Promise<boolean> => {
  const { documents, table, retentionDays } = options;
  // No other write has it, also none at the same time.
  const version = randomId();
  const ttl = epochSeconds(addSeconds(new Date(endOfMonth(month.month)), retentionDays * DAY_SECONDS));
  const pages = pagesOf(options, month, version, numbers);
  await mapAtMost({ atMost: AT_MOST_WRITES }, pages, (page) =>
    documents.put({ purpose: 'storing sums of a month', table, item: { ...page, ttl } }),
  );
  const { written } = await documents.put({
    purpose: 'storing sums of a month',
    table,
    item: {
      ...keyOfHead(month),
      ...month,
      version,
      through,
      pages: pages.length,
      days: daysOf(numbers),
      ttl,
    },
    ...(before === undefined
      ? { condition: 'attribute_not_exists(pk)' }
      : {
          condition: '#version = :before',
          names: { '#version': 'version' },
          values: { ':before': before.version },
        }),
  });
  if (written) await removeOtherPages(options, month, version);
  return written;
};

/** Pages of former sums, and of writes that ended in the middle or are too late: their heads find this one. */
const removeOtherPages = async (
  { documents, table }: Options,
  month: AppMonth,
  version: string,
): Promise<void> => {
  const values = { ':pk': partition(month) };
  const query = { purpose: 'reading sums of a month', table, where: 'pk = :pk', values };
  const keys = (await queryAll(documents, query)).map((item) => v.parse(Key, item));
  const old = keys.filter(({ sk }) => sk !== HEAD && !sk.startsWith(`${version}#`));
  await mapAtMost({ atMost: AT_MOST_WRITES }, old, ({ pk, sk }) =>
    documents.remove({ purpose: 'removing former sums of a month', table, key: { pk, sk } }),
  );
};

const daysOf = (numbers: readonly MonthOfNumber[]): Readonly<Record<string, string>> => {
  const all = numbers.flatMap(({ days }) => [...days]);
  const byDay = Map.groupBy(all, ([day]) => day);
  return Object.fromEntries(
    [...byDay].map(([day, parts]) => [day, writeAllSums(addUsage(parts.map(([, sums]) => sums)))]),
  );
};

const pagesOf = (
  { sealer }: Options,
  month: AppMonth,
  version: string,
  numbers: readonly MonthOfNumber[],
) => {
  const byKey = [...Map.groupBy(numbers, ({ xKey }) => xKey ?? '-')].map(([xKey, ofNumber]) => ({
    written: `${xKey} ${writeAllSums(addUsage(ofNumber.flatMap(({ days }) => [...days.values()])))}`,
    x: ofNumber.find(({ x }) => x !== undefined)?.x ?? null,
  }));
  return Array.from({ length: Math.ceil(byKey.length / NUMBERS_A_PAGE) }, (_, place) => {
    const some = byKey.slice(place * NUMBERS_A_PAGE, (place + 1) * NUMBERS_A_PAGE);
    const key = keyOfPage(month, version, place);
    const x = sealer.sealCompact(JSON.stringify(some.map((each) => each.x)), contextOf(key));
    return { ...key, x, numbers: some.map(({ written }) => written) };
  });
};

const readNumbers = async (
  { documents, table, sealer }: Options,
  month: AppMonth,
): Promise<SummedMonth | undefined> => {
  const values = { ':pk': partition(month) };
  const query = { purpose: 'reading sums of a month', table, where: 'pk = :pk', values };
  const items = await queryAll(documents, query);
  const found = items.find((item) => item['sk'] === HEAD);
  if (found === undefined) return undefined;
  const head = v.parse(Head, found);
  const pages = items.filter((item) => String(item['sk']).startsWith(`${head.version}#`));
  // Another write has taken some away between two pages of this query.
  if (pages.length !== head.pages) return undefined;
  const parts: UsedPart[] = [];
  for (const page of pages.map((item) => v.parse(Page, item))) {
    const place = { kind: 'usage' as const, id: page.sk, sealed: page.x, context: contextOf(page) };
    const xs = ifReadable(() => openItem(sealer, Numbers, place));
    if (xs === undefined) return undefined;
    for (const [index, written] of page.numbers.entries()) parts.push(ofNumber(month, written, xs[index]));
  }
  return { ...month, through: head.through, parts };
};

const ofNumber = ({ app, month }: AppMonth, written: string, x: string | null | undefined): UsedPart => {
  const end = written.indexOf(' ');
  const xKey = written.slice(0, end);
  return {
    ...partOf(app, `${month}-01`, readAllSums(written.slice(end + 1))),
    xKey: xKey === '-' ? undefined : xKey,
    x: x ?? undefined,
  };
};
