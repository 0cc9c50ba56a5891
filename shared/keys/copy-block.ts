import { blockIdOf, blockIn, itemOfBlock } from '../bindings/blocks/block-item.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { peopleKeysIn, type StepOutcome } from './people-keys.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'get' | 'put' | 'remove'>;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/**
 * Puts the block of a person under the present key as well, unless one stands there. A block is taken away under both
 * keys, and that may come between: then the copy goes again.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const copyBlock = async (
  { documents, table, sealer, lookup }: Deps,
  item: Attributes,
  dryRun: boolean,
): Promise<StepOutcome> => {
  const [found] = peopleKeysIn('numbers', item, () => true);
  if (found?.place.treatment !== 'copied') return 'nothing';
  const stored = ifReadable(() => blockIn(sealer, item));
  if (stored === undefined) return { unreadable: found.key };
  const { party, app } = stored.block;
  const blockId = blockIdOf(lookup, party, app);
  if (blockId === stored.blockId) return 'nothing';
  if (dryRun) return 'done';
  const copy = itemOfBlock(sealer, blockId, stored.block);
  const purpose = 'copying the block of a person';
  const { written } = await documents.put({
    purpose,
    table,
    item: copy,
    condition: 'attribute_not_exists(pk)',
  });
  if (!written) return 'nothing';
  const key = { pk: item['pk'], sk: item['sk'] };
  if ((await documents.get({ purpose, table, key })) !== undefined) return 'done';
  await documents.remove({ purpose, table, key: { pk: copy['pk'], sk: copy['sk'] } });
  return 'changed';
};
