import { signal } from '@preact/signals';
import { Dropped } from '../kit/state/dropped.ts';
import type { Mode } from './api-shapes.ts';

/** The rights of this session's key, as the API says. */
export type Access = Readonly<{
  name: string;
  scopes: readonly string[];
  apps: readonly Readonly<{ name: string; mode: Mode; allocation: 'pool' | 'platform' }>[];
  stage?: string;
  /** The time of the service. */
  at: string;
}>;

/** For this tab alone and until it is closed; nothing of it is ever written elsewhere. */
const KEY = 'privatenumber.key';

/** The API key, or a token where the deployment takes tokens. */
export const apiKey = signal<string | undefined>(sessionStorage.getItem(KEY) ?? undefined);

/** Absent until the API has said it. */
export const access = signal<Access | undefined>(undefined);

/** Why the last session ended, where somebody else ended it. */
export const endedBecause = signal<'refused' | undefined>(undefined);

/** Begins a session. */
export const signIn = (key: string): void => {
  sessionStorage.setItem(KEY, key);
  endedBecause.value = undefined;
  apiKey.value = key;
};

const forgetting: (() => void)[] = [];

/** Names what a page keeps while others are shown, so that the next person at this tab does not find it. */
export const atSignOut = (forget: () => void): void => {
  forgetting.push(forget);
};

/** Of the session that goes on; it is aborted when that ends. */
let current = new AbortController();

/**
 * Does something that belongs to the session in which it begins, and is given up with it.
 *
 * @param asked of whoever waits for it
 * @throws {Dropped} when the session ended before it, or whoever waits does not any more; else what `work` throws.
 */
export const inSession = async <Answer>(
  asked: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> => {
  const until = asked === undefined ? [current.signal] : [current.signal, asked];
  const own = new AbortController();
  const giveUp = () => own.abort();
  for (const signal of until) signal.addEventListener('abort', giveUp);
  const isOver = () => until.some(({ aborted }) => aborted);
  try {
    const answer = await work(own.signal);
    if (isOver()) throw new Dropped();
    return answer;
  } catch (error) {
    throw isOver() ? new Dropped() : error;
  } finally {
    for (const signal of until) signal.removeEventListener('abort', giveUp);
  }
};

/** Ends the session, gives up what is on its way, and forgets what it has asked for. */
export const signOut = (because?: 'refused'): void => {
  current.abort();
  current = new AbortController();
  sessionStorage.clear();
  for (const forget of forgetting) forget();
  endedBecause.value = because;
  access.value = undefined;
  apiKey.value = undefined;
};

/** The apps that are asked one by one where a list is of one app or, with '', of all. */
export const appsOf = (app: string): readonly string[] =>
  app === '' ? (access.peek()?.apps ?? []).map(({ name }) => name) : [app];

/** Tells whether the key has one of these scopes. */
export const may = (...scopes: readonly string[]): boolean =>
  scopes.some((scope) => access.value?.scopes.includes(scope) ?? false);
