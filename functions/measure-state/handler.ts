import type { Clock } from '../../shared/kernel/clock.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { MeasureSilence, PushTimes, Silence } from '../../shared/pushes/maintenance/measure-silence.ts';

type Deps = Readonly<{
  measureSilence: MeasureSilence;
  pushes: Pick<PushTimes, 'inQuarantine'>;
  clock: Clock;
  logger: Logger;
}>;

/** The state of one moment; `minutesWithoutPush`, by app, is 0 where nobody has to expect a push. */
export type MeasuredState = Readonly<{ minutesWithoutPush: Silence; quarantineItems: number }>;

/** Measures what no event tells of, and counts it. */
export const createHandler =
  ({ measureSilence, pushes, clock, logger }: Deps) =>
  async (): Promise<MeasuredState> => {
    const [minutesWithoutPush, quarantineItems] = await Promise.all([
      measureSilence(),
      pushes.inQuarantine(clock()),
    ]);
    const state = { minutesWithoutPush, quarantineItems };
    logger.info('state-measured', state);
    for (const [app, minutes] of Object.entries(minutesWithoutPush))
      logger.metrics({ minutesWithoutPush: minutes }, { app });
    logger.metrics({ quarantineItems });
    return state;
  };
