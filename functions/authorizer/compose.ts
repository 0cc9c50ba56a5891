import { createLogger } from '../../shared/observability/logger.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`, of which it needs little: it calls no store. */
export const compose = ({
  environment,
  clock,
  writeLog,
}: Pick<Runtime, 'environment' | 'clock' | 'writeLog'>) => {
  const { CONFIG_URI } = readVariables(environment, ['CONFIG_URI']);
  const logger = createLogger({ clock, ...(writeLog === undefined ? {} : { write: writeLog }) });
  return withConfiguration({ uri: CONFIG_URI, clock, logger }, ({ apiKeys }) => createHandler(apiKeys));
};
