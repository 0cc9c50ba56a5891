import * as v from 'valibot';
import { USAGE_ROUTES } from '../../shared/http/access/route-rules.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeUsageReading, READING_VARIABLES } from '../../shared/runtime/compose/compose-usage.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { readUsage } from '../../shared/usage/report/read-usage.ts';
import { createHandler } from './handler.ts';

/** GET /usage */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: READING_VARIABLES, routes: USAGE_ROUTES }, (composition) => {
    const access = composeStoreAccess(composition);
    const reading = composeUsageReading(access);
    return createHandler({
      apps: access.apps.map(({ name }) => name),
      read: (query) => readUsage(reading, query),
      cursors: createCursors(access.sealer, v.object({ after: v.string() })),
      clock: access.clock,
    });
  });

export const handler = await lambdaHandler(compose);
