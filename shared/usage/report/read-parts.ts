import { mapAtMost } from '../../kernel/map-at-most.ts';
import { endOfMonth, monthsBetween } from '../usage-cell.ts';
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
 * All that was used on the days of a span, from the sums of months where they are there and up to date, else from the cells. The
 * sums know a number's month and no day of it, so a month that is not whole in the span is read from its cells by number.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const readParts = async (deps: Deps, query: Query): Promise<readonly UsedPart[]> => {
  const { apps, first, last, byNumber } = query;
  const all = apps.flatMap((app) => monthsBetween(first, last).map((month) => ({ app, month })));
  // The marks first: sums that are stored after this moment have all that was stored before it.
  const stale = new Set((await deps.months.stale()).map(textOf));
  const isWhole = (month: string) => `${month}-01` >= first && dayBeforeEnd(month) <= last;
  const summed = all.filter((each) => !stale.has(textOf(each)) && (!byNumber || isWhole(each.month)));
  const found = await (byNumber ? numbersOf(deps, summed) : deps.months.days(summed));
  const known = new Set(found.map(textOf));
  const others = all.filter((each) => !known.has(textOf(each)));
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, others, ({ app, month }) =>
    deps.cells.month(app, month),
  );
  const parts = [...found.flatMap((each) => each.parts), ...results.flat().flatMap(partsOf)];
  return parts.filter(({ day }) => day >= first && day <= last);
};

const textOf = ({ app, month }: AppMonth): string => `${app}#${month}`;

const dayBeforeEnd = (month: string): string =>
  new Date(Date.parse(endOfMonth(month)) - 1).toISOString().slice(0, 10);

const numbersOf = async ({ months }: Deps, wanted: readonly AppMonth[]) => {
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, wanted, async (month) => {
    const parts = await months.numbers(month);
    return parts === undefined ? [] : [{ ...month, parts }];
  });
  return results.flat();
};

const partsOf = ({ app, xKey, x, days }: MonthOfNumber): readonly UsedPart[] =>
  [...days].map(([day, sums]) => ({ app, day, xKey, x, sums }));
