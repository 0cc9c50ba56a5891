import { createExchange } from '../../shared/aws/exchange.ts';
import { createJsonService } from '../../shared/aws/json-service.ts';
import { OPERATION_ROUTES } from '../../shared/http/access/route-rules.ts';
import { composeStatus, STATUS_VARIABLES } from '../../shared/runtime/compose/compose-status.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { readStatusReport } from '../../shared/status/read-status.ts';
import { CLOUD_WATCH } from '../../shared/status/watch/cloud-watch.ts';
import { readWatched } from '../../shared/status/watch/watch.ts';
import { createHandler } from './handler.ts';

/** A day of metrics takes CloudWatch longer than an item takes a table. */
const LIMITS = { connectTimeoutMs: 1000, silenceTimeoutMs: 8000 };

/** GET /operations/status */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: STATUS_VARIABLES, routes: OPERATION_ROUTES }, (composition) => {
    const access = composeStoreAccess(composition);
    const dataKeyIds = composition.configuration.dataKeys.map(({ id }) => id);
    const call = createJsonService(CLOUD_WATCH, runtime, createExchange(LIMITS));
    const stage = runtime.environment['STAGE'] ?? 'local';
    return createHandler({
      apps: access.apps.map(({ name }) => name),
      read: (names) =>
        readStatusReport(
          composeStatus(
            access,
            dataKeyIds,
            access.apps.filter(({ name }) => names.includes(name)),
          ),
        ),
      watch: () => readWatched({ ...access, call, stage }),
    });
  });

export const handler = await lambdaHandler(compose);
