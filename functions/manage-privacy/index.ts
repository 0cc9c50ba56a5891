import { composePrivacy } from '../../shared/runtime/compose/compose-privacy.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { PUSH_VARIABLES } from '../../shared/runtime/compose/pushes/compose-push-stores.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

const VARIABLES = [...PUSH_VARIABLES, 'RECORDINGS_BUCKET'] as const;

/** By hand (`npm run ops -- privacy`): shows, exports or erases everything about a person; again by its schedule. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: VARIABLES, whenUnreadable: untilFilled(runtime) }, (composition) =>
    createHandler(composePrivacy(composeStoreAccess(composition), runtime.environment)),
  );

export const handler = await lambdaHandler(compose);
