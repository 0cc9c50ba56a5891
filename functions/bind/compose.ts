import type { HttpHandler } from '../../shared/http/http-function.ts';
import { bindingParts, createPart } from '../../shared/runtime/binding-parts.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { loggerOf, type World } from '../../shared/runtime/world.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `world`. */
export const compose = (world: World): HttpHandler => {
  const { CONFIG_URI, ...tables } = readVariables(world.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  const { clock } = world;
  return withConfiguration({ uri: CONFIG_URI, clock, logger: loggerOf(world) }, (configuration) => {
    const parts = bindingParts(world, tables, configuration);
    const { logger } = parts;
    return createHandler({ apps: configuration.apps, create: createPart(parts), clock, logger });
  });
};
