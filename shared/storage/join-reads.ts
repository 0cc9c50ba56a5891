import { AsyncLocalStorage } from 'node:async_hooks';
import type { Attributes, BatchGetAnswer, BatchGetInput, Documents } from './documents.ts';

/** DynamoDB takes no more keys in one request (BatchGetItem). */
const MOST_KEYS = 100;

/** A store whose batch reads can travel together. */
export type JoinedReads = Readonly<{
  /** As it was, but for the batch reads of work that {@link JoinedReads.together} carries out. */
  documents: Documents;
  /**
   * Carries out work whose batch reads of one table become one request, those that are asked for in the same turn of the event
   * loop: every key once. Each of them gets its own items, and all fail when the request fails. Other work at the same
   * time has no part in it.
   */
  together<Result>(work: () => Promise<Result>): Promise<Result>;
}>;

type Asked = Readonly<{ input: BatchGetInput; reply: PromiseWithResolvers<BatchGetAnswer> }>;

/** The reads that wait for the end of the turn, by table. */
type Waiting = Map<string, Asked[]>;

/** Lets batch reads of one piece of work travel together, whichever stores ask for them. */
export const joinReads = (documents: Documents): JoinedReads => {
  const scopes = new AsyncLocalStorage<Waiting>();
  return {
    documents: {
      ...documents,
      batchGet(input) {
        const waiting = scopes.getStore();
        return waiting === undefined ? documents.batchGet(input) : join(documents, waiting, input);
      },
    },
    together: (work) => (scopes.getStore() === undefined ? scopes.run(new Map(), work) : work()),
  };
};

const join = (documents: Documents, waiting: Waiting, input: BatchGetInput): Promise<BatchGetAnswer> => {
  const asked = { input, reply: Promise.withResolvers<BatchGetAnswer>() };
  const others = waiting.get(input.table);
  if (others !== undefined) others.push(asked);
  else {
    const all = [asked];
    waiting.set(input.table, all);
    // After everything that waits for no answer has asked.
    setImmediate(() => {
      waiting.delete(input.table);
      void send(documents, all);
    });
  }
  return asked.reply.promise;
};

/** Answers every read. Never throws. */
const send = async (documents: Documents, all: readonly Asked[]): Promise<void> => {
  const [first, ...others] = all;
  if (first === undefined) return;
  const keys = new Map(all.flatMap(({ input }) => input.keys.map((key) => [idOf(key), key] as const)));
  if (keys.size > MOST_KEYS && others.length > 0) {
    await Promise.all(all.map((asked) => send(documents, [asked])));
    return;
  }
  const purpose = [...new Set(all.map(({ input }) => input.purpose))].join(' and ');
  try {
    const answer = await documents.batchGet({ ...first.input, purpose, keys: [...keys.values()] });
    for (const { input, reply } of all) reply.resolve(partOf(answer, input));
  } catch (error) {
    for (const { reply } of all) reply.reject(error);
  }
};

const partOf = ({ items, unread }: BatchGetAnswer, { keys }: BatchGetInput): BatchGetAnswer => {
  const names = Object.keys(keys[0] ?? {});
  const wanted = new Set(keys.map((key) => idOf(key)));
  const isWanted = (item: Attributes): boolean => wanted.has(idOf(item, names));
  return { items: items.filter(isWanted), unread: unread.filter(isWanted) };
};

/** The key in an item, whatever the order of its attributes. */
const idOf = (item: Attributes, names: readonly string[] = Object.keys(item)): string =>
  JSON.stringify([...names].sort().map((name) => item[name]));
