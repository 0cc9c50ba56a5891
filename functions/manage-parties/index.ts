import { PersonPlace } from '../../shared/bindings/parties/person-bindings.ts';
import { composeChangePhone } from '../../shared/runtime/compose/compose-binding-work.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

/** POST /parties/change */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: BINDING_VARIABLES }, (composition) => {
    const bindings = composeBindings(composeStoreAccess(composition));
    return createHandler({
      ...bindings,
      changePhone: composeChangePhone(bindings),
      cursors: createCursors(bindings.sealer, PersonPlace),
    });
  });

export const handler = await lambdaHandler(compose);
