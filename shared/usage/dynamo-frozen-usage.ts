import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { queryAll } from '../storage/query-all.ts';
import { type MonthOptions, readMonth, sealedNumber } from './dynamo-usage-cells.ts';
import { endOfMonth } from './usage-cell.ts';
import type { FrozenMonth, FrozenUsage } from './usage-store.ts';

const HEAD = 'FROZEN';
const AT_MOST_WRITES = 8;
const DAY_SECONDS = 86_400;

const Head = v.object({ at: v.string(), operator: v.string() });
const Item = v.looseObject({ pk: v.string(), sk: v.string(), x: v.optional(v.string()) });

/**
 * Copies of the items of a month, and behind them the item that says so: without it there is no frozen month, and the copies are made
 * again.
 */
export const createDynamoFrozenUsage = (
  options: MonthOptions & Readonly<{ retentionDays: number }>,
): FrozenUsage => {
  const { documents, table, retentionDays } = options;
  const read = async (app: string, month: string): Promise<FrozenMonth | undefined> => {
    const key = { pk: HEAD, sk: `${app}#${month}` };
    const item = await documents.get({ purpose: 'reading a frozen month', table, key });
    return item && { app, month, ...v.parse(Head, item) };
  };
  return {
    read,

    async freeze({ app, month, at, operator }) {
      const ttl = epochSeconds(addSeconds(new Date(endOfMonth(month)), retentionDays * DAY_SECONDS));
      for (const kind of ['calls', 'texts'] as const) {
        const numbers = await readMonth(options, 'USAGE', kind, app, month);
        const values = { ':pk': `USAGE#${kind}#${app}#${month}` };
        const query = { purpose: 'reading usage', table, where: 'pk = :pk', values };
        const items = (await queryAll(documents, query)).map((item) => v.parse(Item, item));
        await mapAtMost({ atMost: AT_MOST_WRITES }, items, ({ x: _, sk, ...item }) => {
          const key = { pk: `FROZEN#${kind}#${app}#${month}`, sk };
          const x = numbers.find(({ xKey }) => (xKey ?? '-') === sk)?.x;
          return documents.put({
            purpose: 'freezing usage',
            table,
            item: {
              ...item,
              ...key,
              ttl,
              ...(x === undefined ? {} : { x: sealedNumber(options.sealer, key, x) }),
            },
          });
        });
      }
      const { written } = await documents.put({
        purpose: 'freezing usage',
        table,
        item: { pk: HEAD, sk: `${app}#${month}`, at, operator, ttl },
        condition: 'attribute_not_exists(pk)',
      });
      return written;
    },

    async month(app, month) {
      const of = (kind: 'calls' | 'texts') => readMonth(options, 'FROZEN', kind, app, month);
      return (await Promise.all([of('calls'), of('texts')])).flat();
    },
  };
};
