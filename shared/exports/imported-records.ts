import * as v from 'valibot';
import { importDay } from '../calls/dynamo/dynamo-console-calls.ts';
import { queryAll } from '../storage/query-all.ts';
import type { ReadExportPage } from './export-page.ts';
import { type StoredRowsDeps, storedRows } from './stored-rows.ts';

type Deps = StoredRowsDeps & Readonly<{ pushesTable: string }>;

/** Lists of imports of a page, of five hundred records each. */
const PAGE = 20;

const Entry = v.object({ pk: v.string(), sk: v.string(), receivedKey: v.string() });
const List = v.object({ receivedAt: v.string(), records: v.array(v.string()) });

/** Reads the CDRs that imports of the console's list have added on a day. */
export const createReadImportedRecords =
  (deps: Deps): ReadExportPage =>
  async (day, after) => {
    const { documents, pushesTable: table } = deps;
    const query = {
      purpose: 'listing imported calls',
      table,
      index: 'day-index',
      where: '#day = :day AND receivedKey > :after',
      names: { '#day': 'day' },
      values: { ':day': importDay(day), ':after': after ?? '0' },
    };
    const entries = (await queryAll(documents, query, { most: PAGE })).map((entry) => v.parse(Entry, entry));
    const named = [];
    for (const { pk, sk } of entries) {
      const item = await documents.get({ purpose: 'reading imported calls', table, key: { pk, sk } });
      if (item !== undefined) named.push(...recordsIn(v.parse(List, item)));
    }
    const last = entries.length < PAGE ? undefined : entries.at(-1);
    return { ...(await storedRows(deps, named)), ...(last === undefined ? {} : { next: last.receivedKey }) };
  };

const recordsIn = ({ receivedAt, records }: v.InferOutput<typeof List>) =>
  records.map((record) => {
    const [callId = '', recordKey = ''] = record.split(' ');
    return { table: 'calls' as const, key: { pk: `C#${callId}`, sk: `CDR#${recordKey}` }, receivedAt };
  });
