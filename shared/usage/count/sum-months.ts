import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import { dayAfter, monthOf, startOfDay, type UsageCell } from '../usage-cell.ts';
import type { AppMonth, StaleMonth, UsageCells, UsageMonths } from '../usage-store.ts';

/** Longer than a run of the counting may take, which writes the mark of a month before the cell. */
const AFTER_DAY_SECONDS = 600;

/**
 * The mark to be written before this cell is. It is one for all counts of a day of UTC in this month, because sums cost a write unit a
 * kilobyte; until they are made anew, the month is read from its cells.
 */
export const staleMonthOf = ({ app, day }: UsageCell, now: Date): StaleMonth => ({
  app,
  month: monthOf(day),
  dueAt: iso(addSeconds(startOfDay(dayAfter(iso(now).slice(0, 10))), AFTER_DAY_SECONDS)),
});

type Deps = Readonly<{
  cells: Pick<UsageCells, 'month'>;
  months: UsageMonths;
  clock: Clock;
  logger: Logger;
}>;

/** `monthsLeft`: marked ones that were due, and failed, were overtaken by another run, or had no time. */
export type SumRun = Readonly<{ months: number; monthsFailed: number; monthsLeft: number }>;

/**
 * Makes the sums of the months anew whose marks are due. A mark goes when the sums are stored, so a run that ends in the middle
 * leaves the rest to the next; of two at once one stores, and the other leaves its marks.
 *
 * @throws {AppError} `store-unavailable` when the marks cannot be read.
 */
export const sumMonths = async (deps: Deps, hasTime: () => boolean): Promise<SumRun> => {
  const { months, clock, logger } = deps;
  const now = iso(clock());
  const due = (await months.stale()).filter(({ dueAt }) => dueAt <= now);
  const byMonth = [...Map.groupBy(due, ({ app, month }) => `${app}#${month}`).values()];
  const run = { months: 0, monthsFailed: 0 };
  for (const marks of byMonth) {
    const [first] = marks;
    if (first === undefined || !hasTime()) break;
    const { app, month } = first;
    try {
      if (!(await sumMonth(deps, { app, month }))) continue;
      for (const mark of marks) await months.unmark(mark);
      run.months += 1;
    } catch (error) {
      run.monthsFailed += 1;
      logger.warn('usage-not-summed', { app, month, error });
    }
  }
  return { ...run, monthsLeft: byMonth.length - run.months };
};

const sumMonth = async ({ cells, months }: Deps, month: AppMonth): Promise<boolean> => {
  // The version first: whoever stores sums after this moment is noticed when these are stored.
  const before = await months.version(month);
  const numbers = await cells.month(month.app, month.month);
  return (before === undefined && numbers.length === 0) || months.write(month, before, numbers);
};
