import { checkSeen } from '../../shared/bindings/read/check-seen.ts';
import { createReleaseByReference } from '../../shared/bindings/unbind/release-by-reference.ts';
import { END_ROUTES } from '../../shared/http/access/route-rules.ts';
import { composeReleaseBinding } from '../../shared/runtime/compose/compose-binding-work.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** DELETE /bindings/{bindingId}, POST /bindings/end, DELETE /bindings */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: BINDING_VARIABLES, routes: END_ROUTES }, (composition) => {
    const bindings = composeBindings(composeStoreAccess(composition));
    const release = composeReleaseBinding(bindings);
    const releaseByReference = createReleaseByReference({ ...bindings, release });
    return createHandler({ ...bindings, check: checkSeen(bindings.bindings), release, releaseByReference });
  });

export const handler = await lambdaHandler(compose);
