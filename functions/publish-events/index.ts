import { composeEvents, EVENT_VARIABLES } from '../../shared/runtime/compose/compose-events.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';
import { recordsIn } from './schema.ts';

/** From the streams, every minute and by hand: tells the business what has happened. */
export const compose = (runtime: Runtime) =>
  composeFunction(
    runtime,
    {
      variables: EVENT_VARIABLES,
      whenUnreadable: (error, event: unknown) => {
        // Changes must come again; anything else would count as told.
        if (recordsIn(event) !== undefined) throw error;
        return untilFilled(runtime)(error);
      },
    },
    (composition) => createHandler(composeEvents(composeStoreAccess(composition), runtime)),
  );

export const handler = await lambdaHandler(compose);
