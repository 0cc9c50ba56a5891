import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import { STANDING_SECONDS, type StandingErasure, type StandingErasures } from './standing-erasure.ts';

const PARTITION = 'ERASURES';

/** For second looks that failures keep from ending. */
const SPARE_SECONDS = 7 * 24 * 3600;

const Item = v.object({ sk: v.string(), sealed: v.string() });

const Order = v.object({
  target: v.variant('by', [
    v.object({ by: v.literal('call'), callId: v.string() }),
    v.object({ by: v.literal('binding'), bindingId: v.string() }),
    v.object({ by: v.literal('party'), party: v.string() }),
  ]),
  operator: v.string(),
  isWhole: v.boolean(),
  after: v.optional(v.object({ callId: v.string(), startedAt: v.string() })),
  isIncomplete: v.optional(v.boolean()),
});

type Options = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

/** Items of the calls table, all in one partition, which is nearly always empty. They hold the number of a person, sealed. */
export const createDynamoStandingErasures = ({ documents, table, sealer }: Options): StandingErasures => ({
  async put(erasure) {
    const { id: _id, at: _at, ...order } = erasure;
    const key = keyOf(erasure);
    const item = {
      ...key,
      sealed: sealer.seal(JSON.stringify(order), key.sk),
      ttl: epochSeconds(addSeconds(new Date(erasure.at), STANDING_SECONDS + SPARE_SECONDS)),
    };
    await documents.put({ purpose: 'storing the erasure', table, item });
  },

  async list() {
    const items = await queryAll(documents, {
      purpose: 'listing erasures',
      table,
      where: 'pk = :pk',
      values: { ':pk': PARTITION },
    });
    return items.flatMap((item) => {
      const { sk, sealed } = v.parse(Item, item);
      const [at = '', id = ''] = sk.split('#');
      const order = ifReadable(() => openItem(sealer, Order, { kind: 'erasure', id, sealed, context: sk }));
      return order === undefined ? [] : { id, at, ...order };
    });
  },
});

const keyOf = ({ at, id }: StandingErasure) => ({ pk: PARTITION, sk: `${at}#${id}` });
