import { createDynamoReconcilePlaces } from '../../shared/bindings/dynamo/dynamo-reconcile-places.ts';
import { composeAdoptBindings, composeReconcile } from '../../shared/runtime/compose/compose-binding-work.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** By hand (`npm run reconcile`) and every night: compares bindings with the platform's. */
export const compose = (runtime: Runtime) =>
  composeFunction(
    runtime,
    { variables: BINDING_VARIABLES, whenUnreadable: untilFilled(runtime) },
    (composition) => {
      const bindings = composeBindings(composeStoreAccess(composition));
      const places = createDynamoReconcilePlaces(bindings.documents, bindings.variables.BINDINGS_TABLE);
      const adopt = composeAdoptBindings(bindings);
      return createHandler({ ...bindings, places, reconcile: composeReconcile(bindings), adopt });
    },
  );

export const handler = await lambdaHandler(compose);
