import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { randomId } from '../kernel/ids.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { type FrozenLine, lineOfParts, linesOfParts, partsOfLine } from './frozen-line.ts';
import { Prices } from './prices.ts';
import { endOfMonth } from './usage-cell.ts';
import type { AppMonth, FrozenMonth, FrozenUsage, UsedPart } from './usage-store.ts';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  /** How long sums are kept, from the end of their month on. */
  retentionDays: number;
}>;

const HEAD = 'FROZEN';
/** An item may have 400 kB; a private number, sealed, takes some 25 bytes beside its line. */
const PAGE_BYTES = 250_000;
const BYTES_A_NUMBER = 32;
const AT_MOST_WRITES = 8;
const DAY_SECONDS = 86_400;

/**
 * Pages of lines, and behind them the head, which makes them the frozen month. The pages of a freeze stand under its version and come
 * first: one that ends in the middle leaves nothing frozen, and of two at once the one stays whose head was first, whole.
 */
export const createDynamoFrozenUsage = (options: Options): FrozenUsage => ({
  async read(app, month) {
    const head = await readHead(options, { app, month });
    return head?.frozen;
  },

  async freeze(month, parts) {
    const version = randomId();
    await writePages(options, month, version, parts);
    // An answer that was lost may have been our own write, so the head that is there decides and not the answer.
    await writeHead(options, month, version, pagesOf(parts).length);
    const head = await readHead(options, month);
    if (head === undefined) throw new AppError('store-unavailable', 'the frozen month is not there yet');
    await removeOtherPages(options, month, head.version);
    return head.version === version;
  },

  parts: (app, month) => readParts(options, { app, month }),
});

const Key = v.object({ pk: v.string(), sk: v.string() });
const Head = v.object({
  at: v.string(),
  operator: v.string(),
  version: v.string(),
  pages: v.number(),
  prices: v.optional(Prices),
});
/** `x`: the private numbers of the lines in the same order, sealed together. */
const Page = v.object({ ...Key.entries, lines: v.array(v.string()), x: v.string() });
type Page = v.InferOutput<typeof Page>;
const Numbers = v.array(v.nullable(v.string()));

const keyOfHead = ({ app, month }: AppMonth) => ({ pk: HEAD, sk: `${app}#${month}` });
const partition = ({ app, month }: AppMonth): string => `FROZEN#${app}#${month}`;
const contextOf = ({ pk, sk }: Readonly<{ pk: string; sk: string }>): string => `${pk} ${sk}`;

const ttlOf = ({ retentionDays }: Options, { month }: AppMonth): number =>
  epochSeconds(addSeconds(new Date(endOfMonth(month)), retentionDays * DAY_SECONDS));

const readHead = async ({ documents, table }: Options, { app, month }: AppMonth) => {
  const key = keyOfHead({ app, month });
  const item = await documents.get({ purpose: 'reading a frozen month', table, key });
  if (item === undefined) return undefined;
  const { at, operator, prices, version, pages } = v.parse(Head, item);
  return { frozen: { app, month, at, operator, prices }, version, pages };
};

const writePages = async (
  options: Options,
  month: AppMonth,
  version: string,
  parts: readonly UsedPart[],
): Promise<void> => {
  const { documents, table, sealer } = options;
  const ttl = ttlOf(options, month);
  const pages = [...pagesOf(parts).entries()];
  await mapAtMost({ atMost: AT_MOST_WRITES }, pages, ([place, page]) => {
    const key = { pk: partition(month), sk: `${version}#${place}` };
    const x = sealer.sealCompact(JSON.stringify(page.map((line) => line.x ?? null)), contextOf(key));
    const item = { ...key, lines: page.map(({ written }) => written), x, ttl };
    return documents.put({ purpose: 'freezing usage', table, item });
  });
};

const writeHead = (options: Options, month: FrozenMonth, version: string, pages: number) => {
  const { at, operator, prices } = month;
  return options.documents.put({
    purpose: 'freezing usage',
    table: options.table,
    item: {
      ...keyOfHead(month),
      ...{ at, operator, version, pages, ttl: ttlOf(options, month) },
      ...(prices === undefined ? {} : { prices }),
    },
    condition: 'attribute_not_exists(pk)',
  });
};

const pagesOf = (parts: readonly UsedPart[]): readonly (readonly FrozenLine[])[] => {
  const pages: FrozenLine[][] = [];
  let bytes = PAGE_BYTES;
  for (const some of linesOfParts(parts)) {
    const line = lineOfParts(some);
    bytes += line.written.length + BYTES_A_NUMBER;
    if (bytes > PAGE_BYTES) {
      pages.push([]);
      bytes = line.written.length + BYTES_A_NUMBER;
    }
    pages.at(-1)?.push(line);
  }
  return pages;
};

/** Pages of freezes that ended in the middle or were too late. */
const removeOtherPages = async (options: Options, month: AppMonth, version: string): Promise<void> => {
  const { documents, table } = options;
  const old = (await readPages(options, month)).filter(({ sk }) => !sk.startsWith(`${version}#`));
  await mapAtMost({ atMost: AT_MOST_WRITES }, old, ({ pk, sk }) =>
    documents.remove({ purpose: 'removing pages of no frozen month', table, key: { pk, sk } }),
  );
};

const readPages = async ({ documents, table }: Options, month: AppMonth): Promise<readonly Page[]> => {
  const values = { ':pk': partition(month) };
  const query = { purpose: 'reading a frozen month', table, where: 'pk = :pk', values };
  return (await queryAll(documents, query)).map((item) => v.parse(Page, item));
};

const readParts = async (options: Options, month: AppMonth): Promise<readonly UsedPart[]> => {
  const head = await readHead(options, month);
  if (head === undefined) return [];
  const pages = (await readPages(options, month)).filter(({ sk }) => sk.startsWith(`${head.version}#`));
  if (pages.length !== head.pages)
    throw new AppError('store-unavailable', 'a part of the frozen month is missing');
  return pages.flatMap((page) => {
    const xs = numbersIn(options, page);
    return page.lines.flatMap((written, place) =>
      partsOfLine(month, { written, x: xs?.[place] ?? undefined }),
    );
  });
};

/** `undefined`: they cannot be opened; the sums are there all the same. */
const numbersIn = ({ sealer }: Options, page: Page) => {
  const place = { kind: 'usage' as const, id: page.sk, sealed: page.x, context: contextOf(page) };
  return ifReadable(() => openItem(sealer, Numbers, place));
};
