import { composeWebhook } from '../../shared/runtime/compose/pushes/compose-webhook.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';

/**
 * Everything below /webhooks/ that no other function has: an address with a slash at its end is served, any other is 404 and
 * counted. A function of its own, so that a flood of made-up addresses takes nothing from the pushes of the platform.
 */
export const compose = (runtime: Runtime) => composeWebhook(runtime);

export const handler = await lambdaHandler(compose);
