import { ApiError, ask, type Binding, type Call, type Message, type Page } from '../api.ts';
import type { Found } from '../timeline/timeline.ts';
import type { Sought } from './sought.ts';

/** The result of a search. `more`: there was more than one page of something, so the oldest are missing. */
export type FoundMore = Found & Readonly<{ more: boolean; unreadable: readonly string[] }>;

const LIMIT = 50;
/** Calls and messages are asked for by the latest so many bindings of a reference. */
const MOST_BINDINGS = 10;

type Filter = Readonly<Record<string, string>>;
type Answers = Readonly<{
  bindings: readonly Page<Binding>[];
  calls: readonly Page<Call>[];
  messages: readonly Page<Message>[];
}>;

/**
 * Finds everything about a number, a reference or an id. The typed text goes in the body, never in an address.
 *
 * @throws {ApiError}
 */
export const find = async (sought: Sought, signal: AbortSignal): Promise<FoundMore> => {
  const list = <Item>(what: string, filter: Filter) =>
    ask<Page<Item>>('POST', `${what}/search`, { body: { ...filter, limit: LIMIT }, signal });
  const bindings = (filter: Filter) => list<Binding>('bindings', filter);
  const calls = (filter: Filter) => list<Call>('calls', filter);
  const messages = (filter: Filter) => list<Message>('messages', filter);
  const ofBindings = async (found: readonly Page<Binding>[]): Promise<Answers> => {
    const ids = found
      .flatMap(({ items }) => items)
      .slice(0, MOST_BINDINGS)
      .map(({ bindingId }) => bindingId);
    const [callPages, messagePages] = await Promise.all([
      Promise.all(ids.map((bindingId) => calls({ bindingId }))),
      Promise.all(ids.map((bindingId) => messages({ bindingId }))),
    ]);
    return { bindings: found, calls: callPages, messages: messagePages };
  };
  const byNumber = async (number: string): Promise<Answers> => {
    const [party, x, y, partyCalls, xCalls, xMessages] = await Promise.all([
      unlessInvalid(bindings({ party: number })),
      unlessInvalid(bindings({ x: number })),
      unlessInvalid(bindings({ y: number })),
      unlessInvalid(calls({ party: number })),
      unlessInvalid(calls({ x: number })),
      unlessInvalid(messages({ x: number })),
    ]);
    const { messages: ofTheirs } = await ofBindings([party]);
    return {
      bindings: [party, x, y],
      calls: [partyCalls, xCalls],
      messages: [xMessages, ...ofTheirs],
    };
  };
  switch (sought.kind) {
    case 'number':
      return joined(await byNumber(sought.number));
    case 'reference':
      return joined(await ofBindings([await bindings({ reference: sought.reference })]));
    case 'id':
      return byId(sought.id, signal, ofBindings);
  }
};

/** A mobile cannot be a private number of every kind: where one reading of what was typed is not valid, the others count. */
const unlessInvalid = async <Item>(page: Promise<Page<Item>>): Promise<Page<Item>> => {
  try {
    return await page;
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'invalid-request')
      return { items: [], nextCursor: null };
    throw error;
  }
};

const unlessAbsent = async <Item>(item: Promise<Item>): Promise<readonly Item[]> => {
  try {
    return [await item];
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return [];
    throw error;
  }
};

/** The id of a call shows its binding too, and that of a binding all of it. */
const byId = async (
  id: string,
  signal: AbortSignal,
  ofBindings: (found: readonly Page<Binding>[]) => Promise<Answers>,
): Promise<FoundMore> => {
  const binding = (bindingId: string) =>
    unlessAbsent(ask<Binding>('GET', `bindings/${bindingId}`, { signal }));
  const [calls, own] = await Promise.all([
    unlessAbsent(ask<Call>('GET', `calls/${id}`, { signal })),
    binding(id),
  ]);
  const [bindingId] = calls.flatMap((call) => call.bindingId ?? []);
  const ofCall = bindingId === undefined ? [] : await binding(bindingId);
  const found = await ofBindings([{ items: own, nextCursor: null }]);
  return joined({
    ...found,
    bindings: [...found.bindings, { items: ofCall, nextCursor: null }],
    calls: [...found.calls, { items: calls, nextCursor: null }],
  });
};

const joined = ({ bindings, calls, messages }: Answers): FoundMore => {
  const pages = [...bindings, ...calls, ...messages];
  return {
    bindings: bindings.flatMap(({ items }) => items),
    calls: calls.flatMap(({ items }) => items),
    messages: messages.flatMap(({ items }) => items),
    more: pages.some(({ nextCursor }) => nextCursor !== null),
    unreadable: pages.flatMap(({ unreadable = [] }) => unreadable),
  };
};
