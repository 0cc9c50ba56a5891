import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import type { RefusedBecause } from './api-guard.ts';

/** A flood of wrong keys leaves a line and a metric of each container this often, and not for each request. */
const LEAST_SECONDS_BETWEEN_LINES = 10;

/** Counts requests of strangers, the first at once and those that follow together. The key that was sent is nowhere in it. */
export const createCountStrangers = (logger: Logger, clock: Clock): ((reason: RefusedBecause) => void) => {
  let uncounted: Partial<Record<RefusedBecause, number>> = {};
  let writtenAt = new Date(0);
  return (reason) => {
    uncounted = { ...uncounted, [reason]: (uncounted[reason] ?? 0) + 1 };
    const now = clock();
    if (now.getTime() - writtenAt.getTime() < LEAST_SECONDS_BETWEEN_LINES * 1000) return;
    writtenAt = now;
    const keysRefused = Object.values(uncounted).reduce((sum, count) => sum + count, 0);
    logger.warn('keys-refused', { reasons: uncounted });
    logger.metrics({ keysRefused });
    uncounted = {};
  };
};
