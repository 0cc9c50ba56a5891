import { composeWebhook } from '../../shared/runtime/compose/compose-webhook.ts';
import { lambdaRuntime } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';

/** POST /webhooks/call-events: where the console of the platform is told to push call events. */
export const compose = (runtime: Runtime) => composeWebhook(runtime, 'call-events');

export const handler = compose(lambdaRuntime());
