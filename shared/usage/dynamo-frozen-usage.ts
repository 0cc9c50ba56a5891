import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { numberIn, sealedNumber } from './dynamo-usage-cells.ts';
import { endOfMonth } from './usage-cell.ts';
import type { FrozenUsage, MonthOfNumber, UsageCells } from './usage-store.ts';
import { readSums, type UsageKind, type UsageSums, writeSums } from './usage-sums.ts';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  /** The sums as they are now. */
  cells: Pick<UsageCells, 'month'>;
  /** How long sums are kept, from the end of their month on. */
  retentionDays: number;
}>;

const HEAD = 'FROZEN';
const AT_MOST_WRITES = 8;
const DAY_SECONDS = 86_400;

const Head = v.object({ at: v.string(), operator: v.string() });

/**
 * An item a private number, with an attribute a day (`d01` to `d31`), and behind them the item that says so: without it there is no
 * frozen month, and the items are written again.
 */
export const createDynamoFrozenUsage = (options: Options): FrozenUsage => {
  const { documents, table, cells, retentionDays } = options;
  return {
    async read(app, month) {
      const key = { pk: HEAD, sk: `${app}#${month}` };
      const item = await documents.get({ purpose: 'reading a frozen month', table, key });
      return item && { app, month, ...v.parse(Head, item) };
    },

    async freeze({ app, month, at, operator }) {
      const ttl = epochSeconds(addSeconds(new Date(endOfMonth(month)), retentionDays * DAY_SECONDS));
      await mapAtMost({ atMost: AT_MOST_WRITES }, await cells.month(app, month), (number) =>
        documents.put({
          purpose: 'freezing usage',
          table,
          item: { ...itemOf(options, month, number), ttl },
        }),
      );
      const { written } = await documents.put({
        purpose: 'freezing usage',
        table,
        item: { pk: HEAD, sk: `${app}#${month}`, at, operator, ttl },
        condition: 'attribute_not_exists(pk)',
      });
      return written;
    },

    async month(app, month) {
      const of = async (kind: UsageKind) => {
        const values = { ':pk': partition(kind, app, month) };
        const query = { purpose: 'reading a frozen month', table, where: 'pk = :pk', values };
        const items = await queryAll(documents, query);
        return items.map((item) => numberOf(options, { kind, app, month }, item));
      };
      return (await Promise.all([of('calls'), of('texts')])).flat();
    },
  };
};

const partition = (kind: UsageKind, app: string, month: string): string => `FROZEN#${kind}#${app}#${month}`;

const itemOf = ({ sealer }: Options, month: string, { kind, app, xKey, x, days }: MonthOfNumber) => {
  const key = { pk: partition(kind, app, month), sk: xKey ?? '-' };
  return {
    ...key,
    ...Object.fromEntries([...days].map(([day, sums]) => [`d${day.slice(-2)}`, writeSums(kind, sums)])),
    ...(x === undefined ? {} : { x: sealedNumber(sealer, key, x) }),
  };
};

const numberOf = (
  { sealer }: Options,
  { kind, app, month }: Readonly<{ kind: UsageKind; app: string; month: string }>,
  item: Attributes,
): MonthOfNumber => {
  const days = new Map<string, UsageSums>();
  for (const [name, value] of Object.entries(item))
    if (/^d\d\d$/.test(name) && typeof value === 'string')
      days.set(`${month}-${name.slice(1)}`, readSums(kind, value));
  const { sk } = v.parse(v.object({ sk: v.string() }), item);
  return { ...{ kind, app, days }, xKey: sk === '-' ? undefined : sk, x: numberIn(sealer, item) };
};
