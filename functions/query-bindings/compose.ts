import { createListBindings } from '../../shared/bindings/read/list-bindings.ts';
import { verifyBinding } from '../../shared/bindings/read/verify-binding.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { bindingParts } from '../../shared/runtime/binding-parts.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler, Place } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): HttpHandler => {
  const { CONFIG_URI, ...tables } = readVariables(runtime.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  const { clock } = runtime;
  return withConfiguration({ uri: CONFIG_URI, clock, logger: loggerOf(runtime) }, (configuration) => {
    const { bindings, platformOf, sealer, logger } = bindingParts(runtime, tables, configuration);
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
