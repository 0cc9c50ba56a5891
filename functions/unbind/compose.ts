import type { HttpHandler } from '../../shared/http/http-function.ts';
import { bindingParts, releasePart } from '../../shared/runtime/binding-parts.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): HttpHandler => {
  const { CONFIG_URI, ...tables } = readVariables(runtime.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  const { clock } = runtime;
  return withConfiguration({ uri: CONFIG_URI, clock, logger: loggerOf(runtime) }, (configuration) => {
    const parts = bindingParts(runtime, tables, configuration);
    return createHandler({ release: releasePart(parts), clock, logger: parts.logger });
  });
};
