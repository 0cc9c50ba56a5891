import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { JournalPlace, JournalWindow } from './journaled-pushes.ts';

/** Places that are listed at a time, and worked on between two looks at the clock. */
const PAGE = 20;
/** Places in work at a time. */
const AT_MOST = 5;

/** The part of a list to work on; `after` is where an earlier run ended. */
export type Range = Pick<JournalWindow, 'from' | 'to' | 'after'>;

/**
 * Does the work for everything in a list, page by page while there is time, and for at least one page. The result is where
 * to go on, `null` at the end.
 *
 * @throws what the list or the work threw.
 */
export const forEachJournaled = async (
  list: (window: JournalWindow) => Promise<readonly JournalPlace[]>,
  { from, to, after }: Range,
  work: (place: JournalPlace) => Promise<void>,
  hasTime: () => boolean,
): Promise<string | null> => {
  let place = after;
  do {
    const page = await list({ from, to, after: place, limit: PAGE });
    await mapAtMost({ atMost: AT_MOST, onFailure: 'go-on' }, page, work);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return null;
    place = last.place;
  } while (hasTime());
  return place;
};
