import type { Clock } from '../../kernel/clock.ts';
import { type Binding, type BindingStatus, statusAt } from '../model/binding.ts';
import type { BindingFilter, BindingPlace, BindingStore } from '../model/binding-store.ts';

type Query = Readonly<{
  filter: BindingFilter;
  status: BindingStatus | undefined;
  /** Those of these apps alone; absent: of all. */
  apps?: readonly string[] | undefined;
  limit: number;
  after: BindingPlace | undefined;
}>;

/** A page of a list; `next` is where the following page goes on, `undefined` at the end. */
export type BindingPage = Readonly<{
  bindings: readonly Binding[];
  next: BindingPlace | undefined;
  /** The ids of those on the way that cannot be opened: whether they match is not known. */
  unreadable: readonly string[];
}>;

/** The most pages of the index that are read for one page of the list, because a filter may leave little of each. */
const MOST_PAGES = 10;

/**
 * Bindings that match, newest first, ended ones too. The index gives the order, the items the truth: what an index
 * lags behind on is filtered by the item itself.
 */
export const createListBindings =
  (bindings: BindingStore, clock: Clock) =>
  async ({ filter, status, apps, limit, after }: Query): Promise<BindingPage> => {
    const found: Binding[] = [];
    const unreadable: string[] = [];
    let place = after;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const places = await bindings.places(filter, limit, place);
      const read = await bindings.getReadable(
        places.map(({ bindingId }) => bindingId),
        apps,
      );
      unreadable.push(...read.unreadable);
      found.push(
        ...read.records
          .map(({ binding }) => binding)
          .filter((binding) => matches(binding, filter, status, clock())),
      );
      if (found.length >= limit) return { ...firstOf(found, limit), unreadable };
      if (places.length < limit) return { bindings: found, next: undefined, unreadable };
      place = places.at(-1) ?? place;
    }
    return { bindings: found, next: place, unreadable };
  };

/** The page ends with its last binding; what was read beyond it is read again for the next one. */
const firstOf = (found: readonly Binding[], limit: number): Omit<BindingPage, 'unreadable'> => {
  const bindings = found.slice(0, limit);
  const last = bindings.at(-1);
  return { bindings, next: last && placeOf(last) };
};

const placeOf = ({ bindingId, createdAt }: Binding): BindingPlace => ({ bindingId, createdAt });

const matches = (
  binding: Binding,
  filter: BindingFilter,
  status: BindingStatus | undefined,
  now: Date,
): boolean =>
  (filter.a === undefined || binding.a === filter.a) &&
  (filter.b === undefined || binding.b === filter.b) &&
  (filter.x === undefined || binding.x === filter.x) &&
  (filter.y === undefined || binding.y === filter.y) &&
  (filter.reference === undefined || binding.reference === filter.reference) &&
  (status === undefined || statusAt(binding, now) === status);
