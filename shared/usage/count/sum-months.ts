import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import { dayAfter, daysBefore, lastDayOf, monthOf, startOfDay, type UsageCell } from '../usage-cell.ts';
import type { AppMonth, MonthOfNumber, StaleMonth, UsageCells, UsageMonths } from '../usage-store.ts';

/** Longer than a run of the counting may take, which writes the mark of a month before the cell. */
const AFTER_DAY_SECONDS = 600;

/** Sums have days in them that are so old at least; cells of days that are a day younger are marked already. */
const SUMMED_AFTER_DAYS = 3;

/**
 * The mark to be written before this cell is; none for a day that no sums can have in them yet. It is one for all counts of a day of
 * UTC in this month, because sums cost a write unit a kilobyte; until they are made anew, the month is read from its cells.
 */
export const staleMonthOf = ({ app, day }: UsageCell, now: Date): readonly StaleMonth[] => {
  const today = iso(now).slice(0, 10);
  if (day > daysBefore(today, SUMMED_AFTER_DAYS - 1)) return [];
  return [
    { app, month: monthOf(day), dueAt: iso(addSeconds(startOfDay(dayAfter(today)), AFTER_DAY_SECONDS)) },
  ];
};

type Deps = Readonly<{
  cells: Pick<UsageCells, 'month'>;
  months: UsageMonths;
  /** The apps whose months are summed without a mark. */
  apps: readonly string[];
  clock: Clock;
  logger: Logger;
}>;

/** `months`: those with nothing left to do; `monthsLeft`: those that failed, were overtaken by another run, or had no time. */
export type SumRun = Readonly<{ months: number; monthsFailed: number; monthsLeft: number }>;

/**
 * Makes the sums of the months anew whose marks are due. A mark goes when the sums are stored, so a run that ends in the middle
 * leaves the rest to the next; of two at once one stores, and the other leaves its marks.
 *
 * @throws {AppError} `store-unavailable` when the marks cannot be read.
 */
export const sumStaleMonths = async (deps: Deps, hasTime: () => boolean): Promise<SumRun> => {
  const now = iso(deps.clock());
  const due = (await deps.months.stale()).filter(({ dueAt }) => dueAt <= now);
  return sumEach(deps, [...Map.groupBy(due, textOf).values()], hasTime, async (marks, month) => {
    if (!(await sumMonth(deps, month, { isStale: true }))) return false;
    for (const mark of marks) await deps.months.unmark(mark);
    return true;
  });
};

/**
 * Makes the sums of months that are over, or have gone on so far that reading their cells takes long: of the last days' month and the
 * one before.
 */
export const sumFinishedDays = async (deps: Deps, hasTime: () => boolean): Promise<SumRun> => {
  const month = monthOf(lastSummedDay(deps.clock()));
  const months = [monthOf(daysBefore(`${month}-01`, 1)), month];
  const wanted = deps.apps.flatMap((app) => months.map((each) => [{ app, month: each }]));
  return sumEach(deps, wanted, hasTime, (_, each) => sumMonth(deps, each, { isStale: false }));
};

const textOf = ({ app, month }: AppMonth): string => `${app}#${month}`;

const lastSummedDay = (now: Date): string => daysBefore(iso(now).slice(0, 10), SUMMED_AFTER_DAYS);

const sumEach = async <Mark extends AppMonth>(
  { logger }: Deps,
  months: readonly (readonly Mark[])[],
  hasTime: () => boolean,
  sum: (marks: readonly Mark[], month: AppMonth) => Promise<boolean>,
): Promise<SumRun> => {
  const run = { months: 0, monthsFailed: 0 };
  for (const marks of months) {
    const [first] = marks;
    if (first === undefined || !hasTime()) break;
    const { app, month } = first;
    try {
      if (await sum(marks, { app, month })) run.months += 1;
    } catch (error) {
      run.monthsFailed += 1;
      logger.warn('usage-not-summed', { app, month, error });
    }
  }
  return { ...run, monthsLeft: months.length - run.months };
};

/** Cells that are read as fast as sums: fewer of a month that is over are not summed. */
const FEW_CELLS = 100;
/** Of a month that goes on, sums are made again when there are so many cells behind them, and so many a private number. */
const MANY_CELLS = 2000;
const MANY_CELLS_A_NUMBER = 4;

/** True when there is nothing left to do. */
const sumMonth = async (
  { cells, months, clock }: Deps,
  month: AppMonth,
  { isStale }: Readonly<{ isStale: boolean }>,
): Promise<boolean> => {
  // The head first: whoever stores sums after this moment is noticed when these are stored.
  const before = await months.head(month);
  const [last, finished] = [lastDayOf(month.month), lastSummedDay(clock())];
  const through = finished < last ? finished : last;
  const isSummed = isStale && before !== undefined;
  if (!isSummed) {
    const from = before === undefined ? `${month.month}-01` : dayAfter(before.through);
    if (from > through) return true;
    const open = until(await cells.month(month.app, month.month, from), through);
    const many = Math.max(MANY_CELLS, MANY_CELLS_A_NUMBER * open.length);
    if (cellsOf(open) < (through === last ? FEW_CELLS : many)) return true;
  }
  const numbers = until(await cells.month(month.app, month.month), through);
  return months.write(month, before, { through, numbers });
};

/** The days up to this one. */
const until = (numbers: readonly MonthOfNumber[], through: string): readonly MonthOfNumber[] =>
  numbers
    .map((number) => ({ ...number, days: new Map([...number.days].filter(([day]) => day <= through)) }))
    .filter(({ days }) => days.size > 0);

const cellsOf = (numbers: readonly MonthOfNumber[]): number =>
  numbers.reduce((sum, { days }) => sum + days.size, 0);
