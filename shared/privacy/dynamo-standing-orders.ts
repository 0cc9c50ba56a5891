import * as v from 'valibot';
import { type AuditOptions, auditEnd } from '../calls/dynamo/audit-item.ts';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { SPARE_SECONDS, type StandingOrder, type StandingOrders } from './standing-orders.ts';

const PARTITION = 'PERSONS';

const Item = v.object({ sk: v.string(), at: v.string(), dueAt: v.string(), sealed: v.string() });

const Sealed = v.object({
  number: v.string(),
  operator: v.string(),
  from: v.optional(v.string()),
  memberships: v.optional(v.record(v.string(), v.string())),
  isIncomplete: v.optional(v.boolean()),
});

type Options = AuditOptions & Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

/** Items of the calls table: the orders in one partition, which is nearly always empty, and their audit. */
export const createDynamoStandingOrders = ({
  documents,
  table,
  sealer,
  newId,
  auditRetentionDays,
}: Options): StandingOrders => ({
  async put(order) {
    await documents.put({
      purpose: 'storing the erasure of a person',
      table,
      item: itemOfOrder(sealer, order),
    });
  },

  async persistProgress(order) {
    await documents.put({
      purpose: 'storing how far the erasure of a person is',
      table,
      item: itemOfOrder(sealer, order),
      condition: '#at = :at',
      names: { '#at': 'at' },
      values: { ':at': order.at },
    });
  },

  async list() {
    const items = await queryAll(documents, {
      purpose: 'listing erasures of people',
      table,
      where: 'pk = :pk',
      values: { ':pk': PARTITION },
    });
    // One that cannot be opened must not keep the others from being carried out.
    return items.flatMap((item) => orderIn(sealer, item) ?? []);
  },

  async remove({ id, at }) {
    await documents.remove({
      purpose: 'forgetting the erasure of a person',
      table,
      key: { pk: PARTITION, sk: id },
      condition: '#at = :at',
      names: { '#at': 'at' },
      values: { ':at': at },
    });
  },

  async audit({ id, action, operator, at }) {
    const item = {
      pk: `E#${id}`,
      sk: `${at}#${newId()}`,
      action,
      operator,
      at,
      ttl: auditEnd(at, auditRetentionDays),
    };
    await documents.put({ purpose: 'persisting the order about a person', table, item });
  },
});

/** An order as stored; `undefined` where it cannot be opened, which has left a line then. */
export const orderIn = (sealer: Sealer, item: Attributes): StandingOrder | undefined => {
  const { sk, at, dueAt, sealed } = v.parse(Item, item);
  const order = ifReadable(() => openItem(sealer, Sealed, { kind: 'erasure', id: sk, sealed, context: sk }));
  return order && { id: sk, at, dueAt, ...order };
};

/** The item of an order. One that nobody looks after for a week after it was due ends by itself. */
export const itemOfOrder = (sealer: Sealer, { id, at, dueAt, ...order }: StandingOrder) => ({
  pk: PARTITION,
  sk: id,
  at,
  dueAt,
  sealed: sealer.seal(JSON.stringify(order), id),
  ttl: epochSeconds(addSeconds(new Date(dueAt), SPARE_SECONDS)),
});
