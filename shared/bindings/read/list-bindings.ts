import { type Clock, instantBefore } from '../../kernel/clock.ts';
import { type Binding, type BindingStatus, statusAt } from '../model/binding.ts';
import type { BindingFilter, BindingPlace, BindingStore, MadeWithin } from '../model/binding-store.ts';
import { hadAt } from './had-at.ts';

/** Which of the bindings that a filter meets. Moments in ISO 8601 UTC with milliseconds. */
export type Narrowing = Readonly<{
  status?: BindingStatus | undefined;
  /** Those whose people had their numbers at that moment. */
  at?: string | undefined;
  /** Those that were made from that moment on. */
  from?: string | undefined;
  /** Those that were made before that moment. */
  to?: string | undefined;
}>;

type Query = Narrowing &
  Readonly<{
    filter: BindingFilter;
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

/** The entries of a page of the index where most of them may not match. */
const WIDE_PAGE = 100;

/**
 * Bindings that match, newest first, ended ones too. The index gives the order, the items the truth: what an index
 * lags behind on is filtered by the item itself.
 */
export const createListBindings =
  (bindings: Pick<BindingStore, 'places' | 'getReadable'>, clock: Clock) =>
  async ({ filter, apps, limit, after, ...narrowing }: Query): Promise<BindingPage> => {
    const found: Binding[] = [];
    const unreadable: string[] = [];
    const made = madeWithin(narrowing);
    const size = narrows(filter, narrowing) ? WIDE_PAGE : limit;
    let place = after;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const places = await bindings.places(filter, size, place, made);
      const ids = places.map(({ bindingId }) => bindingId);
      const read = await bindings.getReadable(ids, apps);
      unreadable.push(...read.unreadable);
      const now = clock();
      found.push(
        ...read.records
          .map(({ binding }) => binding)
          .filter((binding) => meets(binding, filter) && isWanted(binding, filter, narrowing, now)),
      );
      if (found.length >= limit) return { ...firstOf(found, limit), unreadable };
      if (places.length < size) return { bindings: found, next: undefined, unreadable };
      place = places.at(-1) ?? place;
    }
    return { bindings: found, next: place, unreadable };
  };

/** A person who had a number at a moment was bound by then. */
const madeWithin = ({ at, from, to }: Narrowing): MadeWithin => {
  const before = to === undefined ? undefined : instantBefore(to);
  const [until] = [at, before].filter((instant) => instant !== undefined).sort();
  return { from, until };
};

/** True where the index alone does not tell which bindings match. */
const narrows = (filter: BindingFilter, { status, at }: Narrowing): boolean =>
  status !== undefined || at !== undefined || Object.values(filter).filter(Boolean).length > 1;

/** The page ends with its last binding; what was read beyond it is read again for the next one. */
const firstOf = (found: readonly Binding[], limit: number): Omit<BindingPage, 'unreadable'> => {
  const bindings = found.slice(0, limit);
  const last = bindings.at(-1);
  return { bindings, next: last && placeOf(last) };
};

const placeOf = ({ bindingId, createdAt }: Binding): BindingPlace => ({ bindingId, createdAt });

const meets = (binding: Binding, { party, ...fields }: BindingFilter): boolean =>
  (party === undefined || binding.a === party || binding.b === party) &&
  FIELDS.every((field) => fields[field] === undefined || binding[field] === fields[field]);

const FIELDS = ['a', 'b', 'x', 'y', 'reference', 'app'] as const;

const isWanted = (binding: Binding, filter: BindingFilter, { status, at }: Narrowing, now: Date): boolean =>
  (status === undefined || statusAt(binding, now) === status) &&
  (at === undefined || hadAt(binding, filter, at));
