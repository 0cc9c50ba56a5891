import type { UsageKind } from './usage-sums.ts';

/** Sums are kept for this: an app, one of its private numbers (by its look-up key), a day of UTC. */
export type UsageCell = Readonly<{
  kind: UsageKind;
  app: string;
  /** `yyyy-mm-dd`. */
  day: string;
  /** `undefined`: the records name no private number. */
  xKey: string | undefined;
}>;

/** The first moment of a day of UTC. */
export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The day of UTC after this one. */
export const dayAfter = (day: string): string =>
  new Date(startOfDay(day).getTime() + 86_400_000).toISOString().slice(0, 10);

/** The day of UTC so many days before this one. */
export const daysBefore = (day: string, days: number): string =>
  new Date(startOfDay(day).getTime() - days * 86_400_000).toISOString().slice(0, 10);

/** `yyyy-mm` of a day. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The first moment behind the month of a day, ISO 8601 UTC. */
export const endOfMonth = (day: string): string => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString();
};

/** The last day of a month, `yyyy-mm-dd`. */
export const lastDayOf = (month: string): string => daysBefore(endOfMonth(month).slice(0, 10), 1);

/** Every day from one to another, both included. */
export const daysFromTo = (first: string, last: string): readonly string[] => {
  const days: string[] = [];
  for (let day = first; day <= last; day = dayAfter(day)) days.push(day);
  return days;
};

/** In the place of a look-up key; those are letters. */
const NO_NUMBER = '-';

/** A cell as a part of a key. Neither names of apps nor days nor look-up keys have a `#`. */
export const cellText = ({ kind, app, day, xKey }: UsageCell): string =>
  [kind, app, day, xKey ?? NO_NUMBER].join('#');

/** The cell in a {@link cellText}. */
export const cellIn = (text: string): UsageCell => {
  const [kind, app = '', day = '', xKey] = text.split('#');
  return {
    kind: kind === 'texts' ? 'texts' : 'calls',
    app,
    day,
    xKey: xKey === NO_NUMBER ? undefined : xKey,
  };
};

/** Every month that has a day from one to another, `yyyy-mm`. */
export const monthsBetween = (first: string, last: string): readonly string[] => {
  const months: string[] = [];
  for (let day = first; monthOf(day) <= monthOf(last); day = endOfMonth(day).slice(0, 10))
    months.push(monthOf(day));
  return months;
};
