import type { ApplyNumberReport } from './apply-number-report.ts';

/** A call or text that failed for its private number and not for the people on it. */
export type NumberFailure = Readonly<{
  app: string;
  x: string;
  /** The real caller or sender. */
  from: string;
  /** ISO 8601 UTC. */
  at: string;
}>;

/**
 * So many different people within one hour of the clock are believed. Fewer may be one wrong phone trying again; a number
 * that really fails collects them fast.
 */
const ENOUGH_PEOPLE = 3;

/** What the pool says of a number that failed too many people. */
const CAUSE = 'unusable-in-calls';

/** The hour that a number failure counts in, `2026-03-01T08`. */
export const hourOf = (at: string): string => at.slice(0, 'yyyy-MM-ddTHH'.length);

/** Tells whether so many different people are enough to take a number out of the pool. */
export const areEnough = (people: number): boolean => people >= ENOUGH_PEOPLE;

export interface NumberFailureStore {
  /**
   * Adds one person to those of an hour and tells how many different ones there are; repeats do not count again.
   *
   * @throws {AppError} `store-unavailable`.
   */
  add(numberFailure: NumberFailure): Promise<number>;
}

/** Takes in a number failure; with enough of them the number leaves the pool until newer report of it comes. Safe to repeat. */
export type RecordNumberFailure = (numberFailure: NumberFailure) => Promise<void>;

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
      await applyReport({ app, x, state: 'unavailable', cause: CAUSE, at });
  };
