import { createDynamoBindingLookup } from '../../shared/bindings/dynamo/dynamo-binding-lookup.ts';
import { createDynamoBindingStore } from '../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { rememberingLastHolders } from '../../shared/bindings/read/last-holder.ts';
import { createDynamoCallAudit } from '../../shared/calls/dynamo/dynamo-call-audit.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { CallPlace } from '../../shared/calls/list-calls.ts';
import { CALL_ROUTES } from '../../shared/http/access/route-rules.ts';
import { createS3RecordingLinks } from '../../shared/recordings/store/s3-recording-links.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

const VARIABLES = ['CALLS_TABLE', 'BINDINGS_TABLE', 'RECORDINGS_BUCKET'] as const;

/** GET /calls, POST /calls/search, GET /calls/{callId} and GET /calls/{callId}/recording */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: VARIABLES, routes: CALL_ROUTES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { variables, settings, sealer } = access;
    const { auditRetentionDays } = settings;
    const calls = { ...access, table: variables.CALLS_TABLE };
    const bindings = createDynamoBindingStore({ ...access, table: variables.BINDINGS_TABLE });
    return createHandler({
      ...access,
      calls: createDynamoCallReader(calls),
      bindings: createDynamoBindingLookup({ ...access, table: variables.BINDINGS_TABLE }),
      lastHolders: () => rememberingLastHolders({ ...access, bindings }),
      cursors: createCursors(sealer, CallPlace),
      audit: createDynamoCallAudit({ ...calls, auditRetentionDays }),
      links: createS3RecordingLinks({
        bucket: variables.RECORDINGS_BUCKET,
        pathStyle: settings.s3PathStyle,
        environment: runtime.environment,
      }),
    });
  });

export const handler = await lambdaHandler(compose);
