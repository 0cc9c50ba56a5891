import { bindingParts, sweepPart } from '../../shared/runtime/binding-parts.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { loggerOf, type World } from '../../shared/runtime/world.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `world`. */
export const compose = (world: World): ReturnType<typeof createHandler> => {
  const { CONFIG_URI, ...tables } = readVariables(world.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  return withConfiguration(
    { uri: CONFIG_URI, clock: world.clock, logger: loggerOf(world) },
    (configuration) => {
      const parts = bindingParts(world, tables, configuration);
      return createHandler({ sweep: sweepPart(parts), logger: parts.logger });
    },
  );
};
