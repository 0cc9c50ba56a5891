import * as v from 'valibot';
import { addSeconds, iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll, queryCount } from '../../storage/query-all.ts';
import { QUARANTINE_KEPT_SECONDS } from '../intake/push-journal.ts';
import { marksOf } from '../intake/push-marks.ts';
import { daysBetween } from './days-between.ts';
import type { PushTimes } from './measure-silence.ts';

/** The sort key of a mark is its kind with `#` and an instant behind it. */
const Mark = v.object({ sk: v.string() });

/** Quarantined items are counted up to this: more of them say the same. */
const COUNTED = 1000;

/** {@link PushTimes} over the marks, and the index by day, which journal and quarantine share. */
export const createDynamoPushTimes = (documents: Documents, table: string): PushTimes => ({
  async marks(app) {
    const query = {
      purpose: 'reading when pushes came',
      table,
      where: 'pk = :pk',
      values: { ':pk': marksOf(app) },
    };
    const marks = new Map<string, Date[]>();
    for (const found of await queryAll(documents, query)) {
      const [kind = '', at = ''] = v.parse(Mark, found).sk.split('#');
      marks.set(kind, [...(marks.get(kind) ?? []), new Date(at)]);
    }
    return marks;
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
