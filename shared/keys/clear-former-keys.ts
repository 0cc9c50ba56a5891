import * as v from 'valibot';
import { ifReadable } from '../sealing/if-readable.ts';
import { type LookupKeys, markIn, markOf } from '../sealing/lookup-keys.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { peopleKeysIn, type StepOutcome } from './people-keys.ts';
import type { SealedTable } from './sealed-places.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'put' | 'remove'>;
  tables: Readonly<Record<SealedTable, string>>;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

const Key = v.object({ pk: v.string(), sk: v.string() });
const Order = v.object({ sk: v.string(), sealed: v.string() });
const Named = v.looseObject({ number: v.string() });

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
  const moved = treatment === 'moved' ? movedItem(deps, begins, item, found.key) : undefined;
  // Nothing rebuilds it any more, and an order that cannot be opened stays where it is.
  if (treatment !== 'removed' && moved === undefined) return { unreadable: pk.split('#').at(-1) ?? pk };
  if (dryRun) return 'done';
  const purpose = 'clearing up after a change of the look-up key';
  if (moved !== undefined) await documents.put({ purpose, table: tables[table], item: moved });
  await documents.remove({ purpose, table: tables[table], key: { pk, sk } });
  return 'done';
};

/**
 * An order about a person goes under the key of the number that is sealed in it. Entries of the audit have no number: they go under
 * a key of their former key, so that they still say who did what and when, and belong together.
 */
const movedItem = (
  { sealer, lookup }: Deps,
  begins: string,
  item: Attributes,
  key: string,
): Attributes | undefined => {
  if (begins === 'E#') return { ...item, pk: `E#${lookup('erasure', key)}` };
  const { sk: context, sealed } = v.parse(Order, item);
  const order = ifReadable(() => openItem(sealer, Named, { kind: 'erasure', id: context, sealed, context }));
  if (order === undefined) return undefined;
  const sk = lookup('erasure', order.number);
  return { ...item, sk, sealed: sealer.seal(JSON.stringify(order), sk) };
};
