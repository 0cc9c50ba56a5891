import type { Context } from 'aws-lambda';
import type { SweepReport } from '../../shared/bindings/sweep/sweep-bindings.ts';
import type { Logger } from '../../shared/observability/logger.ts';

type Deps = Readonly<{
  sweep: (hasTime: () => boolean) => Promise<SweepReport>;
  logger: Logger;
}>;

/** New work is begun only while more than this is left: a platform call with its retries fits in. */
const RESERVE_MS = 30_000;

/** Every minute: sweeps until nothing is due or time runs out, and reports what it did. */
export const createHandler =
  ({ sweep, logger }: Deps) =>
  async (_event: unknown, context: Context): Promise<SweepReport> => {
    const report = await sweep(() => context.getRemainingTimeInMillis() > RESERVE_MS);
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
