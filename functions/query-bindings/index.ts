import { createListBindings } from '../../shared/bindings/read/list-bindings.ts';
import { verifyBinding } from '../../shared/bindings/read/verify-binding.ts';
import { BINDING_ROUTES } from '../../shared/http/access/route-rules.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler, ListPlace } from './handler.ts';

/** GET /bindings, POST /bindings/search and GET /bindings/{bindingId} */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: BINDING_VARIABLES, routes: BINDING_ROUTES }, (composition) => {
    const { apps, bindings, platformOf, sealer, clock } = composeBindings(composeStoreAccess(composition));
    return createHandler({
      apps,
      get: bindings.get,
      list: createListBindings(bindings, clock),
      verify: (record) => verifyBinding(record, platformOf(record.binding.app), clock()),
      cursors: createCursors(sealer, ListPlace),
      clock,
    });
  });

export const handler = await lambdaHandler(compose);
