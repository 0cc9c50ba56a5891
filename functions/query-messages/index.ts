import { createDynamoBindingLookup } from '../../shared/bindings/dynamo/dynamo-binding-lookup.ts';
import { MESSAGE_ROUTES } from '../../shared/http/access/route-rules.ts';
import { createDynamoMessageReader } from '../../shared/messages/dynamo-message-reader.ts';
import { MessagePlace } from '../../shared/messages/list-messages.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

/** GET /messages and POST /messages/search */
export const compose = (runtime: Runtime) =>
  composeApi(
    runtime,
    { variables: ['MESSAGES_TABLE', 'BINDINGS_TABLE'], routes: MESSAGE_ROUTES },
    (composition) => {
      const access = composeStoreAccess(composition);
      const { variables, sealer } = access;
      return createHandler({
        messages: createDynamoMessageReader({ ...access, table: variables.MESSAGES_TABLE }),
        bindings: createDynamoBindingLookup({ ...access, table: variables.BINDINGS_TABLE }),
        cursors: createCursors(sealer, MessagePlace),
      });
    },
  );

export const handler = await lambdaHandler(compose);
