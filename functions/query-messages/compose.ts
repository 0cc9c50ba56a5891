import { createDynamoBindingStore } from '../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createBindingLookup } from '../../shared/bindings/read/binding-lookup.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { createDynamoMessageReader } from '../../shared/messages/dynamo-message-reader.ts';
import { MessagePlace } from '../../shared/messages/list-messages.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): HttpHandler => {
  const { environment, clock } = runtime;
  const variables = readVariables(environment, ['CONFIG_URI', 'MESSAGES_TABLE', 'BINDINGS_TABLE']);
  const documents = runtime.documents();
  const logger = loggerOf(runtime);
  return withConfiguration(
    { uri: variables.CONFIG_URI, clock, logger: loggerOf(runtime) },
    ({ dataKeys, lookupKey }) => {
      const keys = { sealer: createSealer(dataKeys), lookup: createLookupKeys(lookupKey) };
      const bindings = createDynamoBindingStore({ documents, table: variables.BINDINGS_TABLE, ...keys });
      return createHandler({
        messages: createDynamoMessageReader({ documents, table: variables.MESSAGES_TABLE, ...keys, clock }),
        bindings: createBindingLookup(bindings),
        cursors: createCursors(keys.sealer, MessagePlace),
        logger,
      });
    },
  );
};
