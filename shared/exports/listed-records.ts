import * as v from 'valibot';
import { queryAll } from '../storage/query-all.ts';
import type { ReadExportPage } from './export-page.ts';
import { type NamedRecord, type StoredRowsDeps, storedRows } from './stored-rows.ts';

type Deps = StoredRowsDeps &
  Readonly<{
    pushesTable: string;
    /** The day of the index under which the lists of a day stand. */
    listDay: (day: string) => string;
    placeOf: (record: string) => Omit<NamedRecord, 'at'>;
  }>;

/** Lists of a page, of five hundred records each at most. */
const PAGE = 20;

const Entry = v.object({ pk: v.string(), sk: v.string(), receivedKey: v.string() });
const List = v.object({ receivedAt: v.string(), records: v.array(v.string()) });

/** Reads the records that lists beside the journal have under a day. */
export const createReadListedRecords =
  (deps: Deps): ReadExportPage =>
  async (day, after) => {
    const { documents, pushesTable: table, listDay, placeOf } = deps;
    const query = {
      purpose: 'listing records of a day',
      table,
      index: 'day-index',
      where: '#day = :day AND receivedKey > :after',
      names: { '#day': 'day' },
      values: { ':day': listDay(day), ':after': after ?? '0' },
    };
    const entries = (await queryAll(documents, query, { most: PAGE })).map((entry) => v.parse(Entry, entry));
    const named: NamedRecord[] = [];
    for (const { pk, sk } of entries) {
      const item = await documents.get({ purpose: 'reading listed records', table, key: { pk, sk } });
      if (item === undefined) continue;
      const { receivedAt: at, records } = v.parse(List, item);
      named.push(...records.map((record) => ({ ...placeOf(record), at })));
    }
    const last = entries.length < PAGE ? undefined : entries.at(-1);
    return { ...(await storedRows(deps, named)), ...(last === undefined ? {} : { next: last.receivedKey }) };
  };

/** A record of an import, `<call> <record>`. */
export const importedPlace = (record: string): Omit<NamedRecord, 'at'> => {
  const [callId = '', recordKey = ''] = record.split(' ');
  return { table: 'calls', key: { pk: `C#${callId}`, sk: `CDR#${recordKey}` } };
};
