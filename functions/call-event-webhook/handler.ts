import type { HttpHandler } from '../../shared/http/http-function.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Intake } from '../../shared/pushes/intake/intake.ts';
import { webhookFunction } from '../../shared/webhooks/webhook-function.ts';

/** POST /webhooks/call-events: where the platform's console is told to push call events. */
export const createHandler = (deps: Readonly<{ intake: Intake; logger: Logger }>): HttpHandler =>
  webhookFunction({ ...deps, route: 'call-events' });
