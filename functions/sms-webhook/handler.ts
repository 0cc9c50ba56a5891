import type { HttpHandler } from '../../shared/http/http-function.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Intake } from '../../shared/pushes/intake/intake.ts';
import { webhookFunction } from '../../shared/webhooks/webhook-function.ts';

/** POST /webhooks/sms: where the platform's console is told to push text message notifications and decisionRequests. */
export const createHandler = (deps: Readonly<{ intake: Intake; logger: Logger }>): HttpHandler =>
  webhookFunction({ ...deps, route: 'sms' });
