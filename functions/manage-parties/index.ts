import { BlockPlace } from '../../shared/bindings/blocks/block.ts';
import { createDynamoBlockStore } from '../../shared/bindings/blocks/dynamo-block-store.ts';
import { PersonPlace } from '../../shared/bindings/parties/person-bindings.ts';
import { PARTY_ROUTES } from '../../shared/http/access/route-rules.ts';
import { composeChangePhone, composeEndBlocked } from '../../shared/runtime/compose/compose-binding-work.ts';
import { composeBindings } from '../../shared/runtime/compose/compose-bindings.ts';
import { BINDING_VARIABLES } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

/** POST /parties/change, POST, GET and DELETE of /blocks, and POST /blocks/search */
export const compose = (runtime: Runtime) =>
  composeApi(runtime, { variables: BINDING_VARIABLES, routes: PARTY_ROUTES }, (composition) => {
    const bindings = composeBindings(composeStoreAccess(composition));
    const { sealer, variables } = bindings;
    return createHandler({
      ...bindings,
      changePhone: composeChangePhone(bindings),
      phoneCursors: createCursors(sealer, PersonPlace),
      blocks: createDynamoBlockStore({ ...bindings, table: variables.NUMBERS_TABLE }),
      endBlocked: composeEndBlocked(bindings),
      blockCursors: createCursors(sealer, BlockPlace),
    });
  });

export const handler = await lambdaHandler(compose);
