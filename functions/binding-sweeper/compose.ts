import { bindingParts, sweepPart } from '../../shared/runtime/binding-parts.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): ReturnType<typeof createHandler> => {
  const { CONFIG_URI, ...tables } = readVariables(runtime.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  return withConfiguration(
    { uri: CONFIG_URI, clock: runtime.clock, logger: loggerOf(runtime) },
    (configuration) => {
      const parts = bindingParts(runtime, tables, configuration);
      return createHandler({ sweep: sweepPart(parts), logger: parts.logger });
    },
  );
};
