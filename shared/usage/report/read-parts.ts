import { mapAtMost } from '../../kernel/map-at-most.ts';
import { dayAfter, lastDayOf, monthsBetween } from '../usage-cell.ts';
import type { AppMonth, MonthOfNumber, UsageCells, UsageMonths, UsedPart } from '../usage-store.ts';
import type { UsageSpan } from './usage-span.ts';

type Deps = Readonly<{
  cells: Pick<UsageCells, 'month'>;
  months: Pick<UsageMonths, 'stale' | 'days' | 'numbers'>;
}>;

/** `byNumber`: a part is of one private number; else of all of an app together. */
type Query = UsageSpan & Readonly<{ apps: readonly string[]; byNumber: boolean }>;

const AT_MOST_READS = 12;

/**
 * All that was used on the days of a span, from the sums of months where they are there and up to date, else, and for the days that
 * are not in them yet, from the cells. The sums know a number's month and no day of it, so by number they are read only where all of
 * their days are in the span.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const readParts = async (deps: Deps, query: Query): Promise<readonly UsedPart[]> => {
  const { apps, first, last, byNumber } = query;
  const all = apps.flatMap((app) => monthsBetween(first, last).map((month) => ({ app, month })));
  // The marks first: sums that are stored after this moment have all that was stored before it.
  const stale = new Set((await deps.months.stale()).map(textOf));
  const summed = all.filter((each) => !stale.has(textOf(each)) && (!byNumber || `${each.month}-01` >= first));
  const read = await (byNumber ? numbersOf(deps, summed) : deps.months.days(summed));
  const found = read.filter(({ through }) => !byNumber || through <= last);
  const throughOf = new Map(found.map((each) => [textOf(each), each.through]));
  const rest = all.flatMap((each) => {
    const through = throughOf.get(textOf(each));
    if (through !== undefined && through >= lastDayOf(each.month)) return [];
    return [{ ...each, from: through === undefined ? `${each.month}-01` : dayAfter(through) }];
  });
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, rest, ({ app, month, from }) =>
    deps.cells.month(app, month, from > first ? from : first),
  );
  const parts = [...found.flatMap((each) => each.parts), ...results.flat().flatMap(partsOfNumber)];
  return parts.filter(({ day }) => day >= first && day <= last);
};

const textOf = ({ app, month }: AppMonth): string => `${app}#${month}`;

const numbersOf = async ({ months }: Deps, wanted: readonly AppMonth[]) => {
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, wanted, async (month) => {
    const found = await months.numbers(month);
    return found === undefined ? [] : [found];
  });
  return results.flat();
};

/** The sums of a number's month as parts, one a day. */
export const partsOfNumber = ({ app, xKey, x, days }: MonthOfNumber): readonly UsedPart[] =>
  [...days].map(([day, sums]) => ({ app, day, xKey, x, sums }));
