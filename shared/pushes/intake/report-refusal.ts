import type { Clock } from '../../kernel/clock.ts';
import { createLineBudget, requestsOf } from '../../observability/line-budget.ts';
import type { Logger } from '../../observability/logger.ts';
import type { PushRoute } from './push-journal.ts';

/** A push that is refused. `app`: whose signature it is, where it is right. `namesApp`: it holds an app key of ours. */
export type Refusal = Readonly<{ reason: string; namesApp: boolean; route?: PushRoute; app?: string }>;

/**
 * Tells of refused pushes and counts them, those of a flood together. Those that name an app of ours are counted apart: strangers
 * cannot make them up, so an operator is woken by them alone.
 */
export type ReportRefusal = (refusal: Refusal) => void;

/** Makes {@link ReportRefusal}. */
export const createReportRefusal = ({
  logger,
  clock,
}: Readonly<{ logger: Logger; clock: Clock }>): ReportRefusal => {
  const budget = createLineBudget(clock);
  return (refusal) => {
    const { reason, namesApp } = refusal;
    const pushesRefused = budget(`${reason} ${namesApp}`);
    if (pushesRefused === undefined) return;
    logger.warn('push-refused', { ...refusal, ...requestsOf(pushesRefused) });
    logger.metrics({ pushesRefused }, { reason });
    if (namesApp) logger.metrics({ signedPushesRefused: pushesRefused });
  };
};
