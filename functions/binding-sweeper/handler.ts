import type { Context } from 'aws-lambda';
import type { LookAfterLosses } from '../../shared/bindings/move/look-after-losses.ts';
import type { SweepReport } from '../../shared/bindings/sweep/sweep-bindings.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { AfterCallReport } from '../../shared/pushes/after-call/end-after-calls.ts';

type Deps = Readonly<{
  sweep: (hasTime: () => boolean) => Promise<SweepReport>;
  endAfterCalls: (hasTime: () => boolean) => Promise<AfterCallReport>;
  lookAfterLosses: LookAfterLosses;
  logger: Logger;
}>;

/** New work is begun only while more than this is left: a platform call with its retries fits in. */
const RESERVE_MS = 30_000;

/** Every minute: sweeps until nothing is due or time runs out, ends what has had its last call, looks after lost numbers, and reports. */
export const createHandler =
  ({ sweep, endAfterCalls, lookAfterLosses, logger }: Deps) =>
  async (_event: unknown, context: Context): Promise<SweepReport> => {
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const swept = await sweep(hasTime);
    const { released, remaining } = await endAfterCalls(hasTime);
    const report = {
      ...swept,
      released: swept.released + released,
      remaining: swept.remaining + remaining,
    };
    logger.info('bindings-swept', report);
    logger.metrics({
      bindingsExpired: report.expired,
      bindingsReleased: report.released + report.unbound,
      bindingsRecovered: report.recovered,
      bindingsFailed: report.failed,
      bindingsDue: report.remaining,
    });
    // Ends come first: people who should not be connected any more are worse than people who are not connected.
    await lookAfterLosses(hasTime);
    return report;
  };
