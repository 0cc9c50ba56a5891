import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import type { Logger } from '../../shared/observability/logger.ts';
import type { FindGaps, GapsReport } from '../../shared/pushes/maintenance/find-gaps.ts';
import { JOURNAL_REQUEST, readJournalRequest } from '../../shared/pushes/maintenance/journal-request.ts';

/** The platform pushes for five hours; an hour more is patience. */
const CDR_WITHIN_HOURS = 6;

const Event = v.strictObject({
  ...JOURNAL_REQUEST,
  cdrWithinHours: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(744)), CDR_WITHIN_HOURS),
});

/** No page of pushes is begun with less left. */
const RESERVE_MS = 20_000;

/** Tells what is missing. Invoked by people only: `npm run replay -- --gaps`. */
export const createHandler =
  ({ findGaps, logger }: Readonly<{ findGaps: FindGaps; logger: Logger }>) =>
  async (event: unknown, context: Context): Promise<GapsReport> => {
    const { app, after, cdrWithinHours, ...window } = readJournalRequest(Event, event);
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const request = { ...window, app, after, cdrWithinSeconds: cdrWithinHours * 3600 };
    const report = await findGaps(request, hasTime);
    logger.info('gaps-found', { ...window, app, pushes: report.pushes, gaps: report.gaps.length });
    return report;
  };
