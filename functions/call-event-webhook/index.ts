import { composeWebhook } from '../../shared/runtime/compose/pushes/compose-webhook.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';

/** POST /webhooks/call-events: where the console of the platform is told to push call events. */
export const compose = (runtime: Runtime) => composeWebhook(runtime);

export const handler = await lambdaHandler(compose);
