import type { Context } from 'aws-lambda';
import type { Logger } from '../../shared/observability/logger.ts';
import type { CountRun } from '../../shared/usage/count/count-usage.ts';
import type { RentRun } from '../../shared/usage/count/note-rents.ts';
import type { SumRun } from '../../shared/usage/count/sum-months.ts';

type Deps = Readonly<{
  count: (hasTime: () => boolean) => Promise<CountRun>;
  sum: (hasTime: () => boolean) => Promise<SumRun>;
  noteRents: () => Promise<RentRun>;
  logger: Logger;
}>;

/** No cell is begun with less left. */
const RESERVE_MS = 20_000;

/** Counts what was marked, then sums the months that are due, and notes which numbers are rented. */
export const createHandler =
  ({ count, sum, noteRents, logger }: Deps) =>
  async (_event: unknown, context: Context): Promise<CountRun & SumRun & RentRun> => {
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const run = { ...(await count(hasTime)), ...(await sum(hasTime)), ...(await noteRents()) };
    logger.info('usage-counted', run);
    logger.metrics({ usageNotCounted: run.failed + run.closed + run.monthsFailed + run.rentsFailed });
    return run;
  };
