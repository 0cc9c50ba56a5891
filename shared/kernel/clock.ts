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
