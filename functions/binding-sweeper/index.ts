import { composeEndAfterCalls } from '../../shared/runtime/compose/compose-after-call.ts';
import {
  composeLookAfterLosses,
  composeSweepBindings,
} from '../../shared/runtime/compose/compose-binding-work.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** Every minute: expiries, stale pending bindings, unfinished unbinds, bindings whose last call is over or whose number is lost. */
export const compose = (runtime: Runtime) =>
  composeFunction(
    runtime,
    { variables: [...BINDING_VARIABLES, 'CALLS_TABLE'], whenUnreadable: untilFilled(runtime) },
    (composition) => {
      const bindings = composeBindings(composeStoreAccess(composition));
      return createHandler({
        sweep: composeSweepBindings(bindings),
        endAfterCalls: composeEndAfterCalls(bindings, composition.variables.CALLS_TABLE),
        lookAfterLosses: composeLookAfterLosses(bindings),
        logger: bindings.logger,
      });
    },
  );

export const handler = await lambdaHandler(compose);
