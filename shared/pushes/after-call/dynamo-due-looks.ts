import * as v from 'valibot';
import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { type CallEndLook, type CallEndLooks, LOOK_SHARDS } from './due-looks.ts';

/** A look that nobody makes goes by itself; every minute somebody makes those that are due. */
const KEPT_SECONDS = 7 * 24 * 3600;

const Item = v.object({
  app: v.string(),
  subscriptionId: v.string(),
  dueAt: v.string(),
  isRepeat: v.exactOptional(v.boolean()),
});

const partition = (shard: number): string => `ENDINGS#${shard}`;

const keyOf = ({ app, subscriptionId, dueAt }: CallEndLook) => ({
  pk: partition((subscriptionId.codePointAt(subscriptionId.length - 1) ?? 0) % LOOK_SHARDS),
  sk: `${dueAt}#${app}#${subscriptionId}`,
});

/** Looks in the table of calls, ordered by the moment at which they are due. */
export const createDynamoCallEndLooks = ({
  documents,
  table,
}: Readonly<{ documents: Documents; table: string }>): CallEndLooks => ({
  async put(look) {
    const { app, subscriptionId, dueAt, isRepeat } = look;
    const ttl = epochSeconds(addSeconds(new Date(dueAt), KEPT_SECONDS));
    const item = { ...keyOf(look), app, subscriptionId, dueAt, ttl, ...(isRepeat ? { isRepeat } : {}) };
    await documents.put({ purpose: 'storing the end of a call', table, item });
  },

  async due(shard, now, limit) {
    const { items } = await documents.query({
      purpose: 'listing ends of calls',
      table,
      where: 'pk = :pk AND sk <= :now',
      // The key has more behind its moment, and sorts behind the moment alone.
      values: { ':pk': partition(shard), ':now': `${iso(now)}~` },
      limit,
    });
    return items.map((item) => v.parse(Item, item));
  },

  async remove(look) {
    await documents.remove({ purpose: 'looking at the end of a call', table, key: keyOf(look) });
  },
});
