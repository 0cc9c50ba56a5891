import { atMost } from '../../kit/state/at-most.ts';
import { Dropped } from '../../kit/state/dropped.ts';
import type { Binding, Call, Message, Page } from '../api-shapes.ts';
import type { Found } from '../timeline/timeline.ts';

/** The kinds of thing that a typed text is found as. */
export type FoundAs = 'number' | 'reference' | 'id';

export type What = 'bindings' | 'calls' | 'messages';

/**
 * A list to be asked for; with `id` in the filter the one item that has it. `follow`: what is then asked for: lists by each of its
 * bindings, or the binding of each of its calls.
 */
export type Query = Readonly<{
  what: What;
  as: FoundAs;
  filter: Readonly<Record<string, string>>;
  follow?: readonly What[];
}>;

/** A list that could not be had. */
export type Failed = Readonly<{ query: Query; error: unknown }>;

/** The items that lists gave. `failed`: the lists that gave none; `rest`: the pages after; `looked`: of how many bindings calls or texts were asked for. */
export type Gathered = Found &
  Readonly<{
    unreadable: readonly string[];
    as: readonly FoundAs[];
    looked: number;
    rest: readonly Query[];
    failed: readonly Failed[];
  }>;

/** Asks for a page of a list. */
export type AskPage = <Item>(what: What, filter: Query['filter']) => Promise<Page<Item>>;

/** A search asks so much at a time. */
const AT_ONCE = 5;

/** Nothing was found. */
export const NOTHING: Gathered = {
  ...{ bindings: [], calls: [], messages: [] },
  ...{ unreadable: [], as: [], looked: 0, rest: [], failed: [] },
};

/** Asks for a page of each list, and then for what follows from every binding in them. */
export const gather = async (queries: readonly Query[], ask: AskPage): Promise<Gathered> => {
  const first = await atMost(AT_ONCE, queries, async (query) => ({ query, page: await answer(query, ask) }));
  const follows = once(
    first.flatMap(({ query, page }) => [
      ...page.bindings.flatMap((binding) => followsOf(query, binding)),
      ...page.calls.flatMap((call) => bindingOf(query, call)),
    ]),
  );
  const second = await atMost(AT_ONCE, follows, (query) => answer(query, ask));
  const looked = new Set(follows.flatMap(({ filter }) => filter['bindingId'] ?? [])).size;
  return joined([...first.map(({ page }) => page), ...second, { ...NOTHING, looked }]);
};

/** Everything of several answers. */
export const joined = (all: readonly Gathered[]): Gathered => ({
  bindings: all.flatMap(({ bindings }) => bindings),
  calls: all.flatMap(({ calls }) => calls),
  messages: all.flatMap(({ messages }) => messages),
  unreadable: all.flatMap(({ unreadable }) => unreadable),
  as: [...new Set(all.flatMap(({ as }) => as))],
  looked: all.reduce((sum, { looked }) => sum + looked, 0),
  rest: all.flatMap(({ rest }) => rest),
  failed: all.flatMap(({ failed }) => failed),
});

/** The queries for the calls and texts of a binding. */
const followsOf = ({ as, follow = [] }: Query, { bindingId }: Binding): readonly Query[] =>
  follow.flatMap((what) => (what === 'bindings' ? [] : [{ what, as, filter: { bindingId } }]));

const bindingOf = ({ as, follow = [] }: Query, { bindingId }: Call): readonly Query[] =>
  bindingId !== null && follow.includes('bindings')
    ? [{ what: 'bindings', as, filter: { id: bindingId } }]
    : [];

/** A binding may have been found twice. */
const once = (queries: readonly Query[]): readonly Query[] => [
  ...new Map(queries.map((query) => [`${query.what} ${JSON.stringify(query.filter)}`, query])).values(),
];

/** A list that fails does not take the others with it. */
const answer = async (query: Query, ask: AskPage): Promise<Gathered> => {
  try {
    return await answered(query, ask);
  } catch (error) {
    if (error instanceof Dropped) throw error;
    return { ...NOTHING, failed: [{ query, error }] };
  }
};

const answered = async (query: Query, ask: AskPage): Promise<Gathered> => {
  const { what, filter } = query;
  switch (what) {
    case 'bindings': {
      const page = await ask<Binding>(what, filter);
      return { ...ofPage(query, page), bindings: page.items };
    }
    case 'calls': {
      const page = await ask<Call>(what, filter);
      return { ...ofPage(query, page), calls: page.items };
    }
    case 'messages': {
      const page = await ask<Message>(what, filter);
      return { ...ofPage(query, page), messages: page.items };
    }
  }
};

const ofPage = (query: Query, { items, nextCursor: cursor, unreadable = [] }: Page<unknown>): Gathered => ({
  ...NOTHING,
  unreadable,
  as: items.length === 0 ? [] : [query.as],
  rest: cursor === null ? [] : [{ ...query, filter: { ...query.filter, cursor } }],
});
