import * as v from 'valibot';
import { AppError } from '../../kernel/errors.ts';
import { type LookupKeys, lookupsOf } from '../../sealing/lookup-keys.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import type { BindingFilter, BindingPlace } from '../model/binding-store.ts';
import { bindingIdOf, bindingKey } from './binding-keys.ts';

/** A key of an index. */
export type Index = Readonly<{ name: string; attribute: string; value: string }>;

/**
 * The indexes that together answer a filter: one, or two while the key changes that made the look-up keys of people.
 *
 * @throws {AppError} `invalid-request` when nothing is asked for.
 */
export const indexesFor = (filter: BindingFilter, lookup: LookupKeys): readonly Index[] => {
  const indexes = lookupsOf(lookup).map((each) => indexFor(filter, each));
  return indexes.filter(({ value }, at) => indexes.findIndex((index) => index.value === value) === at);
};

const indexFor = ({ a, b, x, y, reference }: BindingFilter, lookup: LookupKeys): Index => {
  if (reference !== undefined)
    return { name: 'reference-index', attribute: 'referenceKey', value: lookup('reference', reference) };
  if (a !== undefined) return { name: 'a-index', attribute: 'aKey', value: lookup('party', a) };
  if (b !== undefined) return { name: 'b-index', attribute: 'bKey', value: lookup('party', b) };
  if (x !== undefined) return { name: 'x-index', attribute: 'xKey', value: lookup('private-number', x) };
  if (y !== undefined) return { name: 'y-index', attribute: 'yKey', value: lookup('private-number', y) };
  throw new AppError('invalid-request', 'give at least one of a, b, x, y and reference');
};

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys }>;

const IndexEntry = v.object({ pk: v.string(), createdAt: v.string() });

/** The places of the bindings that a filter meets, newest first, behind `after`. @throws {AppError} `store-unavailable`. */
export const listPlaces = async (
  options: Options,
  filter: BindingFilter,
  limit: number,
  after: BindingPlace | undefined,
): Promise<readonly BindingPlace[]> => {
  const lists: (readonly BindingPlace[])[] = [];
  // One after the other, so that a binding which is put under the other key meanwhile is in one of the two.
  for (const index of indexesFor(filter, options.lookup))
    lists.push(await readPlaces(options, index, limit, after));
  const [only = [], ...others] = lists;
  return others.length === 0 ? only : newestFirst(lists.flat()).slice(0, limit);
};

const readPlaces = async (
  { documents, table }: Options,
  index: Index,
  limit: number,
  after: BindingPlace | undefined,
): Promise<readonly BindingPlace[]> => {
  const { items } = await documents.query({
    purpose: 'listing bindings',
    table,
    index: index.name,
    where: `${index.attribute} = :value`,
    values: { ':value': index.value },
    descending: true,
    limit,
    start: after && startKey(after, index),
  });
  return items.map(toPlace);
};

/** Each once: an index that is behind may show one under both keys. */
const newestFirst = (places: readonly BindingPlace[]): readonly BindingPlace[] =>
  [...new Map(places.map((place) => [place.bindingId, place])).values()].sort((one, other) =>
    one.createdAt === other.createdAt ? 0 : one.createdAt < other.createdAt ? 1 : -1,
  );

const startKey = ({ bindingId, createdAt }: BindingPlace, { attribute, value }: Index): Attributes => ({
  ...bindingKey(bindingId),
  createdAt,
  [attribute]: value,
});

const toPlace = (attributes: Attributes): BindingPlace => {
  const { pk, createdAt } = v.parse(IndexEntry, attributes);
  return { bindingId: bindingIdOf(pk), createdAt };
};
