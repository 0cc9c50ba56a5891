import { ACCESS_ROUTES } from '../../shared/http/access/route-rules.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** GET /access */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: [], routes: ACCESS_ROUTES }, ({ configuration }) =>
    createHandler({
      apps: configuration.apps,
      stage: runtime.environment['STAGE'] ?? 'local',
      clock: runtime.clock,
    }),
  );

export const handler = await lambdaHandler(compose);
