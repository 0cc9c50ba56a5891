import { signal } from '@preact/signals';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Call, type Page } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { type Merged, mergedOf, nextOf } from '../lists/merged-list.ts';
import { readAgain } from '../lists/read-again.ts';
import { rememberMessages } from '../message/known-messages.ts';
import { appsOf, atSignOut } from '../session.ts';
import { placeOf } from '../timeline/timeline.ts';
import { find, findFailed, findMore } from './find.ts';
import type { Gathered } from './gather.ts';
import { readSought } from './sought.ts';

/** It outlives a refresh of the page, in the session alone; sign-out forgets it. */
const KEY = 'privatenumber.sought';

/** The text in the search field. */
export const typed = signal(sessionStorage.getItem(KEY) ?? '');

/** The result of the last search. */
export const found = createLoader<Gathered>();

/** Searches for what was typed, or shows the latest calls again. */
export const search = (text: string): void => {
  typed.value = text;
  sessionStorage.setItem(KEY, text);
  const sought = readSought(text);
  // The result of another search must not look like that of this one.
  found.clear();
  if (sought !== undefined) takeFound((aborted) => find(sought, aborted));
};

/** Reads anew what was found, as far as it is shown. */
export const searchAgain = (): void => {
  const sought = readSought(sessionStorage.getItem(KEY) ?? '');
  if (sought === undefined) return;
  const { value: shown } = found.state.peek();
  takeFound((aborted) =>
    readAgain({
      shown: shown === undefined ? 0 : countOf(shown),
      countOf,
      hasMore: ({ rest }) => rest.length > 0,
      next: (before) => (before === undefined ? find(sought, aborted) : findMore(before, aborted)),
    }),
  );
};

const countOf = ({ bindings, calls, messages }: Gathered): number =>
  bindings.length + calls.length + messages.length;

const takeFound = (look: (signal: AbortSignal) => Promise<Gathered>): void =>
  void found.load(async (aborted) => {
    const all = await look(aborted);
    rememberMessages(all.messages);
    return all;
  });

/** Adds what was left out of what was found. */
export const searchOn = (before: Gathered): void => takeFound((aborted) => findMore(before, aborted));

/** Asks again for what could not be had. */
export const searchFailed = (before: Gathered): void => takeFound((aborted) => findFailed(before, aborted));

/** Which of the latest calls; empty: of all apps, of any outcome. */
type LatestOf = Readonly<{ app: string; outcome: string }>;

/** The calls of one app or all, newest first: what is shown before anything is searched for. */
export const latest = createLoader<Latest>();

/** Which calls those are. */
export const latestOf = signal<LatestOf>({ app: '', outcome: '' });

const PAGE_SIZE = 30;

/** Fetches them; what comes after those that are there is added with {@link loadMoreLatest}. */
export const loadLatest = (): void => {
  latest.clear();
  readLatestAgain();
};

/** Reads anew what is shown, as far as it is shown. */
export const readLatestAgain = (): void => {
  const { value: asked } = latestOf;
  const start = { ...mergedOf<Call>(appsOf(asked.app)), asked };
  const shown = latest.state.peek().value?.items.length ?? 0;
  void latest.load((signal) =>
    readAgain({
      shown,
      countOf: ({ items }) => items.length,
      hasMore: ({ hasMore }) => hasMore,
      next: (before = start) => latestAfter(before, signal),
    }),
  );
};

/** Adds the next calls. */
export const loadMoreLatest = (): void => {
  const { value: before } = latest.state.peek();
  if (before !== undefined) void latest.load((signal) => latestAfter(before, signal));
};

type Latest = Asked<Merged<Call>, LatestOf>;

const latestAfter = async (before: Latest, signal: AbortSignal): Promise<Latest> => {
  const { outcome } = before.asked;
  const page = (app: string, cursor: string | undefined) =>
    ask<Page<Call>>('GET', 'calls', { query: { app, outcome, cursor, limit: String(PAGE_SIZE) }, signal });
  return { ...(await nextOf(before, { size: PAGE_SIZE, ask: page, at: placeOf })), asked: before.asked };
};

atSignOut(() => {
  typed.value = '';
  found.clear();
  latest.clear();
  latestOf.value = { app: '', outcome: '' };
});
