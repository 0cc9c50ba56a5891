import { BINDING_VARIABLES, composeNumbers } from '../../shared/runtime/compose/compose-numbers.ts';
import { composePool } from '../../shared/runtime/compose/compose-pool.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** By hand (`npm run ops -- numbers`): the pool of private numbers. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: BINDING_VARIABLES }, (composition) => {
    const pool = composeNumbers(composeStoreAccess(composition));
    return createHandler({ ...pool, ...composePool(pool), apps: pool.apps.map(({ name }) => name) });
  });

export const handler = await lambdaHandler(compose);
