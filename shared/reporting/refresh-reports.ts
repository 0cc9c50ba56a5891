import type { Clock } from '../kernel/clock.ts';
import type { E164 } from '../kernel/e164.ts';
import type { ReadablePage } from '../kernel/page.ts';
import { type PlatformFailure, platformError, type ResultClass } from '../kernel/platform-outcome.ts';
import type { Logger } from '../observability/logger.ts';
import { askPlatform, storeWord } from './hear-platform.ts';
import type { ReportPlace } from './list-reports.ts';
import { PAGE_SIZE, type ReportQueries, type ReportRecord, type ReportRegistry } from './report.ts';

/** How far the refresh is: the page that comes next, or, when all pages are read, the stored reports behind a place. */
export type RefreshPlace = Readonly<{ page: number } | { after: ReportPlace }>;

/** Keeps the place for the next run. @throws {AppError} `store-unavailable` from both. */
export type RefreshPlaceStore = Readonly<{
  read(): Promise<RefreshPlace>;
  write(place: RefreshPlace): Promise<void>;
}>;

/**
 * One run. `numbers`: those on its pages; `asked`: stored ones that no page of this run had; `remaining`: pages that are left for the next
 * run, 1 also for what comes behind the last one; `failed`: the code of ours for why it ended early.
 */
export type RefreshReport = Readonly<{
  pages: number;
  numbers: number;
  asked: number;
  remaining: number;
  failed?: string;
}>;

type Deps = Readonly<{
  platform: ReportQueries;
  registry: ReportRegistry;
  place: RefreshPlaceStore;
  /** Stored reports of all states, {@link PAGE_SIZE} at most. */
  stored: (after: ReportPlace) => Promise<ReadablePage<ReportRecord, ReportPlace>>;
  clock: Clock;
  logger: Logger;
}>;

type Counts = { pages: number; numbers: number; asked: number };
type Run = Deps & Readonly<{ hasTime: () => boolean; counts: Counts; seen: Set<E164> }>;

/** The end of a part: `remaining` 0 when it is whole. */
type PartEnd = Pick<RefreshReport, 'remaining' | 'failed'>;

/** Before all stored reports. */
const BEGIN: ReportPlace = { key: '' };

/** The platform says no to this page and would to its repeat: a list that has become shorter has no such page any more. */
const OF_THE_PAGE: readonly ResultClass[] = ['validation', 'not-found', 'unknown'];

/**
 * Reads the states of all numbers from the platform, page by page, and then asks for each stored report that no page had: it may be
 * gone, or may have moved to a page already read. All for as long as `hasTime`; the next run goes on where this one ended. A number
 * on the pages of an earlier run counts as not seen, which costs a question and no more.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const refreshReports = async (deps: Deps, hasTime: () => boolean): Promise<RefreshReport> => {
  const counts = { pages: 0, numbers: 0, asked: 0 };
  const run = { ...deps, hasTime, counts, seen: new Set<E164>() };
  const place = await deps.place.read();
  const paged = 'page' in place ? await readPages(run, place.page) : { remaining: 0 };
  if (paged.remaining > 0) return { ...counts, ...paged };
  const end = await askForTheOthers(run, 'after' in place ? place.after : BEGIN);
  return { ...counts, ...end };
};

const readPages = async (run: Run, first: number): Promise<PartEnd> => {
  const { platform, place, clock, hasTime, counts, seen } = run;
  let page = first;
  let last = page;
  while (hasTime()) {
    const askedAt = clock();
    const answer = await platform.page(page);
    if (answer.kind !== 'ok') {
      if (page > 1 && answer.kind === 'refused' && OF_THE_PAGE.includes(answer.class))
        await place.write({ page: 1 });
      return stopped(run, answer, { page, remaining: Math.max(1, last - page + 1) });
    }
    const { total, said } = answer.value;
    await storeWord(run, [...said.keys()], answer.value, askedAt);
    for (const number of said.keys()) seen.add(number);
    counts.pages += 1;
    counts.numbers += said.size;
    last = Math.ceil(total / PAGE_SIZE);
    page += 1;
    const isLast = page > last;
    await place.write(isLast ? { after: BEGIN } : { page });
    if (isLast) return { remaining: 0 };
  }
  return { remaining: Math.max(1, last - page + 1) };
};

const askForTheOthers = async (run: Run, from: ReportPlace): Promise<PartEnd> => {
  const { place, stored, hasTime, counts, seen } = run;
  let after = from;
  while (hasTime()) {
    const { items, next } = await stored(after);
    const others = items.filter(({ number, state }) => state !== 'unknown' && !seen.has(number));
    if (others.length > 0) {
      const numbers = others.map(({ number }) => number);
      const answer = await askPlatform(run, numbers);
      if (answer.kind !== 'ok') return stopped(run, answer, { remaining: 1 });
      counts.asked += numbers.length;
    }
    await place.write(next === undefined ? { page: 1 } : { after: next });
    if (next === undefined) return { remaining: 0 };
    after = next;
  }
  return { remaining: 1 };
};

const stopped = (
  { logger }: Deps,
  failure: PlatformFailure,
  { page, remaining }: Readonly<{ page?: number; remaining: number }>,
): PartEnd => {
  const { code } = platformError(failure);
  logger.warn('reports-not-refreshed', { page, code });
  return { remaining, failed: code };
};
