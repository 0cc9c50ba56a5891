/** Says what time it is. The system clock is taken in `shared/runtime/lambda-runtime.ts` only; tests pass their own. */
export type Clock = () => Date;

/** The clock of the machine. */
export const systemClock: Clock = () => new Date();

/** Waits that long. The only word for waiting in this project; tests pass their own. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Sleeps by the clock of the machine. */
export const systemSleep: Sleep = (milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `at` moved by whole or fractional seconds, negative ones included. */
export const addSeconds = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000);

/** The whole seconds until an instant (ISO 8601), rounded up; negative when it is over. */
export const secondsUntil = (instant: string, now: Date): number =>
  Math.ceil((Date.parse(instant) - now.getTime()) / 1000);

/** The last instant before one, both ISO 8601 in UTC with milliseconds. */
export const instantBefore = (instant: string): string => iso(new Date(Date.parse(instant) - 1));

/** Epoch seconds, rounded up: the unit of DynamoDB's TTL attribute. */
export const epochSeconds = (at: Date): number => Math.ceil(at.getTime() / 1000);

/** ISO 8601 in UTC with milliseconds, so that strings sort as times do. */
export const iso = (at: Date): string => at.toISOString();

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Tells whether a text is a day, `yyyy-mm-dd`, that there is: `Date.parse` takes 30 February for 2 March. */
export const isDay = (written: string): boolean => {
  const midnight = new Date(`${written}T00:00:00Z`);
  return (
    /^\d{4}-/.test(written) &&
    !Number.isNaN(midnight.getTime()) &&
    iso(midnight) === `${written}T00:00:00.000Z`
  );
};

/**
 * Tells whether a text is a day, or a moment with its zone, in ISO 8601, that there is. In UTC its year has four digits, so that
 * moments sort as text.
 */
export const isMoment = (written: string): boolean => {
  const [, day] = MOMENT.exec(written) ?? [];
  const at = new Date(written);
  return day !== undefined && isDay(day) && !Number.isNaN(at.getTime()) && /^\d{4}-/.test(iso(at));
};
