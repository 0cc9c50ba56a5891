import type { HttpHandler } from '../../shared/http/http-function.ts';
import { NumberPlace } from '../../shared/numbers/list-numbers.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { numberParts } from '../../shared/runtime/number-parts.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
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
    const { numbers, seeds, countLive, sealer, logger } = numberParts(runtime, tables, configuration);
    return createHandler({
      apps: configuration.apps.map(({ name }) => name),
      numbers,
      seeds,
      countLive,
      cursors: createCursors(sealer, NumberPlace),
      clock,
      logger,
    });
  });
};
