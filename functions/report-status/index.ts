import { composeStatus, STATUS_VARIABLES } from '../../shared/runtime/compose/compose-status.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** By hand (`npm run ops -- status`): how everything stands. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: STATUS_VARIABLES }, (composition) => {
    const dataKeyIds = composition.configuration.dataKeys.map(({ id }) => id);
    return createHandler(composeStatus(composeStoreAccess(composition), dataKeyIds));
  });

export const handler = await lambdaHandler(compose);
