import { createDynamoBindingLookup } from '../../shared/bindings/dynamo/dynamo-binding-lookup.ts';
import { apiChain } from '../../shared/http/middlewares/chains.ts';
import { createDynamoMessageReader } from '../../shared/messages/dynamo-message-reader.ts';
import { MessagePlace } from '../../shared/messages/list-messages.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaRuntime } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

/** GET /messages */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: ['MESSAGES_TABLE', 'BINDINGS_TABLE'] }, (composition) => {
    const access = composeStoreAccess(composition);
    const { variables, sealer, logger } = access;
    return apiChain(
      logger,
      createHandler({
        messages: createDynamoMessageReader({ ...access, table: variables.MESSAGES_TABLE }),
        bindings: createDynamoBindingLookup({ ...access, table: variables.BINDINGS_TABLE }),
        cursors: createCursors(sealer, MessagePlace),
      }),
    );
  });

export const handler = compose(lambdaRuntime());
