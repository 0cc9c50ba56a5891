import * as v from 'valibot';
import type { ReadablePage } from '../kernel/page.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { queryPages } from '../storage/query-all.ts';
import { reportOf } from './dynamo-report-registry.ts';
import type { ReportRecord, ReportState } from './report.ts';

/** The content of a cursor: the look-up key behind which the page begins. */
export const ReportPlace = v.strictObject({ key: v.string() });
export type ReportPlace = v.InferOutput<typeof ReportPlace>;

/** The first letters that look-up keys have (`lettersOf`): a partition for each. */
const LETTERS = [...'abcdefghijkmnpqr'];

/** The most records that are read for one page; a rare state may give a short page with a cursor. */
const MOST_READ = 1000;
const READ_AT_ONCE = 200;

type Deps = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

/** The records of one state, or all, by their look-up keys. @throws {AppError} `store-unavailable`. */
export const listReports = async (
  deps: Deps,
  {
    state,
    limit,
    after,
  }: Readonly<{ state: ReportState | undefined; limit: number; after: ReportPlace | undefined }>,
): Promise<ReadablePage<ReportRecord, ReportPlace>> => {
  const items: ReportRecord[] = [];
  const unreadable: string[] = [];
  let read = 0;
  for await (const item of itemsAfter(deps, after?.key ?? '')) {
    const key = String(item['sk']);
    const record = state === undefined || item['state'] === state ? reportOf(deps.sealer, item) : 'other';
    if (record === undefined) unreadable.push(key);
    else if (record !== 'other') items.push(record);
    read += 1;
    if (items.length === limit || read === MOST_READ) return { items, unreadable, next: { key } };
  }
  return { items, unreadable, next: undefined };
};

/** Every item behind a look-up key, partition by partition. */
async function* itemsAfter({ documents, table }: Deps, key: string): AsyncGenerator<Attributes, void> {
  for (const letter of LETTERS.filter((each) => each >= key.slice(0, 1))) {
    const pk = `A#${letter}`;
    const query = {
      purpose: 'listing reports of numbers',
      table,
      where: 'pk = :pk',
      values: { ':pk': pk },
      start: key.startsWith(letter) ? { pk, sk: key } : undefined,
      limit: READ_AT_ONCE,
    };
    for await (const page of queryPages(documents, query)) yield* page.items;
  }
}
