import type { Context } from 'aws-lambda';
import type { SweepReport } from '../../shared/bindings/sweep/sweep-bindings.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { AfterCallReport } from '../../shared/pushes/after-call/end-after-calls.ts';

type Deps = Readonly<{
  sweep: (hasTime: () => boolean) => Promise<SweepReport>;
  endAfterCalls: (hasTime: () => boolean) => Promise<AfterCallReport>;
  logger: Logger;
}>;

/** New work is begun only while more than this is left: a platform call with its retries fits in. */
const RESERVE_MS = 30_000;

/** Every minute: sweeps until nothing is due or time runs out, ends what has had its last call, and reports what it did. */
export const createHandler =
  ({ sweep, endAfterCalls, logger }: Deps) =>
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
    return report;
  };
