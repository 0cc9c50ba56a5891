import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { createDynamoPlatformGate } from '../../shared/platform/gate/dynamo-platform-gate.ts';
import { callStops, connectPlatform } from '../../shared/platform/platforms.ts';
import { readSettings, readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): HttpHandler => {
  const { environment, clock, newId, random } = runtime;
  const variables = readVariables(environment, ['CONFIG_URI', 'CALLS_TABLE', 'NUMBERS_TABLE']);
  const documents = runtime.documents();
  const logger = loggerOf(runtime);
  const gate = createDynamoPlatformGate({ documents, table: variables.NUMBERS_TABLE, clock });
  const settings = readSettings(environment);
  const client = connectPlatform({ settings, gate, clock, newNonce: newId, random, logger });
  return withConfiguration({ uri: variables.CONFIG_URI, clock }, ({ apps, dataKeys, lookupKey }) => {
    const keys = { sealer: createSealer(dataKeys), lookup: createLookupKeys(lookupKey) };
    const stops = callStops(client, apps);
    return createHandler({
      calls: createDynamoCallReader({ documents, table: variables.CALLS_TABLE, ...keys, clock }),
      stopOf: (app) => stops.get(app),
      logger,
    });
  });
};
