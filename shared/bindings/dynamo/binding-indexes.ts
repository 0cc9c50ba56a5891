import * as v from 'valibot';
import { AppError } from '../../kernel/errors.ts';
import { type LookupKeys, lookupsOf } from '../../sealing/lookup-keys.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { queryPages } from '../../storage/query-all.ts';
import type { BindingFilter, BindingPlace, MadeWithin } from '../model/binding-store.ts';
import { bindingIdOf } from './binding-keys.ts';

/** A key of an index. */
export type Index = Readonly<{ name: string; attribute: string; value: string }>;

/**
 * The indexes that together answer a filter: one, or two for a person on either side, and twice as many while the key changes
 * that made the look-up keys of people. The one that a filter names first here has the fewest bindings as a rule.
 *
 * @throws {AppError} `invalid-request` when nothing is asked for.
 */
export const indexesFor = (filter: BindingFilter, lookup: LookupKeys): readonly Index[] => {
  const indexes = lookupsOf(lookup).flatMap((each) => indexesUnder(filter, each));
  const keyOf = ({ name, value }: Index): string => `${name} ${value}`;
  return [...new Map(indexes.map((index) => [keyOf(index), index])).values()];
};

const indexesUnder = (
  { a, b, party, x, y, reference, app }: BindingFilter,
  lookup: LookupKeys,
): readonly Index[] => {
  if (reference !== undefined)
    return [{ name: 'reference-index', attribute: 'referenceKey', value: lookup('reference', reference) }];
  if (a !== undefined) return [indexOfA(lookup, a)];
  if (b !== undefined) return [indexOfB(lookup, b)];
  if (party !== undefined) return [indexOfA(lookup, party), indexOfB(lookup, party)];
  if (x !== undefined) return [{ name: 'x-index', attribute: 'xKey', value: lookup('private-number', x) }];
  if (y !== undefined) return [{ name: 'y-index', attribute: 'yKey', value: lookup('private-number', y) }];
  if (app !== undefined) return [{ name: 'app-index', attribute: 'app', value: app }];
  throw new AppError('invalid-request', 'give at least one of a, b, party, x, y, reference and app');
};

const indexOfA = (lookup: LookupKeys, a: string): Index => ({
  name: 'a-index',
  attribute: 'aKey',
  value: lookup('party', a),
});

const indexOfB = (lookup: LookupKeys, b: string): Index => ({
  name: 'b-index',
  attribute: 'bKey',
  value: lookup('party', b),
});

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys }>;

const IndexEntry = v.object({ pk: v.string(), createdAt: v.string() });

/** Which places of an index: the first `limit` behind `after`. */
type Wanted = Readonly<{ limit: number; after: BindingPlace | undefined; made: MadeWithin }>;

/** The places of the bindings that a filter meets, newest first, behind `after`. @throws {AppError} `store-unavailable`. */
export const listPlaces = async (
  options: Options,
  filter: BindingFilter,
  wanted: Wanted,
): Promise<readonly BindingPlace[]> => {
  const places: BindingPlace[] = [];
  // One after the other, so that a binding which is put under the other key meanwhile is in one of the two.
  for (const index of indexesFor(filter, options.lookup))
    places.push(...(await readPlaces(options, index, wanted)));
  return newestFirst(places).slice(0, wanted.limit);
};

const EARLIEST = '0';
const LATEST = '~';

/**
 * The place where the page before ended is a bound of the key and no start key, because in another one of several indexes that
 * place is not. So the entry of that place comes again, and all of its instant do, in no order that the index promises.
 */
const readPlaces = async (
  { documents, table }: Options,
  { name, attribute, value }: Index,
  { limit, after, made: { from = EARLIEST, until = LATEST } }: Wanted,
): Promise<readonly BindingPlace[]> => {
  const highest = after !== undefined && after.createdAt < until ? after.createdAt : until;
  if (from > highest) return [];
  const pages = queryPages(documents, {
    purpose: 'listing bindings',
    table,
    index: name,
    where: `${attribute} = :value AND createdAt BETWEEN :from AND :highest`,
    values: { ':value': value, ':from': from, ':highest': highest },
    descending: true,
    // One more tells whether those of the last instant are all there.
    limit: limit + (after === undefined ? 1 : 2),
  });
  const places: BindingPlace[] = [];
  for await (const { items } of pages) {
    places.push(...items.map(toPlace).filter((place) => after === undefined || order(after) > order(place)));
    const last = places[limit - 1];
    if (last !== undefined && (places.at(-1)?.createdAt ?? '') < last.createdAt) break;
  }
  return newestFirst(places).slice(0, limit);
};

/** Each once: an index that is behind may show one under two keys. */
const newestFirst = (places: readonly BindingPlace[]): readonly BindingPlace[] =>
  [...new Map(places.map((place) => [place.bindingId, place])).values()].sort((one, other) =>
    order(one) < order(other) ? 1 : -1,
  );

/** The instants of bindings all have the same length. */
const order = ({ createdAt, bindingId }: BindingPlace): string => `${createdAt}#${bindingId}`;

const toPlace = (attributes: Attributes): BindingPlace => {
  const { pk, createdAt } = v.parse(IndexEntry, attributes);
  return { bindingId: bindingIdOf(pk), createdAt };
};
