import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import type { ReservationStore } from '../model/reservation-store.ts';
import { formerHoldersKey } from './binding-keys.ts';

/** The platform repeats a push for less than a day; what comes later is found in the indexes. */
const FORMER_SECONDS = 24 * 3600;

const Former = v.object({ bindingId: v.string(), releasedAt: v.string() });

/** The part of the store that remembers who held a reservation before: one small item for each release, in a partition of its own. */
export const formerHolders = (
  documents: Documents,
  table: string,
): Pick<ReservationStore, 'persistFormer' | 'formerHoldersOf'> => ({
  async persistFormer(key, bindingId, now) {
    const releasedAt = now.toISOString();
    const item = {
      pk: formerHoldersKey(key),
      sk: `${releasedAt}#${bindingId}`,
      bindingId,
      releasedAt,
      ttl: epochSeconds(addSeconds(now, FORMER_SECONDS)),
    };
    await documents.put({ purpose: 'remembering the holder', table, item });
  },

  async formerHoldersOf(key) {
    const items = await queryAll(documents, {
      purpose: 'reading the former holders',
      table,
      where: 'pk = :pk',
      values: { ':pk': formerHoldersKey(key) },
      descending: true,
    });
    return items.map((item) => v.parse(Former, item));
  },
});
