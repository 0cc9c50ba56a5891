import { signal } from '@preact/signals';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Call, type Page } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { rememberMessages } from '../message/known-messages.ts';
import { atSignOut } from '../session.ts';
import { find, findMore } from './find.ts';
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
  if (sought !== undefined)
    void found.load(async (aborted) => {
      const all = await find(sought, aborted);
      rememberMessages(all.messages);
      return all;
    });
};

/** Adds what was left out of what was found. */
export const searchOn = (before: Gathered): void =>
  void found.load(async (aborted) => {
    const all = await findMore(before, aborted);
    rememberMessages(all.messages);
    return all;
  });

/** Which of the latest calls. */
type LatestOf = Readonly<{ app: string; outcome: string }>;

/** The calls of one app, newest first: what is shown before anything is searched for. */
export const latest = createLoader<Asked<Page<Call>, LatestOf>>();

/** Which calls those are. */
export const latestOf = signal<LatestOf>({ app: '', outcome: '' });

/** Fetches them; with `cursor` the page after that is added. */
export const loadLatest = (cursor?: string): void => {
  const before = cursor === undefined ? undefined : latest.state.peek().value;
  const asked = before?.asked ?? latestOf.value;
  if (cursor === undefined) latest.clear();
  void latest.load(async (aborted) => {
    const query = { ...asked, cursor, limit: '30' };
    const page = await ask<Page<Call>>('GET', 'calls', { query, signal: aborted });
    return { ...page, asked, items: [...(before?.items ?? []), ...page.items] };
  });
};

atSignOut(() => {
  typed.value = '';
  found.clear();
  latest.clear();
  latestOf.value = { app: '', outcome: '' };
});
