import type { Context } from 'aws-lambda';
import type { E164 } from '../../shared/kernel/e164.ts';
import { hasCode } from '../../shared/kernel/errors.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { RefreshReport } from '../../shared/reporting/refresh-reports.ts';
import { ReportNumbersEvent } from './schema.ts';

/** Absent as a whole: the configuration has no access to the API for reports. */
type Work = Readonly<{
  refresh: (hasTime: () => boolean) => Promise<RefreshReport>;
  /** False: no failure of the number is on record. */
  lift: (number: E164, dryRun: boolean) => Promise<boolean>;
}>;

type Deps = Readonly<{ work: Work | undefined; logger: Logger }>;

/** The answer to an operator's order. */
export type LiftReport = Readonly<{ lifted: boolean } | { refused: string }>;

/** No page is begun once less than this is left: a call, and the writes of its hundred numbers, fit in. */
const RESERVE_MS = 20_000;

const NOTHING: RefreshReport = { pages: 0, numbers: 0, asked: 0, remaining: 0 };

/**
 * Every hour: reads the states of all numbers from the platform, for as long as there is time; the next run goes on. By hand
 * (`npm run ops -- reports`): lets a number be submitted again that failed twice.
 */
export const createHandler =
  ({ work, logger }: Deps) =>
  async (event: unknown, context: Context): Promise<RefreshReport | LiftReport> => {
    const order = orderOf(event, logger);
    if ('refused' in order) return order;
    const { lift, operator, dryRun } = order;
    if (lift !== undefined) {
      const lifted = (await work?.lift(lift.number, dryRun)) ?? false;
      if (!dryRun) logger.audit('report-bar-lifted', { operator, lifted });
      return { lifted };
    }
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const report = (await work?.refresh(hasTime)) ?? NOTHING;
    logger.info('reports-refreshed', { ...report });
    if (report.failed !== undefined) logger.metrics({ reportRefreshFailures: 1 });
    return report;
  };

const orderOf = (event: unknown, logger: Logger) => {
  try {
    return parseEvent(ReportNumbersEvent, event, 'event');
  } catch (error) {
    if (!hasCode(error, 'invalid-request')) throw error;
    logger.warn('order-refused', { reason: error.message });
    return { refused: error.message };
  }
};
