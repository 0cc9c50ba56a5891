import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { OPERATION_ROUTES } from '../../shared/http/access/route-rules.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { createReadRecordingHeads } from '../../shared/recordings/maintenance/dynamo-recording-heads.ts';
import { createDynamoRecordingMaintenance } from '../../shared/recordings/maintenance/dynamo-recording-maintenance.ts';
import { createMaintainRecordings } from '../../shared/recordings/maintenance/maintain-recordings.ts';
import { recordingBacklog } from '../../shared/recordings/maintenance/recording-backlog.ts';
import { createDynamoRecordingWork } from '../../shared/recordings/store/dynamo-recording-work.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** GET /operations/recordings and POST /operations/recordings/retry */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: ['CALLS_TABLE'], routes: OPERATION_ROUTES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { documents, variables, settings, sealer, clock } = access;
    const table = variables.CALLS_TABLE;
    const calls = createDynamoCallReader({ ...access, table });
    const maintenance = createDynamoRecordingMaintenance({
      ...access,
      auditRetentionDays: settings.auditRetentionDays,
      retention: settings,
      table,
    });
    const work = createDynamoRecordingWork(documents, table, sealer);
    const readHeads = createReadRecordingHeads(documents, table);
    return createHandler({
      apps: access.apps.map(({ name }) => name),
      backlog: (apps) => recordingBacklog({ work, maintenance, readHeads, clock }, apps),
      calls,
      maintain: createMaintainRecordings({ ...access, calls, maintenance, store: NO_BUCKET }),
    });
  });

/** It erases nothing, and has no right to. */
const NO_BUCKET = {
  remove: async () => {
    throw new AppError('internal-error', 'no recording is erased from here');
  },
};

export const handler = await lambdaHandler(compose);
