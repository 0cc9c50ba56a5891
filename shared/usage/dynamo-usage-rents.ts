import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { endOfMonth } from './usage-cell.ts';
import type { AppMonth, RentedMonth, UsageRents } from './usage-store.ts';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  /** How long a month's numbers are kept, from its end on. */
  retentionDays: number;
}>;

/** About 27 bytes each; an item may have 400 kB. */
const NUMBERS_A_PAGE = 10_000;
const DAY_SECONDS = 86_400;

/**
 * A partition an app. A month has a head, which says when the pool was looked at last, and pages of numbers to which more are only
 * added: so of two looks at once one writes a page, and the other has to look again.
 */
export const createDynamoUsageRents = (options: Options): UsageRents => {
  const { documents, table, sealer } = options;
  return {
    async notedAt(month) {
      const item = await documents.get({ purpose: 'reading rents', table, key: headKey(month) });
      return item && v.parse(Head, item).notedAt;
    },

    async note(month, numbers, at) {
      const pages = await pagesOf(options, month.app, month.month, month.month);
      const known = new Set(pages.flatMap((page) => openPage(sealer, page)));
      const added = [...new Set(numbers)].filter((x) => !known.has(x));
      if (!(await addNumbers(options, month, pages, added))) return false;
      const item = { ...headKey(month), notedAt: at, ttl: ttlOf(options, month) };
      await documents.put({ purpose: 'noting rents', table, item });
      return true;
    },

    async months(app, first, last, withNumbers) {
      const pages = await pagesOf(options, app, first, last);
      return pages.map((page): RentedMonth => {
        const numbers = withNumbers ? ifReadable(() => openPage(sealer, page)) : undefined;
        return { app, month: page.sk.slice(0, 7), count: page.count, numbers };
      });
    },
  };
};

const Head = v.object({ notedAt: v.string() });
const Page = v.object({ pk: v.string(), sk: v.string(), count: v.number(), x: v.string() });
type Page = v.InferOutput<typeof Page>;

const partition = (app: string): string => `RENT#${app}`;
const headKey = ({ app, month }: AppMonth) => ({ pk: partition(app), sk: month });
const pageKey = ({ app, month }: AppMonth, page: number) => ({ pk: partition(app), sk: `${month}#${page}` });
const contextOf = ({ pk, sk }: Readonly<{ pk: string; sk: string }>): string => `${pk} ${sk}`;

const ttlOf = ({ retentionDays }: Options, { month }: AppMonth): number =>
  epochSeconds(addSeconds(new Date(endOfMonth(month)), retentionDays * DAY_SECONDS));

const pagesOf = async (
  { documents, table }: Options,
  app: string,
  first: string,
  last: string,
): Promise<readonly Page[]> => {
  // Keys of pages go on behind their month with a #, and $ is the character after it.
  const values = { ':pk': partition(app), ':first': first, ':last': `${last}$` };
  const where = 'pk = :pk AND sk BETWEEN :first AND :last';
  const items = await queryAll(documents, { purpose: 'reading rents', table, where, values });
  return items.filter(isPage).map((item) => v.parse(Page, item));
};

const isPage = (item: Attributes): boolean => String(item['sk']).includes('#');

const openPage = (sealer: Sealer, page: Page): readonly string[] =>
  openItem(sealer, v.array(v.string()), {
    ...{ kind: 'usage', id: page.sk, sealed: page.x },
    context: contextOf(page),
  });

/** Fills the last page, and begins others. False: another look has written one of them. */
const addNumbers = async (
  options: Options,
  month: AppMonth,
  pages: readonly Page[],
  added: readonly string[],
): Promise<boolean> => {
  const { documents, table, sealer } = options;
  const full = Math.max(0, pages.length - 1);
  const last = pages.find(({ sk }) => sk === pageKey(month, full).sk);
  const open = last === undefined ? [] : openPage(sealer, last);
  const numbers = [...open, ...added];
  for (let start = 0; added.length > 0 && start < numbers.length; start += NUMBERS_A_PAGE) {
    const some = numbers.slice(start, start + NUMBERS_A_PAGE);
    const key = pageKey(month, full + start / NUMBERS_A_PAGE);
    const x = sealer.sealCompact(JSON.stringify(some), contextOf(key));
    const { written } = await documents.put({
      purpose: 'noting rents',
      table,
      item: { ...key, x, count: some.length, ttl: ttlOf(options, month) },
      ...(start === 0 && last !== undefined
        ? { condition: '#count = :count', names: { '#count': 'count' }, values: { ':count': last.count } }
        : { condition: 'attribute_not_exists(pk)' }),
    });
    if (!written) return false;
  }
  return true;
};
