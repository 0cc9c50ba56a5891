import type { Clock } from '../kernel/clock.ts';
import { createLineBudget, requestsOf } from '../observability/line-budget.ts';
import type { Logger } from '../observability/logger.ts';
import type { HttpEvent } from './request.ts';

/** A path of short words of letters, which a phone number or a secret is not. */
const LOGGABLE_PATH = /^(?:\/[a-z-]{0,20}){1,4}$/i;

type Deps = Readonly<{ logger: Logger; clock: Clock }>;

/**
 * Warns of requests to an address that no webhook has, and counts them: somebody mistyped it in the platform's console. Those of a
 * flood are told together.
 */
export const createReportMistypedWebhook = ({ logger, clock }: Deps): ((event: HttpEvent) => void) => {
  const budget = createLineBudget(clock);
  return ({ rawPath, requestContext }) => {
    const webhooksNotFound = budget('mistyped');
    if (webhooksNotFound === undefined) return;
    const { method } = requestContext.http;
    const path = LOGGABLE_PATH.test(rawPath) ? { path: rawPath } : {};
    logger.warn('webhook-not-found', { method, ...path, ...requestsOf(webhooksNotFound) });
    logger.metrics({ webhooksNotFound });
  };
};
