import type { Context } from 'aws-lambda';
import type { Logger } from '../../shared/observability/logger.ts';
import type { FindGaps, GapsReport } from '../../shared/pushes/maintenance/find-gaps.ts';
import { readJournalRequest } from '../../shared/pushes/maintenance/journal-request.ts';
import { GapsEvent } from './schema.ts';

/** No page of pushes is begun with less left. */
const RESERVE_MS = 20_000;

/** Tells what is missing. Invoked by people only: `npm run ops -- replay --gaps`. */
export const createHandler =
  ({
    findGaps,
    knows,
    logger,
  }: Readonly<{ findGaps: FindGaps; knows: (app: string) => boolean; logger: Logger }>) =>
  async (event: unknown, context: Context): Promise<GapsReport> => {
    const { app, after, cdrWithinHours, ...window } = readJournalRequest(GapsEvent, event, knows);
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const request = { ...window, app, after, cdrWithinSeconds: cdrWithinHours * 3600 };
    const report = await findGaps(request, hasTime);
    logger.info('gaps-found', { ...window, app, pushes: report.pushes, gaps: report.gaps.length });
    return report;
  };
