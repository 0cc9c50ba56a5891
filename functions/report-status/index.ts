import {
  createHasLiveBinding,
  createReadBacklog,
  liveAndDue,
} from '../../shared/bindings/dynamo/live-and-due.ts';
import { createDynamoNumberStore } from '../../shared/numbers/dynamo-number-store.ts';
import { createPoolSummary } from '../../shared/numbers/pool.ts';
import { createReadLastPushes } from '../../shared/pushes/maintenance/dynamo-last-pushes.ts';
import { createDynamoPushTimes } from '../../shared/pushes/maintenance/dynamo-push-times.ts';
import { createMeasureSilence } from '../../shared/pushes/maintenance/measure-silence.ts';
import { seedsOf } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

const VARIABLES = ['BINDINGS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'] as const;

/** By hand (`npm run ops -- status`): how everything stands. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: VARIABLES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { documents, variables, clock, apps } = access;
    const pushes = createDynamoPushTimes(documents, variables.PUSHES_TABLE);
    const hasLiveBinding = createHasLiveBinding(documents, variables.BINDINGS_TABLE, clock);
    return createHandler({
      ...access,
      dataKeyIds: composition.configuration.dataKeys.map(({ id }) => id),
      readBacklog: createReadBacklog(documents, variables.BINDINGS_TABLE, clock),
      measureSilence: createMeasureSilence({ pushes, hasLiveBinding, clock }),
      pushes,
      readLastPushes: createReadLastPushes(documents, variables.PUSHES_TABLE, clock),
      poolOf: createPoolSummary({
        store: createDynamoNumberStore({ ...access, table: variables.NUMBERS_TABLE }),
        seeds: seedsOf(apps),
        countLive: liveAndDue({ ...access, table: variables.BINDINGS_TABLE }).countLive,
      }),
    });
  });

export const handler = await lambdaHandler(compose);
