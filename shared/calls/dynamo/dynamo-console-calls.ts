import * as v from 'valibot';
import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { ConsoleCallStore, ConsolePlace } from '../console/console-store.ts';
import type { CallWriterOptions } from './call-writer-options.ts';
import { putCdr } from './dynamo-call-writer.ts';

type Options = CallWriterOptions & Readonly<{ pushesTable: string; newId: IdSource }>;

/** As long as the journal of pushes. */
const REMEMBERED_SECONDS = 31 * 24 * 3600;

/** The day of the index of the journal under which the imports of a day stand. */
export const importDay = (day: string): string => `I#${day}`;

const Listed = v.object({ sk: v.string(), app: v.string(), records: v.array(v.string()) });

const keyOf = ({ callId, recordKey }: ConsolePlace) => ({ pk: `C#${callId}`, sk: `CDR#${recordKey}` });

/** CDRs of imports beside those of pushes, and lists of them by import, which stand in the index of the journal too. */
export const createDynamoConsoleCalls = (options: Options): ConsoleCallStore => ({
  append: (cdr, importId, receivedAt) => putCdr(options, cdr, receivedAt, { importId }),

  async remove(place) {
    const { documents, table } = options;
    await documents.remove({ purpose: 'merging an imported call', table, key: keyOf(place) });
  },

  async remember({ importId, app }, places, receivedAt) {
    const part = options.newId();
    const at = iso(receivedAt);
    await options.documents.put({
      purpose: 'listing imported calls',
      table: options.pushesTable,
      item: {
        pk: `I#${importId}`,
        sk: part,
        app,
        day: importDay(at.slice(0, 'yyyy-MM-dd'.length)),
        receivedKey: `${at}#${part}`,
        receivedAt: at,
        records: places.map(({ callId, recordKey }) => `${callId} ${recordKey}`),
        ttl: epochSeconds(addSeconds(receivedAt, REMEMBERED_SECONDS)),
      },
    });
  },

  async listed({ importId, app }, after) {
    const pk = `I#${importId}`;
    const { items, next } = await options.documents.query({
      purpose: 'reading imported calls',
      table: options.pushesTable,
      where: 'pk = :pk',
      values: { ':pk': pk },
      limit: 1,
      start: after === undefined ? undefined : { pk, sk: after },
    });
    if (items[0] === undefined) return undefined;
    const part = v.parse(Listed, items[0]);
    if (part.app !== app) return undefined;
    const places = part.records.map((record): ConsolePlace => {
      const [callId = '', recordKey = ''] = record.split(' ');
      return { callId, recordKey };
    });
    return { places, next: next === undefined ? null : part.sk };
  },

  async isOf(place, importId) {
    const { documents, table } = options;
    const item = await documents.get({ purpose: 'reading an imported call', table, key: keyOf(place) });
    return item?.['importId'] === importId;
  },

  async takeBack(place, importId) {
    const { documents, table } = options;
    const { written } = await documents.remove({
      purpose: 'taking an imported call back',
      table,
      key: keyOf(place),
      condition: 'importId = :importId',
      values: { ':importId': importId },
    });
    return written;
  },
});
