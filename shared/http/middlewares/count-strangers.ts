import type { Clock } from '../../kernel/clock.ts';
import { createLineBudget, requestsOf } from '../../observability/line-budget.ts';
import type { Logger } from '../../observability/logger.ts';
import type { RefusedBecause } from './api-guard.ts';

/** Counts requests of strangers, those of a flood together. The key that was sent is nowhere in it. */
export const createCountStrangers = (logger: Logger, clock: Clock): ((reason: RefusedBecause) => void) => {
  const budget = createLineBudget(clock);
  return (reason) => {
    const keysRefused = budget(reason);
    if (keysRefused === undefined) return;
    logger.warn('keys-refused', { reason, ...requestsOf(keysRefused) });
    logger.metrics({ keysRefused });
  };
};
