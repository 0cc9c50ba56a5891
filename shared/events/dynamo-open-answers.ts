import * as v from 'valibot';
import { addSeconds, type Clock, epochSeconds, iso } from '../kernel/clock.ts';
import type { Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import type { OpenAnswers } from './tell-missed.ts';

type Options = Readonly<{ documents: Documents; table: string; clock: Clock }>;

/** Their place in the due index. */
const SHARD = 'UNANSWERED';
const PREFIX = 'UNANSWERED#';
const Entry = v.object({ pk: v.string() });

/** So long is one kept that cannot be told, because its call cannot be opened for one. */
const KEPT_SECONDS = 14 * 24 * 3600;

const keyOf = (callId: string) => ({ pk: `${PREFIX}${callId}`, sk: 'CALL' });

/** Calls of which nobody knows yet whether they were missed, an item each in the bindings table. */
export const createDynamoOpenAnswers = ({ documents, table, clock }: Options): OpenAnswers => ({
  async keep({ callId, dueAt }) {
    await documents.put({
      purpose: 'keeping a call that may be missed',
      table,
      item: {
        ...keyOf(callId),
        dueShard: SHARD,
        dueAt,
        ttl: epochSeconds(addSeconds(new Date(dueAt), KEPT_SECONDS)),
      },
      // The latest one counts: a redial's CDR may come later.
      condition: 'attribute_not_exists(pk) OR dueAt < :dueAt',
      values: { ':dueAt': dueAt },
    });
  },

  async due(most) {
    const query = {
      purpose: 'listing calls that may be missed',
      table,
      index: 'due-index',
      where: 'dueShard = :shard AND dueAt <= :now',
      values: { ':shard': SHARD, ':now': iso(clock()) },
    };
    const items = await queryAll(documents, query, { most });
    return items.map((item) => v.parse(Entry, item).pk.slice(PREFIX.length));
  },

  async drop(callId) {
    await documents.remove({ purpose: 'dropping a call that may be missed', table, key: keyOf(callId) });
  },
});
