import type { Attributes, Documents } from '../../storage/documents.ts';

type Store = Readonly<{ documents: Documents; table: string }>;

/** The change of an item whose sealed attribute (`sealed` unless another is named) gets another content. */
export type SealedChange = Readonly<{
  set: Readonly<Record<string, unknown>>;
  remove?: readonly string[];
  attribute?: string;
}>;

/**
 * Changes an item if its sealed attribute is still what it was read as. Two erasures at once, or a crash between the write and
 * its answer, leave the same.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const changeSealed = async (
  { documents, table }: Store,
  { pk, sk, ...item }: Attributes,
  { set, remove = [], attribute = 'sealed' }: SealedChange,
): Promise<'erased' | 'changed'> => {
  const names = [...new Set([attribute, ...Object.keys(set), ...remove])];
  const { written } = await documents.update({
    purpose: 'erasing a person',
    table,
    key: { pk, sk },
    change: [
      ...(Object.keys(set).length === 0
        ? []
        : [
            `SET ${Object.keys(set)
              .map((name) => `#${name} = :${name}`)
              .join(', ')}`,
          ]),
      ...(remove.length === 0 ? [] : [`REMOVE ${remove.map((name) => `#${name}`).join(', ')}`]),
    ].join(' '),
    condition: `#${attribute} = :former`,
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ':former': item[attribute],
    },
  });
  return written ? 'erased' : 'changed';
};
