import { type Clock, iso } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Logger } from '../../observability/logger.ts';
import { daysBefore } from '../usage-cell.ts';
import type { UsageCells } from '../usage-store.ts';
import { type CountDeps, countCell } from './count-cell.ts';

const HOURS_OF_YESTERDAY = 12;

/**
 * Whether looks at a day are still to come, so that a record of a cell that is there needs no mark. Today is open, and until noon also
 * yesterday; looks go on until midnight, so that one of them comes after noon, although some fail.
 */
export const isOpenDay = (day: string, now: Date): boolean => {
  const today = iso(now).slice(0, 10);
  return day === today || (day === daysBefore(today, 1) && now.getUTCHours() < HOURS_OF_YESTERDAY);
};

/** The days that are looked at. */
export const daysToLookAt = (now: Date): readonly string[] => {
  const today = iso(now).slice(0, 10);
  return [daysBefore(today, 1), today];
};

/** The parts that looking needs; `apps`: those that are looked at. */
export type LookDeps = CountDeps &
  Readonly<{ cells: Pick<UsageCells, 'ofDay'>; apps: readonly string[]; logger: Logger; clock: Clock }>;

/** `recounted`: cells that had other records than when they were counted; `lookLeft`: those for which there was no time. */
export type LookRun = Readonly<{ lookedAt: number; recounted: number; lookFailed: number; lookLeft: number }>;

const AT_MOST = 8;

/**
 * Looks at every cell of these days, and counts those anew whose records have changed: it costs a read each, and a write where there is
 * something new. A cell that another run counts meanwhile, or that fails, is looked at again with the next look.
 *
 * @throws {AppError} `store-unavailable` when the cells of a day cannot be read.
 */
export const lookAtDays = async (
  deps: LookDeps,
  days: readonly string[],
  hasTime: () => boolean,
): Promise<LookRun> => {
  const run = { lookedAt: 0, recounted: 0, lookFailed: 0, lookLeft: 0 };
  for (const app of deps.apps)
    for (const day of days) {
      const cells = await deps.cells.ofDay(app, day);
      const { untouched } = await mapAtMost({ atMost: AT_MOST, hasTime }, cells, async ({ cell, stored }) => {
        try {
          const outcome = await countCell(deps, cell, { found: { stored } });
          run.lookedAt += 1;
          if (outcome === 'counted') run.recounted += 1;
          if (outcome === 'overtaken') run.lookLeft += 1;
        } catch (error) {
          run.lookFailed += 1;
          deps.logger.warn('usage-not-counted', { kind: cell.kind, app, day, error });
        }
      });
      run.lookLeft += untouched.length;
    }
  return run;
};
