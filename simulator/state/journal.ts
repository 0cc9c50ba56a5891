import type { PushUrls } from './options.ts';

/** The kinds of push, named after the console's addresses. */
export type PushKind = keyof PushUrls;

/** One request the platform (or its storage host) received, and what became of it. */
export type RequestEntry = {
  id: number;
  kind: 'request';
  at: string;
  /** `bind`, `query`, ..., `download`; `unknown` for a path nobody serves. */
  operation: string;
  method: string;
  path: string;
  /** The query string as it was sent, without the question mark. */
  query: string;
  headers: Record<string, string>;
  body: string;
  appKey: string | null;
  /** null: the connection was cut without an answer. */
  status: number | null;
  code: string | null;
  answerBody: string;
  /** The operation took effect, whatever the customer got to hear of it. */
  applied: boolean;
  fault: string | null;
};

/** One try to deliver a push; `status` null: no answer, `error` says why. */
export type PushAttempt = {
  at: string;
  headers: Record<string, string>;
  status: number | null;
  answerBody: string;
  error: string | null;
};

/** One push out, with all attempts so far. */
export type PushEntry = {
  id: number;
  kind: 'push';
  at: string;
  operation: PushKind;
  appKey: string;
  url: string;
  body: string;
  state: 'pending' | 'delivered' | 'given-up';
  attempts: PushAttempt[];
  /** When it is tried again; null: it is not, or a try is under way. */
  nextAttemptAt: string | null;
};

export type JournalEntry = RequestEntry | PushEntry;

/** A search in the journal; every field given must match. */
export type JournalFilter = {
  kind?: 'request' | 'push';
  operation?: string;
  /** Only entries after this id. */
  sinceId?: number;
  appKey?: string;
  status?: number;
  code?: string;
  applied?: boolean;
  state?: PushEntry['state'];
  /** A piece of text that the body must hold. */
  bodyIncludes?: string;
};

/** The record of everything in and out. */
export type Journal = {
  addRequest(entry: Omit<RequestEntry, 'id' | 'kind'>): void;
  addPush(entry: Omit<PushEntry, 'id' | 'kind'>): PushEntry;
  /** Wakes those who wait; to be called after a push entry was changed. */
  changed(): void;
  /** Copies of the matching entries, oldest first. */
  list(filter: JournalFilter): JournalEntry[];
  push(id: number): PushEntry | undefined;
  /** Resolves with the matching entries as soon as there are `count`; rejects after `timeoutMs` of real time. */
  waitFor(filter: JournalFilter, count: number, timeoutMs: number): Promise<JournalEntry[]>;
  clear(): void;
};

const lastStatus = (entry: JournalEntry): number | null =>
  entry.kind === 'request' ? entry.status : (entry.attempts.at(-1)?.status ?? null);

const matches = (entry: JournalEntry, filter: JournalFilter): boolean =>
  [
    filter.kind === undefined || entry.kind === filter.kind,
    filter.operation === undefined || entry.operation === filter.operation,
    filter.sinceId === undefined || entry.id > filter.sinceId,
    filter.appKey === undefined || entry.appKey === filter.appKey,
    filter.status === undefined || lastStatus(entry) === filter.status,
    filter.code === undefined || (entry.kind === 'request' && entry.code === filter.code),
    filter.applied === undefined || (entry.kind === 'request' && entry.applied === filter.applied),
    filter.state === undefined || (entry.kind === 'push' && entry.state === filter.state),
    filter.bodyIncludes === undefined || entry.body.includes(filter.bodyIncludes),
  ].every(Boolean);

/** An empty journal. Ids grow for as long as the simulator lives, also over `clear`. */
export const createJournal = (): Journal => {
  let entries: JournalEntry[] = [];
  let lastId = 0;
  const waiters = new Set<() => void>();
  const changed = (): void => {
    for (const wake of [...waiters]) wake();
  };
  const list = (filter: JournalFilter): JournalEntry[] =>
    entries.filter((entry) => matches(entry, filter)).map((entry) => structuredClone(entry));

  return {
    addRequest(entry) {
      entries.push({ id: ++lastId, kind: 'request', ...entry });
      changed();
    },
    addPush(entry) {
      const added: PushEntry = { id: ++lastId, kind: 'push', ...entry };
      entries.push(added);
      changed();
      return added;
    },
    changed,
    list,
    push: (id) => entries.find((entry): entry is PushEntry => entry.kind === 'push' && entry.id === id),
    waitFor: (filter, count, timeoutMs) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = list(filter);
          if (found.length < count) return;
          finish();
          resolve(found);
        };
        const finish = (): void => {
          clearTimeout(timer);
          waiters.delete(look);
        };
        const timer = setTimeout(() => {
          finish();
          const found = `${list(filter).length} of ${count}`;
          reject(new Error(`Waited ${timeoutMs} ms for ${JSON.stringify(filter)}: ${found} in the journal`));
        }, timeoutMs);
        waiters.add(look);
        look();
      }),
    clear() {
      entries = [];
    },
  };
};
