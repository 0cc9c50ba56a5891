import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { ConsoleCallStore } from '../console/console-store.ts';
import { type CallWriterOptions, putCdr } from './dynamo-call-writer.ts';

type Options = CallWriterOptions & Readonly<{ pushesTable: string; newId: IdSource }>;

/** As long as the journal of pushes. */
const REMEMBERED_SECONDS = 31 * 24 * 3600;

/** The day of the index of the journal under which the imports of a day stand. */
export const importDay = (day: string): string => `I#${day}`;

/** CDRs of imports beside those of pushes, and a list of them in the index of the journal. */
export const createDynamoConsoleCalls = (options: Options): ConsoleCallStore => ({
  append: (cdr, receivedAt) => putCdr(options, cdr, receivedAt),

  async remove({ callId, recordKey }) {
    const key = { pk: `C#${callId}`, sk: `CDR#${recordKey}` };
    await options.documents.remove({ purpose: 'merging an imported call', table: options.table, key });
  },

  async remember(places, receivedAt) {
    const id = options.newId();
    const at = iso(receivedAt);
    await options.documents.put({
      purpose: 'listing imported calls',
      table: options.pushesTable,
      item: {
        pk: `I#${id}`,
        sk: 'I',
        day: importDay(at.slice(0, 'yyyy-MM-dd'.length)),
        receivedKey: `${at}#${id}`,
        receivedAt: at,
        records: places.map(({ callId, recordKey }) => `${callId} ${recordKey}`),
        ttl: epochSeconds(addSeconds(receivedAt, REMEMBERED_SECONDS)),
      },
    });
  },
});
