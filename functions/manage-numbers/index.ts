import { NUMBER_ROUTES } from '../../shared/http/access/route-rules.ts';
import { NumberPlace } from '../../shared/numbers/list-numbers.ts';
import { createCurrentPool } from '../../shared/numbers/report/current-pool.ts';
import { BINDING_VARIABLES, composeNumbers } from '../../shared/runtime/compose/compose-numbers.ts';
import { composePool } from '../../shared/runtime/compose/compose-pool.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

/** GET, PUT and PATCH /numbers, PATCH /numbers/{x} and GET /pool */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: BINDING_VARIABLES, routes: NUMBER_ROUTES }, (composition) => {
    const pool = composeNumbers(composeStoreAccess(composition));
    const { measurePool, reports, poolRules } = composePool(pool);
    const { numbers, seeds, countLive, keyOf, openLoss, sealer, clock, logger } = pool;
    return createHandler({
      apps: pool.apps.map(({ name }) => name),
      numbers,
      seeds,
      countLive,
      keyOf,
      openLoss,
      cursors: createCursors(sealer, NumberPlace),
      poolRules,
      currentPoolOf: createCurrentPool({ measurePool, reports, clock }),
      clock,
      logger,
    });
  });

export const handler = await lambdaHandler(compose);
