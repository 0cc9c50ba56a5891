import { createDynamoBindingLookup } from '../../shared/bindings/dynamo/dynamo-binding-lookup.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoRecordingMaintenance } from '../../shared/recordings/maintenance/dynamo-recording-maintenance.ts';
import { createDynamoStandingErasures } from '../../shared/recordings/maintenance/dynamo-standing-erasures.ts';
import { createMaintainRecordings } from '../../shared/recordings/maintenance/maintain-recordings.ts';
import { archiveStatus } from '../../shared/recordings/maintenance/recording-status.ts';
import { callsOfTarget } from '../../shared/recordings/maintenance/recording-target.ts';
import { createEraseAgain } from '../../shared/recordings/maintenance/standing-erasure.ts';
import { createDynamoRecordingWork } from '../../shared/recordings/store/dynamo-recording-work.ts';
import { createS3Client } from '../../shared/recordings/store/s3-client.ts';
import { createS3RecordingStore } from '../../shared/recordings/store/s3-recording-store.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

const VARIABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'RECORDINGS_BUCKET'] as const;

/** By hand (`npm run recordings`): shows where recordings are, has them fetched again, erases them; again by its schedule. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: VARIABLES, whenUnreadable: untilFilled(runtime) }, (composition) => {
    const access = composeStoreAccess(composition);
    const { documents, variables, settings, sealer, clock } = access;
    const s3 = createS3Client({ pathStyle: settings.s3PathStyle });
    const store = createS3RecordingStore(s3, variables.RECORDINGS_BUCKET);
    const calls = createDynamoCallReader({ ...access, table: variables.CALLS_TABLE });
    const { auditRetentionDays } = settings;
    const maintenance = createDynamoRecordingMaintenance({
      ...access,
      auditRetentionDays,
      retention: settings,
      table: variables.CALLS_TABLE,
    });
    const work = createDynamoRecordingWork(documents, variables.CALLS_TABLE, sealer);
    const bindings = createDynamoBindingLookup({ ...access, table: variables.BINDINGS_TABLE });
    const erasures = createDynamoStandingErasures({ ...access, table: variables.CALLS_TABLE });
    const maintain = createMaintainRecordings({ ...access, calls, maintenance, store });
    return createHandler({
      ...access,
      calls,
      bindings,
      status: () => archiveStatus({ calls, work, maintenance, clock }),
      maintain,
      erasures,
      eraseAgain: createEraseAgain({
        erasures,
        callsOf: (target, page) => callsOfTarget({ calls, bindings }, target, page),
        maintain,
        clock,
        random: access.random,
      }),
    });
  });

export const handler = await lambdaHandler(compose);
