import type { HttpHandler } from '../../shared/http/http-function.ts';
import { composeWebhook } from '../../shared/runtime/compose-webhook.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): HttpHandler => composeWebhook(runtime, createHandler);
