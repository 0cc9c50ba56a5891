import { effect, signal } from '@preact/signals';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Binding, type Page } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { seenBinding } from '../binding/seen-binding.ts';
import { type Merged, mergedOf, nextOf } from '../lists/merged-list.ts';
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
export const listed = createLoader<Asked<Merged<Binding>, BindingFilter>>();

/** The API finds a text in all apps at once, and without one lists an app. */
const askedApps = ({ app, text }: BindingFilter): readonly string[] =>
  text.trim() === '' ? appsOf(app) : [app];

/** Fetches the list. The text that was typed goes in the body. */
export const loadBindings = (): void => {
  const asked = filter.peek();
  addBindings({ ...mergedOf(askedApps(asked)), asked });
};

/** Adds the next bindings. */
export const loadMoreBindings = (): void => {
  const { value: before } = listed.state.peek();
  if (before !== undefined) addBindings(before);
};

const addBindings = (before: Asked<Merged<Binding>, BindingFilter>): void => {
  const { asked } = before;
  void listed.load(async (signal) => {
    const page = (app: string, cursor: string | undefined) =>
      ask<Page<Binding>>('POST', 'bindings/search', { body: bodyOf({ ...asked, app }, cursor), signal });
    const next = await nextOf(before, { size: PAGE_SIZE, ask: page, at: ({ createdAt }) => createdAt });
    return { ...next, asked };
  });
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
  const wanted = { app, status, [kind]: text.trim(), cursor };
  const given = Object.entries(wanted).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(given), limit: PAGE_SIZE };
};

atSignOut(() => {
  filter.value = NO_FILTER;
  seenBinding.value = undefined;
  listed.clear();
});
