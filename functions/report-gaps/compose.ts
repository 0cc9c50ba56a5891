import { callIdOf } from '../../shared/calls/call-id.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createPushReader } from '../../shared/platform/pushes/read-push.ts';
import { createDynamoPushJournal } from '../../shared/pushes/intake/dynamo-push-journal.ts';
import { createFindGaps } from '../../shared/pushes/maintenance/find-gaps.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { pushArchive } from '../../shared/runtime/push-archive.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): ReturnType<typeof createHandler> => {
  const { CONFIG_URI, CALLS_TABLE, PUSHES_TABLE } = readVariables(runtime.environment, [
    'CONFIG_URI',
    'CALLS_TABLE',
    'PUSHES_TABLE',
  ]);
  const { clock } = runtime;
  const logger = loggerOf(runtime);
  return withConfiguration({ uri: CONFIG_URI, clock, logger }, (configuration) => {
    const lookup = createLookupKeys(configuration.lookupKey);
    const keys = { documents: runtime.documents(), sealer: createSealer(configuration.dataKeys), lookup };
    const findGaps = createFindGaps({
      ...pushArchive({ ...keys, table: PUSHES_TABLE }, configuration),
      journal: createDynamoPushJournal({ ...keys, table: PUSHES_TABLE }),
      calls: createDynamoCallReader({ ...keys, table: CALLS_TABLE, clock }),
      callIdOf: (call) => callIdOf(lookup, call),
      read: createPushReader(),
      clock,
    });
    return createHandler({ findGaps, logger });
  });
};
