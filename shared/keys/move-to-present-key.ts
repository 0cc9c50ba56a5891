import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';

/** The means of a move: the table of the item, and the keys of now. */
export type KeyMoveDeps = Readonly<{
  documents: Pick<Documents, 'get' | 'put'>;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/** One kind of item whose key is made of a number that is sealed in it. */
type Movable<Content> = Readonly<{
  /** For the message of a failure: "the erasure of a person". */
  name: string;
  /** `undefined`: it cannot be opened, which has been told then. */
  read: (item: Attributes) => Content | undefined;
  /** The item under the present key, of what stood under the former one and what was written under the present one meanwhile. */
  itemOf: (former: Content, present: Content | undefined) => Attributes;
}>;

/** `changed`: the one under the present key was written meanwhile, and nothing was done. `unreadable`: one of the two. */
export type MoveOutcome = 'moved' | 'changed' | 'unreadable';

/**
 * Puts an item under the present key of the number that is sealed in it. Where one stands there by now, the two become one. The
 * former item itself stays where it is.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const moveToPresentKey = async <Content>(
  { documents, table }: Pick<KeyMoveDeps, 'documents' | 'table'>,
  item: Attributes,
  dryRun: boolean,
  { name, read, itemOf }: Movable<Content>,
): Promise<MoveOutcome> => {
  const former = read(item);
  if (former === undefined) return 'unreadable';
  if (dryRun) return 'moved';
  const { pk, sk } = itemOf(former, undefined);
  const there = await documents.get({ purpose: `reading ${name}`, table, key: { pk, sk } });
  const present = there && read(there);
  if (there !== undefined && present === undefined) return 'unreadable';
  const { written } = await documents.put({
    purpose: `moving ${name}`,
    table,
    item: itemOf(former, present),
    // Each write seals anew, so what is sealed tells one write from another.
    ...(there === undefined
      ? { condition: 'attribute_not_exists(pk)' }
      : { condition: 'sealed = :sealed', values: { ':sealed': there['sealed'] } }),
  });
  return written ? 'moved' : 'changed';
};
