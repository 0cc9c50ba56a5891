import type { Clock } from '../kernel/clock.ts';
import { platformError } from '../kernel/platform-outcome.ts';
import type { Logger } from '../observability/logger.ts';
import { storeWord } from './hear-platform.ts';
import { PAGE_SIZE, type ReportQueries, type ReportRegistry } from './report.ts';

/** How far the refresh is: the page that comes next. */
export type RefreshPlace = Readonly<{ read(): Promise<number>; write(page: number): Promise<void> }>;

/** One run. `remaining`: pages that are left for the next run; `failed`: the code of ours for why it ended early. */
export type RefreshReport = Readonly<{ pages: number; numbers: number; remaining: number; failed?: string }>;

type Deps = Readonly<{
  platform: ReportQueries;
  registry: ReportRegistry;
  place: RefreshPlace;
  clock: Clock;
  logger: Logger;
}>;

/**
 * Reads the states of all numbers from the platform, page by page, for as long as `hasTime`. The next run goes on where this one
 * ended. A number that moves to a page already read while others are deleted is met by the next pass.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const refreshReports = async (deps: Deps, hasTime: () => boolean): Promise<RefreshReport> => {
  const { platform, place, clock, logger } = deps;
  let page = await place.read();
  let pages = 0;
  let numbers = 0;
  let last = page;
  while (hasTime()) {
    const askedAt = clock();
    const answer = await platform.page(page);
    if (answer.kind !== 'ok') {
      const { code } = platformError(answer);
      logger.warn('reports-not-refreshed', { page, code });
      return { pages, numbers, remaining: Math.max(1, last - page + 1), failed: code };
    }
    const { total, said } = answer.value;
    await storeWord(deps, [...said.keys()], answer.value, askedAt);
    pages += 1;
    numbers += said.size;
    last = Math.ceil(total / PAGE_SIZE);
    page = page < last ? page + 1 : 1;
    await place.write(page);
    if (page === 1) return { pages, numbers, remaining: 0 };
  }
  return { pages, numbers, remaining: Math.max(1, last - page + 1) };
};
