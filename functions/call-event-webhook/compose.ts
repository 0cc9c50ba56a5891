import type { HttpHandler } from '../../shared/http/http-function.ts';
import { composeWebhook } from '../../shared/runtime/compose-webhook.ts';
import type { World } from '../../shared/runtime/world.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `world`. */
export const compose = (world: World): HttpHandler => composeWebhook(world, createHandler);
