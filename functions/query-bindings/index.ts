import { createListBindings } from '../../shared/bindings/read/list-bindings.ts';
import { verifyBinding } from '../../shared/bindings/read/verify-binding.ts';
import { apiChain } from '../../shared/http/middlewares/chains.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaRuntime } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler, ListPlace } from './handler.ts';

/** GET /bindings and GET /bindings/{bindingId} */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: BINDING_VARIABLES }, (composition) => {
    const { bindings, platformOf, sealer, clock, logger } = composeBindings(composeStoreAccess(composition));
    return apiChain(
      logger,
      createHandler({
        get: bindings.get,
        list: createListBindings(bindings, clock),
        verify: (record) => verifyBinding(record, platformOf(record.binding.app), clock()),
        cursors: createCursors(sealer, ListPlace),
        clock,
      }),
    );
  });

export const handler = compose(lambdaRuntime());
