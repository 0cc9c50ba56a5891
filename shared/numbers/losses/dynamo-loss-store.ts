import * as v from 'valibot';
import { iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import { NUMBER_STATES } from '../private-number.ts';
import { LOST_PARTITION, lostKey } from './dynamo-open-loss.ts';
import type { LossStore } from './number-loss.ts';

const Item = v.object({
  app: v.string(),
  key: v.string(),
  state: v.picklist(NUMBER_STATES),
  cause: v.optional(v.string()),
  since: v.string(),
  nextAt: v.optional(v.string()),
  after: v.optional(v.object({ bindingId: v.string(), liveUntil: v.string() })),
});

/** Lost numbers, in the table of numbers. No item has a number or a person. */
export const createDynamoLossStore = (documents: Documents, table: string): LossStore => ({
  async list() {
    const items = await queryAll(documents, {
      purpose: 'listing lost numbers',
      table,
      where: 'pk = :pk',
      values: { ':pk': LOST_PARTITION },
    });
    return items.map((item) => v.parse(Item, item));
  },

  async take(loss, now, until) {
    const { written } = await documents.update({
      purpose: 'taking the lost number',
      table,
      key: lostKey(loss),
      change: 'SET leaseUntil = :until',
      condition: 'since = :since AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)',
      values: { ':until': iso(until), ':now': iso(now), ':since': loss.since },
    });
    return written;
  },

  async leave(loss) {
    const { nextAt, after } = loss;
    await documents.update({
      purpose: 'leaving the lost number',
      table,
      key: lostKey(loss),
      change:
        after === undefined
          ? 'SET nextAt = :nextAt REMOVE leaseUntil, #after'
          : 'SET nextAt = :nextAt, #after = :after REMOVE leaseUntil',
      condition: 'since = :since',
      names: { '#after': 'after' },
      values: {
        ':nextAt': nextAt,
        ':since': loss.since,
        ...(after === undefined ? {} : { ':after': after }),
      },
    });
  },

  async close(loss) {
    await documents.remove({
      purpose: 'closing the lost number',
      table,
      key: lostKey(loss),
      condition: 'since = :since',
      values: { ':since': loss.since },
    });
  },
});
