import { atMost } from '../../kit/state/at-most.ts';
import { ask, type Binding, type Page } from '../api.ts';
import type { NumberChange } from './preview.ts';

/** The active bindings of a number that would be retired. `hasMore`: than are told. */
export type Retiring = Readonly<{ x: string; bindings: readonly Binding[]; hasMore: boolean }>;

/** The API is asked once a number, so for so many of them. */
export const MOST_LOOKED = 20;

const AT_ONCE = 5;
const MOST_TOLD = 20;

/** The numbers that would be retired and can be asked for: a masked one cannot. */
export const retiringIn = (diff: readonly NumberChange[]): readonly string[] =>
  diff.flatMap(({ kind, x }) => (kind === 'retired' && !x.includes('*') ? [x] : [])).sort();

/** Looks for the active bindings of the first of these numbers; those without one are left out. @throws {ApiError} */
export const readRetiring = async (
  app: string,
  numbers: readonly string[],
  signal: AbortSignal,
): Promise<readonly Retiring[]> => {
  const read = await atMost(AT_ONCE, numbers.slice(0, MOST_LOOKED), async (x) => {
    const body = { app, x, status: 'active', limit: MOST_TOLD };
    const page = await ask<Page<Binding>>('POST', 'bindings/search', { body, signal });
    return { x, bindings: page.items, hasMore: page.nextCursor !== null };
  });
  return read.filter(({ bindings }) => bindings.length > 0);
};
