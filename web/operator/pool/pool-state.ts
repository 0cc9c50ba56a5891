import { signal } from '@preact/signals';
import { createLoader } from '../../kit/state/loaded.ts';
import type { Page, PrivateNumber, Schemas } from '../api.ts';
import { ask } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { pageAfter, pagesAgain } from '../lists/read-again.ts';
import { atSignOut } from '../session.ts';

/** How full the pools are. */
export const pools = createLoader<Schemas['Pool']>();

/** Measures, or asks for what was measured. */
export const loadPools = (): void =>
  void pools.load((aborted) => ask<Schemas['Pool']>('GET', 'pool', { signal: aborted }));

/** Which numbers are listed; empty: all. */
export type NumberFilter = Readonly<{ app: string; areaCode: string; state: string }>;

const NO_FILTER: NumberFilter = { app: '', areaCode: '', state: '' };

/** The filter of the list of numbers. */
export const numberFilter = signal<NumberFilter>(NO_FILTER);

/** The numbers that it gave. */
export const numbers = createLoader<Asked<Page<PrivateNumber>, NumberFilter>>();

/** Fetches them; with `cursor` the page after that is added. */
export const loadNumbers = (cursor?: string): void => {
  const before = cursor === undefined ? undefined : numbers.state.peek().value;
  const asked = before?.asked ?? numberFilter.peek();
  void numbers.load((aborted) => pageAfter(asked, before, askNumbers(aborted)));
};

/** Reads anew what is shown, as far as it is shown. */
export const readPoolAgain = (): void => {
  const before = numbers.state.peek().value;
  void numbers.load((aborted) =>
    pagesAgain(before?.asked ?? numberFilter.peek(), before, askNumbers(aborted)),
  );
  loadPools();
};

const askNumbers = (signal: AbortSignal) => (asked: NumberFilter, cursor: string | undefined) =>
  ask<Page<PrivateNumber>>('GET', 'numbers', { query: { ...asked, cursor, limit: '50' }, signal });

/** Takes the new state of a number into the list, without fetching it anew. */
export const numberChanged = (changed: PrivateNumber): void => {
  numbers.change((page) => ({
    ...page,
    items: page.items.map((each) => (each.x === changed.x && each.app === changed.app ? changed : each)),
  }));
  loadPools();
};

atSignOut(() => {
  pools.clear();
  numbers.clear();
  numberFilter.value = NO_FILTER;
});
