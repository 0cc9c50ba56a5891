import { composeWebhook } from '../../shared/runtime/compose/compose-webhook.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';

/**
 * POST /webhooks/call-events: where the console of the platform is told to push call events. And everything below
 * /webhooks/ that no function has: an address with a slash at its end is served, any other is 404 and counted.
 */
export const compose = (runtime: Runtime) => composeWebhook(runtime);

export const handler = await lambdaHandler(compose);
