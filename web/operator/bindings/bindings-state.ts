import { effect, signal } from '@preact/signals';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Binding, type Page } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { seenBinding } from '../binding/seen-binding.ts';
import { atSignOut } from '../session.ts';

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
export const listed = createLoader<Asked<Page<Binding>, BindingFilter>>();

/** Tells whether the API answers such a filter. */
export const isEnough = ({ app, text }: BindingFilter): boolean => app !== '' || text.trim() !== '';

/** Fetches the list; with `cursor` the page after that is added. The text that was typed goes in the body. */
export const loadBindings = (cursor?: string): void => {
  if (cursor === undefined && !isEnough(filter.peek())) {
    listed.clear();
    return;
  }
  const before = cursor === undefined ? undefined : listed.state.peek().value;
  const asked = before?.asked ?? filter.peek();
  const body = bodyOf(asked, cursor);
  void listed.load(async (signal) => {
    const page = await ask<Page<Binding>>('POST', 'bindings/search', { body, signal });
    return { ...page, asked, items: [...(before?.items ?? []), ...page.items] };
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
