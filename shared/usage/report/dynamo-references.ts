import { recordOf } from '../../bindings/dynamo/binding-item.ts';
import { bindingKey } from '../../bindings/dynamo/binding-keys.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Documents } from '../../storage/documents.ts';
import type { ReferencesOf } from './read-usage.ts';

type Options = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

/**
 * Reads the references where they are kept, in the bindings: usage has none of its own, so one that was erased, or ended with its
 * binding, is nowhere else.
 */
export const createDynamoReferences =
  ({ documents, table, sealer }: Options): ReferencesOf =>
  async (bindingIds) => {
    const keys = bindingIds.map(bindingKey);
    const items = await batchGetAll(documents, { purpose: 'reading references', table, keys });
    return new Map(
      items.flatMap((item) => {
        const binding = ifReadable(() => recordOf(sealer, item).binding);
        return binding?.reference === undefined ? [] : [[binding.bindingId, binding.reference] as const];
      }),
    );
  };
