import type { KeepNumberNews } from './keep-number-news.ts';

/** A call or text that failed for its private number and not for the people on it. */
export type NumberComplaint = Readonly<{
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

/** The hour that a complaint counts in, `2026-03-01T08`. */
export const hourOf = (at: string): string => at.slice(0, 'yyyy-MM-ddTHH'.length);

/** Tells whether so many different people are enough to take a number out of the pool. */
export const areEnough = (people: number): boolean => people >= ENOUGH_PEOPLE;

export interface ComplaintStore {
  /**
   * Adds one person to those of an hour and tells how many different ones there are; repeats do not count again.
   *
   * @throws {AppError} `store-unavailable`.
   */
  add(complaint: NumberComplaint): Promise<number>;
}

/** Takes in a complaint; with enough of them the number leaves the pool until newer news of it comes. Safe to repeat. */
export type TakeComplaint = (complaint: NumberComplaint) => Promise<void>;

export const createTakeComplaint =
  ({ complaints, keepNews }: { complaints: ComplaintStore; keepNews: KeepNumberNews }): TakeComplaint =>
  async (complaint) => {
    const { app, x, at } = complaint;
    if (areEnough(await complaints.add(complaint)))
      await keepNews({ app, x, state: 'unavailable', cause: CAUSE, at });
  };
