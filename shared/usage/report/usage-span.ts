import { AppError } from '../../kernel/errors.ts';
import { dayAfter, endOfMonth } from '../usage-cell.ts';

/** Days of UTC, both included. */
export type UsageSpan = Readonly<{ first: string; last: string }>;

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The first and the last year of which there may be usage. Days around these still have years of four digits, so that days sort as text. */
const YEARS = ['1970', '9998'] as const;

const isInTheseYears = (written: string): boolean =>
  written.slice(0, 4) >= YEARS[0] && written.slice(0, 4) <= YEARS[1];

/** Tells whether a text is a month such as `2026-11`. */
export const isMonth = (written: string): boolean => MONTH.test(written) && isInTheseYears(written);

/** The days of a month. */
export const spanOfMonth = (month: string): UsageSpan => ({
  first: `${month}-01`,
  last: dayBefore(endOfMonth(`${month}-01`)),
});

/** The day in which the moment just before this one is. */
const dayBefore = (moment: string): string => new Date(Date.parse(moment) - 1).toISOString().slice(0, 10);

/**
 * The days from `from` on and before `to`, each a month, a day, or a moment, which stands for the day that it is in. The same month or
 * day twice is that month or day. Without `to` it is until today; without `from`, since the month of the last day has begun.
 *
 * @throws {AppError} `invalid-request` when there is no day, or more than `mostDays`.
 */
export const usageSpan = (
  { from, to }: Readonly<{ from: string | undefined; to: string | undefined }>,
  now: Date,
  mostDays: number,
): UsageSpan => {
  const last = lastDay(from, to) ?? now.toISOString().slice(0, 10);
  const first = from === undefined ? `${last.slice(0, 8)}01` : firstMoment(from).slice(0, 10);
  for (const [path, day] of [
    ['to', last],
    ['from', first],
  ] as const)
    if (!isInTheseYears(day)) throw invalidSpan(path, `must be of the years ${YEARS.join(' to ')}`);
  if (first > last) throw invalidSpan('from', 'is not before to, or lies ahead');
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  if (days > mostDays) throw invalidSpan('from', `is more than ${mostDays} days before to`);
  return { first, last };
};

/** A span as answers name it: `to` is the day behind it, as in the question, so that these two are asked for and answered again. */
export const spanView = ({ first, last }: UsageSpan) => ({ from: first, to: dayAfter(last), lastDay: last });

const lastDay = (from: string | undefined, to: string | undefined): string | undefined => {
  if (to === undefined) return undefined;
  if (to === from && MONTH.test(to)) return spanOfMonth(to).last;
  if (to === from && DAY.test(to)) return to;
  return dayBefore(firstMoment(to));
};

const firstMoment = (written: string): string =>
  new Date(MONTH.test(written) ? `${written}-01` : written).toISOString();

const invalidSpan = (path: string, message: string): AppError =>
  new AppError('invalid-request', `the query is not valid: ${path}`, { errors: [{ path, message }] });
