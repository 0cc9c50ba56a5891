import type { Schemas } from '../api-shapes.ts';

export type Usage = Schemas['UsageAnswer'];
export type UsageRow = Usage['items'][number];
export type UsageBy = Usage['by'];
export type Amount = UsageRow['amounts'][number];

/** In the order in which they are offered. */
export const USAGE_BY: readonly UsageBy[] = ['app', 'day', 'x', 'reference'];

const MONTHS_SHOWN = 13;
const MONTHS_OF_YEAR = 12;

/** The month of an instant, and those before it: `2026-03`. Days are of UTC, as in the sums. */
export const monthsUntil = (now: Date): readonly string[] =>
  Array.from({ length: MONTHS_SHOWN }, (_, back) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return month.toISOString().slice(0, 7);
  });

/** The day of UTC of an instant. @param ms since 1970 */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The month after one. @param month `2026-12` */
export const monthAfter = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === MONTHS_OF_YEAR ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** The sums of a month by day, each day that there is, for a chart. */
export type DaySeries = Readonly<{
  days: readonly string[];
  calls: readonly number[];
  messages: readonly number[];
}>;

const DAY_MS = 86_400_000;

/** Fewer days than these make bars that look like walls. */
const LEAST_DAYS = 7;

/**
 * The days that have passed, without those at the begin of the month that have had nothing, as long as a week is left. Days without a
 * row have had nothing.
 *
 * @param today as the service has it, of UTC; later days are not shown
 */
export const daySeries = ({ from, lastDay, items }: Usage, today = lastDay): DaySeries => {
  const last = Date.parse(today < lastDay && today >= from ? today : lastDay);
  const used = items.flatMap(({ day, calls, messages }) =>
    day !== undefined && calls + messages > 0 ? [Date.parse(day)] : [],
  );
  const first = Math.max(Date.parse(from), Math.min(...used, last - (LEAST_DAYS - 1) * DAY_MS));
  const count = Math.max(0, Math.round((last - first) / DAY_MS)) + 1;
  const days = Array.from({ length: count }, (_, index) =>
    new Date(first + index * DAY_MS).toISOString().slice(0, 10),
  );
  const rows = new Map(items.map((row) => [row.day, row]));
  return {
    days,
    calls: days.map((day) => rows.get(day)?.calls ?? 0),
    messages: days.map((day) => rows.get(day)?.messages ?? 0),
  };
};

/** The currencies of all rows: each has columns of its own. */
export const currenciesOf = ({ items, total }: Usage): readonly string[] => [
  ...new Set([total, ...items].flatMap(({ amounts }) => amounts.map(({ currency }) => currency))),
];

/** The thing that a row is of; `null`: calls or texts without one. */
export const nameOf = ({ day, app, x, reference }: UsageRow, by: UsageBy): string | null => {
  switch (by) {
    case 'day':
      return day ?? null;
    case 'app':
      return app ?? null;
    case 'x':
      return x ?? null;
    case 'reference':
      return reference ?? null;
  }
};

/** A name of the sheet, without anybody's number. */
export const sheetName = (month: string, by: UsageBy): string => `usage-${month}-by-${by}.csv`;
