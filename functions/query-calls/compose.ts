import { createDynamoBindingStore } from '../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createBindingLookup } from '../../shared/bindings/read/binding-lookup.ts';
import { createDynamoCallAudit } from '../../shared/calls/dynamo/dynamo-call-audit.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { CallPlace } from '../../shared/calls/list-calls.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { createS3Client } from '../../shared/recordings/store/s3-client.ts';
import { createS3RecordingLinks } from '../../shared/recordings/store/s3-recording-links.ts';
import { readSettings, readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): HttpHandler => {
  const { environment, clock, newId } = runtime;
  const names = ['CONFIG_URI', 'CALLS_TABLE', 'BINDINGS_TABLE', 'RECORDINGS_BUCKET'] as const;
  const variables = readVariables(environment, names);
  const documents = runtime.documents();
  const logger = loggerOf(runtime);
  const calls = { documents, table: variables.CALLS_TABLE };
  const s3 = createS3Client({ pathStyle: readSettings(environment).s3PathStyle });
  const links = createS3RecordingLinks({ s3, bucket: variables.RECORDINGS_BUCKET });
  return withConfiguration(
    { uri: variables.CONFIG_URI, clock, logger: loggerOf(runtime) },
    ({ dataKeys, lookupKey }) => {
      const keys = { sealer: createSealer(dataKeys), lookup: createLookupKeys(lookupKey) };
      const bindings = createDynamoBindingStore({ documents, table: variables.BINDINGS_TABLE, ...keys });
      return createHandler({
        calls: createDynamoCallReader({ ...calls, ...keys, clock }),
        bindings: createBindingLookup(bindings),
        cursors: createCursors(keys.sealer, CallPlace),
        audit: createDynamoCallAudit({ ...calls, newId }),
        links,
        logger,
        clock,
      });
    },
  );
};
