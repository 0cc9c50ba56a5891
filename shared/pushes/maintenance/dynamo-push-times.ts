import * as v from 'valibot';
import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { queryAll, queryCount } from '../../storage/query-all.ts';
import { QUARANTINE_KEPT_SECONDS } from '../intake/push-journal.ts';
import { MARKS_KEPT_SECONDS, markKey, marksOf } from '../intake/push-marks.ts';
import type { PushKind } from '../push.ts';
import { daysBetween } from './days-between.ts';
import type { PushTimes } from './measure-silence.ts';

/** The sort key of a mark is its kind with `#` and an instant behind it. */
const Mark = v.object({ sk: v.string() });

const quarterOf = (mark: Attributes): Date => new Date(v.parse(Mark, mark).sk.split('#')[1] ?? '');

const silenceKey = (app: string, kind: PushKind, since: Date) => ({
  pk: marksOf(app),
  sk: `silence#${markKey(kind, since)}`,
});

const PURPOSE = 'reading when pushes came';

/** Quarantined items are counted up to this: more of them say the same. */
const COUNTED = 1000;

/** {@link PushTimes} over the marks, and the index by day, which journal and quarantine share. */
export const createDynamoPushTimes = (documents: Documents, table: string): PushTimes => ({
  async last(app, kind) {
    const query = {
      purpose: PURPOSE,
      table,
      where: 'pk = :pk AND begins_with(sk, :kind)',
      values: { ':pk': marksOf(app), ':kind': `${kind}#` },
      descending: true,
    };
    const [last] = await queryAll(documents, query, { most: 1 });
    return last && quarterOf(last);
  },

  async marks(app, kind, from) {
    const query = {
      purpose: PURPOSE,
      table,
      where: 'pk = :pk AND sk BETWEEN :from AND :until',
      values: { ':pk': marksOf(app), ':from': markKey(kind, from), ':until': `${kind}#~` },
    };
    return (await queryAll(documents, query)).map(quarterOf);
  },

  async remember(app, kind, since) {
    const ttl = epochSeconds(addSeconds(since, MARKS_KEPT_SECONDS));
    const item = { ...silenceKey(app, kind, since), ttl };
    await documents.put({ purpose: 'remembering a silence', table, item });
  },

  async isRemembered(app, kind, since) {
    const { pk, sk } = silenceKey(app, kind, since);
    const query = {
      purpose: 'looking for a silence that was told',
      table,
      where: 'pk = :pk AND sk = :sk',
      values: { ':pk': pk, ':sk': sk },
    };
    return (await queryCount(documents, query)) > 0;
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
