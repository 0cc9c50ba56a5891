import type { ApplyNumberReport } from '../apply-number-report.ts';

/** A call or SMS that failed because of its private number and not because of the people on it. */
export type NumberFailure = Readonly<{
  app: string;
  x: string;
  /** The real caller or sender. */
  from: string;
  /** ISO 8601 UTC. */
  at: string;
}>;

/**
 * The number of different people within one hour of the clock that prove a failing number. Fewer may be one faulty phone that
 * tries again; a number that really fails reaches the threshold fast.
 */
const ENOUGH_PEOPLE = 3;

/** The cause that the pool shows for a number that failed too many people. */
const CAUSE = 'unusable-in-calls';

/** The hour in which a number failure counts, `2026-03-01T08`. */
export const hourOf = (at: string): string => at.slice(0, 'yyyy-MM-ddTHH'.length);

/** Tells whether so many different people are enough to take a number out of the pool. */
const areEnough = (people: number): boolean => people >= ENOUGH_PEOPLE;

/** Keeps the people of recent number failures. */
export interface NumberFailureStore {
  /**
   * Adds one person to those of an hour and answers how many different people it can tell apart in it: it may stop at some
   * hundreds, and rarely takes two for one. A repeat does not count again.
   *
   * @throws {AppError} `store-unavailable`.
   */
  add(numberFailure: NumberFailure): Promise<number>;
}

/**
 * Records a number failure. After enough of them the number is `unavailable` until a newer report comes. Repeating is safe.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type RecordNumberFailure = (numberFailure: NumberFailure) => Promise<void>;

/** Makes {@link RecordNumberFailure} over a store. */
export const createRecordNumberFailure =
  ({
    numberFailures,
    applyReport,
  }: {
    numberFailures: NumberFailureStore;
    applyReport: ApplyNumberReport;
  }): RecordNumberFailure =>
  async (numberFailure) => {
    const { app, x, at } = numberFailure;
    if (areEnough(await numberFailures.add(numberFailure)))
      // Received when it happened, so that a repeat says the same and the platform's own report of that instant wins.
      await applyReport({ app, x, state: 'unavailable', cause: CAUSE, at, receivedAt: at });
  };
