import { blockIn } from '../../bindings/blocks/block-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';
import type { LookAtItem } from '../found-item.ts';

export type PartyItemsDeps = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

/** A block, `BLOCKS#<shard>`. It goes with an erasure, whoever asked for it: after that nothing may lead to the person. */
export const lookAtBlock =
  ({ documents, table, sealer }: PartyItemsDeps): LookAtItem =>
  async (item, person) => {
    const { blockId, block } = blockIn(sealer, item);
    if (block.party !== person.number) return undefined;
    return {
      kind: 'block',
      id: blockId,
      madeAt: block.createdAt,
      record: async () => block,
      erase: async () => {
        const key = { pk: item['pk'], sk: item['sk'] };
        await documents.remove({ purpose: 'erasing a person', table, key });
        return 'erased';
      },
    };
  };
