import type { Context } from 'aws-lambda';
import { createDynamoBindingStore } from '../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createBindingLookup } from '../../shared/bindings/read/binding-lookup.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoRecordingMaintenance } from '../../shared/recordings/maintenance/dynamo-recording-maintenance.ts';
import { createMaintainRecordings } from '../../shared/recordings/maintenance/maintain-recordings.ts';
import { archiveStatus } from '../../shared/recordings/maintenance/recording-status.ts';
import { createDynamoRecordingWork } from '../../shared/recordings/store/dynamo-recording-work.ts';
import { createS3Client } from '../../shared/recordings/store/s3-client.ts';
import { createS3RecordingStore } from '../../shared/recordings/store/s3-recording-store.ts';
import { readSettings, readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createHandler, type ManageReport } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (runtime: Runtime): ((event: unknown, context: Context) => Promise<ManageReport>) => {
  const { environment, clock, newId } = runtime;
  const names = ['CONFIG_URI', 'BINDINGS_TABLE', 'CALLS_TABLE', 'RECORDINGS_BUCKET'] as const;
  const { CONFIG_URI, BINDINGS_TABLE, CALLS_TABLE, RECORDINGS_BUCKET } = readVariables(environment, names);
  const documents = runtime.documents();
  const logger = loggerOf(runtime);
  const store = createS3RecordingStore(
    createS3Client({ pathStyle: readSettings(environment).s3PathStyle }),
    RECORDINGS_BUCKET,
  );
  return withConfiguration(
    { uri: CONFIG_URI, clock, logger: loggerOf(runtime) },
    ({ dataKeys, lookupKey }) => {
      const keys = { sealer: createSealer(dataKeys), lookup: createLookupKeys(lookupKey) };
      const calls = createDynamoCallReader({ documents, table: CALLS_TABLE, ...keys, clock });
      const bindings = createBindingLookup(
        createDynamoBindingStore({ documents, table: BINDINGS_TABLE, ...keys }),
      );
      const maintenance = createDynamoRecordingMaintenance({ documents, table: CALLS_TABLE, newId });
      const work = createDynamoRecordingWork(documents, CALLS_TABLE, keys.sealer);
      return createHandler({
        calls,
        bindings,
        status: () => archiveStatus({ calls, work, maintenance, clock }),
        maintain: createMaintainRecordings({ calls, maintenance, store, lookup: keys.lookup, clock, logger }),
        logger,
      });
    },
  );
};
