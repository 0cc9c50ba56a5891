import type { Context } from 'aws-lambda';
import type { Logger } from '../../shared/observability/logger.ts';
import type { CountRun } from '../../shared/usage/count/count-usage.ts';

type Deps = Readonly<{ count: (hasTime: () => boolean) => Promise<CountRun>; logger: Logger }>;

/** No cell is begun with less left. */
const RESERVE_MS = 20_000;

/** Counts what was marked. */
export const createHandler =
  ({ count, logger }: Deps) =>
  async (_event: unknown, context: Context): Promise<CountRun> => {
    const run = await count(() => context.getRemainingTimeInMillis() > RESERVE_MS);
    logger.info('usage-counted', run);
    logger.metrics({ usageNotCounted: run.failed + run.closed });
    return run;
  };
