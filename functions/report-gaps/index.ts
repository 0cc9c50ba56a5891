import { callIdOf } from '../../shared/calls/call-id.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createPushReader } from '../../shared/platform/pushes/read-push.ts';
import { createDynamoPushJournal } from '../../shared/pushes/intake/dynamo-push-journal.ts';
import { createFindGaps } from '../../shared/pushes/maintenance/find-gaps.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composePushArchive } from '../../shared/runtime/compose/pushes/compose-push-archive.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** By hand (`npm run ops -- replay --gaps`): tells what is missing between the journal and the stores. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: ['CALLS_TABLE', 'PUSHES_TABLE'] }, (composition) => {
    const access = composeStoreAccess(composition);
    const { variables, lookup, clock, logger } = access;
    const archive = composePushArchive(access);
    const findGaps = createFindGaps({
      ...archive,
      journal: createDynamoPushJournal({ ...access, table: variables.PUSHES_TABLE }),
      calls: createDynamoCallReader({ ...access, table: variables.CALLS_TABLE }),
      callIdOf: (call) => callIdOf(lookup, call),
      read: createPushReader(),
      clock,
    });
    const knows = (app: string) => archive.appOf(app) !== undefined;
    return createHandler({ findGaps, knows, logger });
  });

export const handler = await lambdaHandler(compose);
