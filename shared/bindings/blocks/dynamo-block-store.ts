import { type Clock, iso } from '../../kernel/clock.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import { type LookupKeys, lookupsOf } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import type { BlockPage, BlockPlace, BlockStore, StoredBlock } from './block.ts';
import {
  BLOCK_SHARDS,
  blockIdOf,
  blockIn,
  blockKey,
  blockPartition,
  itemOfBlock,
  stands,
} from './block-item.ts';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
  clock: Clock;
}>;

/**
 * Blocks in DynamoDB, one sealed item each. While `lookupKey` changes a block is written under both keys; the former one has all
 * of them, also those of before.
 */
export const createDynamoBlockStore = (options: Options): BlockStore => {
  const { documents, table, sealer, lookup, clock } = options;
  const whole = lookup.change?.phase === 'used' ? lookup.change.other : lookup;
  const idsOf = ({ party, app }: StoredBlock['block']): readonly string[] =>
    lookupsOf(lookup).map((each) => blockIdOf(each, party, app));
  const standing = (item: Attributes | undefined): readonly Attributes[] =>
    item !== undefined && stands(item, iso(clock())) ? [item] : [];
  return {
    async put(block) {
      const blockId = blockIdOf(whole, block.party, block.app);
      const key = blockKey(blockId);
      const former = await documents.get({ purpose: 'reading the block of a person', table, key });
      const purpose = 'blocking a person';
      for (const id of idsOf(block))
        await documents.put({ purpose, table, item: itemOfBlock(sealer, id, block) });
      return { blockId, block, added: standing(former).length === 0 };
    },

    async get(blockId) {
      const purpose = 'reading the block of a person';
      const [item] = standing(await documents.get({ purpose, table, key: blockKey(blockId) }));
      return item && blockIn(sealer, item);
    },

    async of(party, apps) {
      const keys = [undefined, ...apps].map((app) => blockKey(blockIdOf(whole, party, app)));
      const items = await batchGetAll(documents, { purpose: 'reading the blocks of a person', table, keys });
      return items.flatMap(standing).map((item) => blockIn(sealer, item));
    },

    page: (limit, from) => readPage(options, whole, limit, from),

    async remove(block) {
      const purpose = 'unblocking a person';
      for (const id of idsOf(block)) await documents.remove({ purpose, table, key: blockKey(id) });
    },
  };
};

/** Looks through the shards until the page is full. */
const readPage = async (
  { documents, table, sealer, clock }: Options,
  whole: LookupKeys,
  limit: number,
  from: BlockPlace = { shard: 0 },
): Promise<BlockPage> => {
  const items: StoredBlock[] = [];
  const unreadable: string[] = [];
  let place: BlockPlace | undefined = from;
  while (place !== undefined && items.length < limit) {
    const { shard, after }: BlockPlace = place;
    const page = await documents.query({
      purpose: 'listing blocks',
      table,
      where: 'pk = :pk',
      values: { ':pk': blockPartition(shard) },
      limit: limit - items.length,
      start: after === undefined ? undefined : { pk: blockPartition(shard), sk: after },
    });
    for (const item of page.items.filter((each) => stands(each, iso(clock())))) {
      const stored = ifReadable(() => blockIn(sealer, item));
      if (stored === undefined) unreadable.push(String(item['sk']));
      // A change of the key has it under both, until what stands under the former one is cleared away.
      else if (stored.blockId === idUnder(whole, stored)) items.push(stored);
    }
    place = behind(shard, page.next);
  }
  return { items, unreadable, next: place };
};

const idUnder = (lookup: LookupKeys, { block: { party, app } }: StoredBlock): string =>
  blockIdOf(lookup, party, app);

const behind = (shard: number, next: Attributes | undefined): BlockPlace | undefined => {
  if (next !== undefined) return { shard, after: String(next['sk']) };
  return shard + 1 < BLOCK_SHARDS ? { shard: shard + 1 } : undefined;
};
