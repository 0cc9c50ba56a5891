import * as v from 'valibot';
import { addSeconds, iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll, queryCount } from '../../storage/query-all.ts';
import { QUARANTINE_KEPT_SECONDS } from '../intake/push-journal.ts';
import { daysBetween } from './days-between.ts';
import type { PushTimes } from './measure-silence.ts';

/** A key of the index is an instant with `#` and an id behind it. */
const Entry = v.object({ receivedKey: v.string() });

/** Quarantined items are counted up to this: more of them say the same. */
const COUNTED = 1000;

/** {@link PushTimes} over the index by day, which journal and quarantine share. */
export const createDynamoPushTimes = (documents: Documents, table: string): PushTimes => ({
  async last(from, to) {
    for (const day of daysBetween(iso(from), iso(to)).toReversed()) {
      const query = {
        purpose: 'looking for the last push',
        table,
        index: 'day-index',
        where: '#day = :day AND receivedKey BETWEEN :from AND :to',
        names: { '#day': 'day' },
        values: { ':day': day, ':from': iso(from), ':to': iso(to) },
        descending: true,
      };
      const [found] = await queryAll(documents, query, { most: 1 });
      if (found !== undefined) return new Date(v.parse(Entry, found).receivedKey.split('#')[0] ?? '');
    }
    return undefined;
  },

  async inQuarantine(now) {
    const from = addSeconds(now, -QUARANTINE_KEPT_SECONDS);
    let counted = 0;
    for (const day of daysBetween(iso(from), iso(addSeconds(now, 1)))) {
      const query = {
        purpose: 'counting what is in quarantine',
        table,
        index: 'day-index',
        where: '#day = :day',
        names: { '#day': 'day' },
        values: { ':day': `Q#${day}` },
      };
      counted += await queryCount(documents, query, { most: COUNTED });
      if (counted >= COUNTED) break;
    }
    return counted;
  },
});
