import type { Context } from 'aws-lambda';
import type { Clock } from '../../shared/kernel/clock.ts';
import type { MeasurePools, PoolLine } from '../../shared/numbers/report/measure-pools.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { MeasureSilence, PushTimes, Silence } from '../../shared/pushes/maintenance/measure-silence.ts';

type Deps = Readonly<{
  measureSilence: MeasureSilence;
  pushes: Pick<PushTimes, 'inQuarantine'>;
  measurePools: MeasurePools;
  clock: Clock;
  logger: Logger;
}>;

/** The state of one moment; `minutesWithoutPush`, by app, is 0 where nobody has to expect a push. */
export type MeasuredState = Readonly<{
  minutesWithoutPush: Silence;
  quarantineItems: number;
  pools: readonly PoolLine[];
}>;

/** A look at the live bindings of one more number ends within this. */
const RESERVE_MS = 10_000;

/** Measures what no event tells of, and counts it. */
export const createHandler =
  ({ measureSilence, pushes, measurePools, clock, logger }: Deps) =>
  async (_event: unknown, context: Context): Promise<MeasuredState> => {
    const [minutesWithoutPush, quarantineItems] = await Promise.all([
      measureSilence(),
      pushes.inQuarantine(clock()),
    ]);
    logger.info('state-measured', { minutesWithoutPush, quarantineItems });
    for (const [app, minutes] of Object.entries(minutesWithoutPush))
      logger.metrics({ minutesWithoutPush: minutes }, { app });
    logger.metrics({ quarantineItems });
    const pools = await measurePools(() => context.getRemainingTimeInMillis() > RESERVE_MS);
    logger.metrics({ poolsLow: pools.reduce((sum, { low }) => sum + low, 0) });
    return { minutesWithoutPush, quarantineItems, pools };
  };
