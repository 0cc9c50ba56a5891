import { createListBindings } from '../../shared/bindings/read/list-bindings.ts';
import { verifyBinding } from '../../shared/bindings/read/verify-binding.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { bindingParts } from '../../shared/runtime/binding-parts.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { loggerOf, type World } from '../../shared/runtime/world.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler, Place } from './handler.ts';

/** Builds the function in `world`. */
export const compose = (world: World): HttpHandler => {
  const { CONFIG_URI, ...tables } = readVariables(world.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  const { clock } = world;
  return withConfiguration({ uri: CONFIG_URI, clock, logger: loggerOf(world) }, (configuration) => {
    const { bindings, platformOf, sealer, logger } = bindingParts(world, tables, configuration);
    return createHandler({
      get: bindings.get,
      list: createListBindings(bindings, clock),
      verify: (binding) => verifyBinding(binding, platformOf(binding.app)),
      cursors: createCursors(sealer, Place),
      clock,
      logger,
    });
  });
};
