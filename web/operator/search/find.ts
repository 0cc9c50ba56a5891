import { ApiError, ask, type Binding, type Call, type Page } from '../api.ts';
import { pathOf } from '../paths.ts';
import { type AskPage, type Gathered, gather, joined, NOTHING, type Query } from './gather.ts';
import type { Sought } from './sought.ts';

const LIMIT = 50;

/**
 * Finds everything about a number, a reference or an id. The typed text goes in the body, never in an address.
 *
 * @throws {ApiError}
 */
export const find = async (sought: Sought, signal: AbortSignal): Promise<Gathered> => {
  switch (sought.kind) {
    case 'number':
      return gather([...byNumber(sought.number), byReference(sought.number)], unlessInvalid(listed(signal)));
    case 'reference':
      return gather([byReference(sought.reference)], listed(signal));
    case 'id':
      return joined(
        await Promise.all([
          byId(sought.id, signal),
          gather([byReference(sought.id)], unlessInvalid(listed(signal))),
        ]),
      );
  }
};

/**
 * Adds what comes after that which was found.
 *
 * @throws {ApiError}
 */
export const findMore = async (before: Gathered, signal: AbortSignal): Promise<Gathered> =>
  joined([{ ...before, rest: [] }, await gather(before.rest, listed(signal))]);

const listed =
  (signal: AbortSignal): AskPage =>
  (what, filter) =>
    ask('POST', `${what}/search`, { body: { ...filter, limit: LIMIT }, signal });

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
const byId = async (id: string, signal: AbortSignal): Promise<Gathered> => {
  const binding = (bindingId: string) =>
    unlessAbsent(ask<Binding>('GET', pathOf('bindings', bindingId), { signal }));
  const [calls, own] = await Promise.all([
    unlessAbsent(ask<Call>('GET', pathOf('calls', id), { signal })),
    binding(id),
  ]);
  const [bindingId] = calls.flatMap((call) => call.bindingId ?? []);
  const ofCall = bindingId === undefined ? [] : await binding(bindingId);
  const records = own.length === 0 ? NOTHING : await gather(recordsOf(id), listed(signal));
  const found = { ...NOTHING, calls, bindings: [...own, ...ofCall] };
  return joined([{ ...found, as: calls.length + own.length === 0 ? [] : ['id'] }, records]);
};

const recordsOf = (bindingId: string): readonly Query[] => [
  { what: 'calls', as: 'id', filter: { bindingId } },
  { what: 'messages', as: 'id', filter: { bindingId } },
];

const unlessAbsent = async <Item>(item: Promise<Item>): Promise<readonly Item[]> => {
  try {
    return [await item];
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return [];
    throw error;
  }
};
