import type { Context } from 'aws-lambda';
import type { Logger } from '../../shared/observability/logger.ts';
import { readJournalRequest } from '../../shared/pushes/maintenance/journal-request.ts';
import type { Replay, ReplayReport } from '../../shared/pushes/maintenance/replay.ts';
import { ReplayEvent } from './schema.ts';

/** No page of pushes is begun with less left; one takes a few seconds at most. */
const RESERVE_MS = 20_000;

/** Feeds journaled pushes through the reader and the stores again. Invoked by people only: `npm run replay`. */
export const createHandler =
  ({
    replay,
    knows,
    logger,
  }: Readonly<{ replay: Replay; knows: (app: string) => boolean; logger: Logger }>) =>
  async (event: unknown, context: Context): Promise<ReplayReport> => {
    const { app, after, ...request } = readJournalRequest(ReplayEvent, event, knows);
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const report = await replay({ ...request, app, after }, hasTime);
    logger.info('pushes-replayed', { ...request, app, ...report });
    return report;
  };
