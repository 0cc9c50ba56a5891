import * as v from 'valibot';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryPages } from '../../storage/query-all.ts';
import { daysBetween } from './days-between.ts';

/** The last push of each app; without `at` none is among the last ones, as far as `lookedBackTo`. */
export type LastPushes = Readonly<{
  apps: readonly Readonly<{ app: string; at?: string }>[];
  lookedBackTo: string;
}>;

const Head = v.object({ app: v.string(), receivedAt: v.string() });
const Entry = v.object({ pk: v.string(), sk: v.string(), receivedKey: v.string() });

const LOOKED_BACK_SECONDS = 7 * 86_400;

/** A push has some kilobytes, so no more of them are read. */
const READ_AT_MOST = 500;
const PAGE = 25;

/**
 * Reads when the last push of each app came: backwards through the journal until each app has one. A silent app beside a busy
 * one ends it after 500 pushes.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const createReadLastPushes =
  (documents: Documents, table: string, clock: Clock) =>
  async (apps: readonly string[]): Promise<LastPushes> => {
    const now = clock();
    const from = iso(addSeconds(now, -LOOKED_BACK_SECONDS));
    const last = new Map<string, string>();
    let read = 0;
    for await (const entries of pagesBackwards(documents, table, daysBetween(from, iso(now)))) {
      const keys = entries.map(({ pk, sk }) => ({ pk, sk }));
      const heads = await batchGetAll(documents, { purpose: PURPOSE, table, keys });
      for (const { app, receivedAt } of heads.map((head) => v.parse(Head, head)))
        if (receivedAt > (last.get(app) ?? '')) last.set(app, receivedAt);
      read += entries.length;
      const [reached] = entries.at(-1)?.receivedKey.split('#') ?? [];
      if (read >= READ_AT_MOST || apps.every((app) => last.has(app))) return reportOf(apps, last, reached);
    }
    return reportOf(apps, last, from);
  };

const reportOf = (
  apps: readonly string[],
  last: ReadonlyMap<string, string>,
  lookedBackTo = '',
): LastPushes => ({
  apps: apps.map((app) => {
    const at = last.get(app);
    return at === undefined ? { app } : { app, at };
  }),
  lookedBackTo,
});

/** The entries of the index, the last one first. */
async function* pagesBackwards(
  documents: Documents,
  table: string,
  days: readonly string[],
): AsyncGenerator<readonly v.InferOutput<typeof Entry>[], void> {
  for (const day of days.toReversed())
    for await (const { items } of queryPages(documents, listing(table, day)))
      yield items.map((item) => v.parse(Entry, item));
}

const PURPOSE = 'looking for the last push of each app';

const listing = (table: string, day: string) => ({
  purpose: PURPOSE,
  table,
  index: 'day-index',
  where: '#day = :day',
  names: { '#day': 'day' },
  values: { ':day': day },
  descending: true,
  limit: PAGE,
});
