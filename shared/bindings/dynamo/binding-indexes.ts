import { AppError } from '../../kernel/errors.ts';
import { type LookupKeys, lookupsOf } from '../../sealing/lookup-keys.ts';
import type { BindingFilter } from '../model/binding-store.ts';

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
