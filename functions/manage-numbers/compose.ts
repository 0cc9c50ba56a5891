import type { HttpHandler } from '../../shared/http/http-function.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { numberParts } from '../../shared/runtime/number-parts.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { loggerOf, type World } from '../../shared/runtime/world.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler, NumberPlace } from './handler.ts';

/** Builds the function in `world`. */
export const compose = (world: World): HttpHandler => {
  const { CONFIG_URI, ...tables } = readVariables(world.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  const { clock } = world;
  return withConfiguration({ uri: CONFIG_URI, clock, logger: loggerOf(world) }, (configuration) => {
    const { numbers, load, countLive, sealer, logger } = numberParts(world, tables, configuration);
    return createHandler({
      apps: configuration.apps.map(({ name }) => name),
      numbers,
      pool: load,
      countLive,
      cursors: createCursors(sealer, NumberPlace),
      clock,
      logger,
    });
  });
};
