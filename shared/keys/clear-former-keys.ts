import * as v from 'valibot';
import { blockIn } from '../bindings/blocks/block-item.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { type LookupKeys, markIn, markOf } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { moveOrder } from './move-order.ts';
import { moveReport } from './move-report.ts';
import { peopleKeysIn, type StepOutcome } from './people-keys.ts';
import type { SealedTable } from './sealed-places.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'get' | 'put' | 'remove'>;
  tables: Readonly<Record<SealedTable, string>>;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/** How what is sealed with its person is put under the present key, by the beginning of its partition key. */
const MOVES: Readonly<Record<string, typeof moveOrder>> = { PERSONS: moveOrder, 'A#': moveReport };

const Key = v.object({ pk: v.string(), sk: v.string() });

/**
 * Takes an item away that stands under a former key, or puts it under the present one. The keys show by their marks which one made
 * them, so nothing of the former key is needed.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const clearFormerKeys = async (
  deps: Deps,
  table: SealedTable,
  item: Attributes,
  dryRun: boolean,
): Promise<StepOutcome> => {
  const { documents, tables, lookup } = deps;
  const mark = markOf(lookup);
  const [found] = peopleKeysIn(table, item, (key) => markIn(key) !== mark);
  if (found === undefined) return 'nothing';
  const { pk, sk } = v.parse(Key, item);
  const { treatment, begins } = found.place;
  const purpose = 'clearing up after a change of the look-up key';
  const left = { unreadable: (begins === 'A#' ? sk : pk.split('#').at(-1)) ?? pk };
  // Nothing rebuilds it any more.
  if (treatment === 'rebuilt') return left;
  const move = MOVES[begins];
  if (move !== undefined) {
    const moved = await move({ ...deps, table: tables[table] }, item, dryRun);
    if (moved !== 'moved') return moved === 'unreadable' ? left : moved;
  }
  // All that opens was copied before; a copy that is not there any more was taken away since.
  if (treatment === 'copied' && ifReadable(() => blockIn(deps.sealer, item)) === undefined) return left;
  if (dryRun) return 'done';
  if (begins === 'E#') {
    // Entries of the audit have no number. They still say who did what and when, and belong together.
    const moved = { ...item, pk: `E#${lookup('erasure', found.key)}` };
    await documents.put({ purpose, table: tables[table], item: moved });
  }
  await documents.remove({ purpose, table: tables[table], key: { pk, sk } });
  return 'done';
};
