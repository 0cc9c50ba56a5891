import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { CALL_ROUTES } from '../../shared/http/access/route-rules.ts';
import { callStops } from '../../shared/platform/platforms.ts';
import { composePlatform } from '../../shared/runtime/compose/compose-platform.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** POST /calls/{callId}/stop */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: ['CALLS_TABLE', 'NUMBERS_TABLE'], routes: CALL_ROUTES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { apps, variables, logger } = access;
    const stops = callStops(composePlatform(access).client, apps);
    return createHandler({
      calls: createDynamoCallReader({ ...access, table: variables.CALLS_TABLE }),
      stopOf: (app) => stops.get(app),
      logger,
    });
  });

export const handler = await lambdaHandler(compose);
