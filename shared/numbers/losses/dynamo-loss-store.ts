import * as v from 'valibot';
import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import { NUMBER_STATES } from '../private-number.ts';
import type { LossPage, LossStore, NumberLoss } from './number-loss.ts';

const Item = v.object({
  app: v.string(),
  key: v.string(),
  state: v.picklist(NUMBER_STATES),
  cause: v.optional(v.string()),
  since: v.string(),
  toldAt: v.optional(v.string()),
  nextAt: v.optional(v.string()),
});

/** As long as the journal of pushes, which is what they follow from. */
const PAGES_KEPT_SECONDS = 31 * 24 * 3600;

/** One partition, because few numbers are lost at a time. */
const PARTITION = 'LOST';

const keyOf = ({ app, key }: Pick<NumberLoss, 'app' | 'key'>) => ({ pk: PARTITION, sk: `${app}#${key}` });

const pageKeyOf = ({ loss: { app, key, since }, page }: LossPage) => ({
  pk: `LOSS#${app}#${key}`,
  sk: `${since}#${String(page).padStart(5, '0')}`,
});

/** Lost numbers and the pages of those who lived on them, in the table of numbers. No item has a number or a person. */
export const createDynamoLossStore = (documents: Documents, table: string): LossStore => ({
  async open(loss) {
    await documents.put({
      purpose: 'noting the lost number',
      table,
      item: { ...keyOf(loss), ...loss },
      condition: 'attribute_not_exists(pk)',
    });
  },

  async list() {
    const items = await queryAll(documents, {
      purpose: 'listing lost numbers',
      table,
      where: 'pk = :pk',
      values: { ':pk': PARTITION },
    });
    return items.map((item) => v.parse(Item, item));
  },

  async take(loss, now, until) {
    const { written } = await documents.update({
      purpose: 'taking the lost number',
      table,
      key: keyOf(loss),
      change: 'SET leaseUntil = :until',
      condition: 'since = :since AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)',
      values: { ':until': iso(until), ':now': iso(now), ':since': loss.since },
    });
    return written;
  },

  async addPage(page) {
    const { loss, areaCode, last, liveBindings, bindingIds } = page;
    const { app, key, state, cause, since } = loss;
    const told = { app, key, state, cause, areaCode, since, page: page.page, last, liveBindings, bindingIds };
    await documents.put({
      purpose: 'storing who lived on the lost number',
      table,
      item: {
        ...pageKeyOf(page),
        ...told,
        ttl: epochSeconds(addSeconds(new Date(since), PAGES_KEPT_SECONDS)),
      },
      condition: 'attribute_not_exists(pk)',
    });
  },

  async leave(loss) {
    const { toldAt, nextAt } = loss;
    await documents.update({
      purpose: 'leaving the lost number',
      table,
      key: keyOf(loss),
      change: 'SET toldAt = :toldAt, nextAt = :nextAt REMOVE leaseUntil',
      condition: 'since = :since',
      values: { ':toldAt': toldAt, ':nextAt': nextAt, ':since': loss.since },
    });
  },
  async close(loss) {
    await documents.remove({
      purpose: 'closing the lost number',
      table,
      key: keyOf(loss),
      condition: 'since = :since',
      values: { ':since': loss.since },
    });
  },
});
