import type { Context } from 'aws-lambda';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type {
  DiscardQuarantined,
  DiscardReport,
} from '../../shared/pushes/maintenance/discard-quarantined.ts';
import { readJournalRequest } from '../../shared/pushes/maintenance/journal-request.ts';
import type { Replay, ReplayReport } from '../../shared/pushes/maintenance/replay.ts';
import { DiscardEvent, ReplayEvent } from './schema.ts';

/** No page of pushes is begun with less left; one takes a few seconds at most. */
const RESERVE_MS = 20_000;

type Deps = Readonly<{
  replay: Replay;
  discard: DiscardQuarantined;
  knows: (app: string) => boolean;
  logger: Logger;
}>;

/**
 * Feeds journaled pushes through the reader and the stores again, or takes an item out of the quarantine. Invoked by people only:
 * `npm run ops -- replay`, `npm run ops -- quarantine`.
 */
export const createHandler =
  ({ replay, discard, knows, logger }: Deps) =>
  async (event: unknown, context: Context): Promise<ReplayReport | DiscardReport> => {
    if (event instanceof Object && 'discard' in event) {
      const { discard: id, ...order } = parseEvent(DiscardEvent, event, 'order');
      return discard({ id, ...order });
    }
    const { app, after, ...request } = readJournalRequest(ReplayEvent, event, knows);
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const report = await replay({ ...request, app, after }, hasTime);
    logger.info('pushes-replayed', { ...request, app, ...report });
    return report;
  };
