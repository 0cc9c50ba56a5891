import { effect, signal } from '@preact/signals';
import { plainText } from '../../kit/format/numbers.ts';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Binding, type Page } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { seenBinding } from '../binding/seen-binding.ts';
import { type Merged, mergedOf, nextOf } from '../lists/merged-list.ts';
import { readAgain } from '../lists/read-again.ts';
import { appsOf, atSignOut } from '../session.ts';

/** The filter of the list, as it was entered; `kind` says what `text` is. */
export type BindingFilter = Readonly<{
  app: string;
  status: string;
  kind: 'party' | 'x' | 'y' | 'reference';
  text: string;
}>;

const NO_FILTER: BindingFilter = { app: '', status: '', kind: 'party', text: '' };

/** The filter that is shown. */
export const filter = signal<BindingFilter>(NO_FILTER);

/** The list that it gave. */
export const listed = createLoader<Listed>();

/** The API finds a text in all apps at once, and without one lists an app. */
const askedApps = ({ app, text }: BindingFilter): readonly string[] =>
  text.trim() === '' ? appsOf(app) : [app];

/** Fetches the list. The text that was typed goes in the body. */
export const loadBindings = (): void => {
  readBindings(filter.peek(), 0);
};

/** Reads anew what is shown, as far as it is shown; the filter that was typed since does not count. */
export const readBindingsAgain = (): void => {
  const { value: before } = listed.state.peek();
  readBindings(before?.asked ?? filter.peek(), before?.items.length ?? 0);
};

const readBindings = (asked: BindingFilter, shown: number): void => {
  const start = { ...mergedOf<Binding>(askedApps(asked)), asked };
  void listed.load((signal) =>
    readAgain({
      shown,
      countOf: ({ items }) => items.length,
      hasMore: ({ hasMore }) => hasMore,
      next: (before = start) => bindingsAfter(before, signal),
    }),
  );
};

/** Adds the next bindings. */
export const loadMoreBindings = (): void => {
  const { value: before } = listed.state.peek();
  if (before !== undefined) void listed.load((signal) => bindingsAfter(before, signal));
};

type Listed = Asked<Merged<Binding>, BindingFilter>;

const bindingsAfter = async (before: Listed, signal: AbortSignal): Promise<Listed> => {
  const { asked } = before;
  const page = (app: string, cursor: string | undefined) =>
    ask<Page<Binding>>('POST', 'bindings/search', { body: bodyOf({ ...asked, app }, cursor), signal });
  const next = await nextOf(before, { size: PAGE_SIZE, ask: page, at: ({ createdAt }) => createdAt });
  return { ...next, asked };
};

effect(() => {
  const { value: seen } = seenBinding;
  if (seen === undefined) return;
  listed.change((page) => ({
    ...page,
    items: page.items.map((binding) => (binding.bindingId === seen.bindingId ? seen : binding)),
  }));
});

const PAGE_SIZE = 30;

const bodyOf = ({ app, status, kind, text }: BindingFilter, cursor = '') => {
  const sought = (kind === 'reference' ? text : plainText(text)).trim();
  const wanted = { app, status, [kind]: sought, cursor };
  const given = Object.entries(wanted).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(given), limit: PAGE_SIZE };
};

atSignOut(() => {
  filter.value = NO_FILTER;
  seenBinding.value = undefined;
  listed.clear();
});
