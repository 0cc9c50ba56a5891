import { type Clock, iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import type { UsageRents } from '../usage-store.ts';

/**
 * A private number as its pool has it. `isGone`: it is retired, or the platform does not have it any more; `stateAt`, ISO 8601: since
 * when it is in this state, as far as known.
 */
export type RentedNumber = Readonly<{ x: string; isGone: boolean; stateAt?: string | undefined }>;

type Deps = Readonly<{
  /** The apps that have a price for it. */
  apps: readonly string[];
  /** Every number that an app has or had. @throws {AppError} `store-unavailable`. */
  poolOf: (app: string) => Promise<readonly RentedNumber[]>;
  rents: UsageRents;
  clock: Clock;
  logger: Logger;
}>;

/** `rentsNoted`: the pools that were looked at. */
export type RentRun = Readonly<{ rentsNoted: number; rentsFailed: number }>;

/** `yyyy-mm-ddThh`: a pool is looked at once an hour. */
const HOUR_LENGTH = 13;

/**
 * Notes which numbers are in the pools in this month: those that are not gone, or went since it began. A number stays
 * noted. The next run does again what has failed.
 */
export const noteRents = async ({ apps, poolOf, rents, clock, logger }: Deps): Promise<RentRun> => {
  const run = { rentsNoted: 0, rentsFailed: 0 };
  const now = iso(clock());
  const month = now.slice(0, 7);
  for (const app of apps)
    try {
      const hour = now.slice(0, HOUR_LENGTH);
      if ((await rents.notedAt({ app, month })) === hour) continue;
      const numbers = (await poolOf(app)).filter((number) => isRented(number, month)).map(({ x }) => x);
      if (await rents.note({ app, month }, numbers, hour)) run.rentsNoted += 1;
    } catch (error) {
      run.rentsFailed += 1;
      logger.warn('usage-rents-not-noted', { app, month, error });
    }
  return run;
};

const isRented = ({ isGone, stateAt }: RentedNumber, month: string): boolean =>
  !isGone || (stateAt !== undefined && stateAt >= month);
