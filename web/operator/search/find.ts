import { ApiError, ask, type Page } from '../api.ts';
import { pathOf } from '../paths.ts';
import { type AskPage, type Gathered, gather, joined, type Query, type What } from './gather.ts';
import type { Sought } from './sought.ts';

const LIMIT = 50;

/**
 * Finds everything about a number, a reference or an id. The typed text goes in the body, never in an address. Lists that could not be had are
 * in `failed`.
 *
 * @throws {ApiError} where nothing could be had.
 */
export const find = async (sought: Sought, signal: AbortSignal): Promise<Gathered> => {
  const queries = queriesFor(sought);
  const all = await gather(
    queries,
    sought.kind === 'reference' ? asked(signal) : unlessInvalid(asked(signal)),
  );
  const [first] = all.failed;
  if (first !== undefined && queries.every((asked) => all.failed.some(({ query }) => query === asked)))
    throw first.error;
  return all;
};

/** Adds what comes after that which was found. */
export const findMore = async (before: Gathered, signal: AbortSignal): Promise<Gathered> =>
  joined([{ ...before, rest: [] }, await gather(before.rest, asked(signal))]);

/** Asks again for what could not be had. */
export const findFailed = async (before: Gathered, signal: AbortSignal): Promise<Gathered> => {
  const queries = before.failed.map(({ query }) => query);
  return joined([{ ...before, failed: [] }, await gather(queries, unlessInvalid(asked(signal)))]);
};

const queriesFor = (sought: Sought): readonly Query[] => {
  switch (sought.kind) {
    case 'number':
      return [...byNumber(sought.number), byReference(sought.number)];
    case 'reference':
      return [byReference(sought.reference)];
    case 'id':
      return [...byId(sought.id), byReference(sought.id)];
  }
};

const asked =
  (signal: AbortSignal): AskPage =>
  <Item>(what: What, filter: Query['filter']) => {
    const { id } = filter;
    return id === undefined
      ? ask<Page<Item>>('POST', `${what}/search`, { body: { ...filter, limit: LIMIT }, signal })
      : unlessAbsent(ask<Item>('GET', pathOf(what, id), { signal }));
  };

/** A text has several readings: where one of them is not valid, the others count. */
const unlessInvalid =
  (askPage: AskPage): AskPage =>
  async <Item>(...query: Parameters<AskPage>): Promise<Page<Item>> => {
    try {
      return await askPage<Item>(...query);
    } catch (error) {
      if (error instanceof ApiError && error.problem.code === 'invalid-request')
        return { items: [], nextCursor: null };
      throw error;
    }
  };

const byReference = (reference: string): Query => ({
  what: 'bindings',
  as: 'reference',
  filter: { reference },
  follow: ['calls', 'messages'],
});

/** The calls of a person can be listed, the texts only by binding. */
const byNumber = (number: string): readonly Query[] => [
  { what: 'bindings', as: 'number', filter: { party: number }, follow: ['messages'] },
  { what: 'bindings', as: 'number', filter: { x: number } },
  { what: 'bindings', as: 'number', filter: { y: number } },
  { what: 'calls', as: 'number', filter: { party: number } },
  { what: 'calls', as: 'number', filter: { x: number } },
  { what: 'messages', as: 'number', filter: { x: number } },
];

/** The id of a call shows its binding too, and that of a binding all of it. */
const byId = (id: string): readonly Query[] => [
  { what: 'calls', as: 'id', filter: { id }, follow: ['bindings'] },
  { what: 'bindings', as: 'id', filter: { id }, follow: ['calls', 'messages'] },
];

/** One item as a list of it, or of none. */
const unlessAbsent = async <Item>(item: Promise<Item>): Promise<Page<Item>> => {
  try {
    return { items: [await item], nextCursor: null };
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return { items: [], nextCursor: null };
    throw error;
  }
};
