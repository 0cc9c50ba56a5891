import { composeWebhook } from '../../shared/runtime/compose/pushes/compose-webhook.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';

/** POST /webhooks/sms: where the console of the platform is told to push SMS notifications and requests to route one. */
export const compose = (runtime: Runtime) => composeWebhook(runtime);

export const handler = await lambdaHandler(compose);
