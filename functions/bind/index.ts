import { BINDING_ROUTES } from '../../shared/http/access/route-rules.ts';
import { composeCreateBinding } from '../../shared/runtime/compose/compose-binding-work.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** POST /bindings */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: BINDING_VARIABLES, routes: BINDING_ROUTES }, (composition) => {
    const bindings = composeBindings(composeStoreAccess(composition));
    return createHandler({ ...bindings, create: composeCreateBinding(bindings) });
  });

export const handler = await lambdaHandler(compose);
