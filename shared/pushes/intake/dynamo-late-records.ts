import { createHash } from 'node:crypto';
import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import { recordName, recordPlaces } from '../record-names.ts';
import type { PushStoreOptions } from './dynamo-push-journal.ts';
import type { LateRecords } from './late-records.ts';
import { JOURNAL_KEPT_SECONDS } from './push-journal.ts';

/** The day of the index of the journal under which the late records of a day stand. */
export const lateDay = (day: string): string => `L#${day}`;

/** Lists of late records in the table of the journal, one a push that comes again on a later day. */
export const createDynamoLateRecords = ({
  documents,
  table,
  lookup,
}: Omit<PushStoreOptions, 'sealer'>): LateRecords => ({
  async list(items, storedAt) {
    const records = recordPlaces(lookup, items).map(recordName);
    if (records.length === 0) return;
    const at = iso(storedAt);
    // The same list twice is one.
    const id = createHash('sha256').update(records.join()).digest('base64url').slice(0, ID_LETTERS);
    await documents.put({
      purpose: 'listing late records',
      table,
      item: {
        pk: `L#${id}`,
        sk: at,
        day: lateDay(at.slice(0, 'yyyy-MM-dd'.length)),
        receivedKey: `${at}#${id}`,
        receivedAt: at,
        records,
        ttl: epochSeconds(addSeconds(storedAt, JOURNAL_KEPT_SECONDS)),
      },
    });
  },
});

const ID_LETTERS = 22;
