import { createHasLiveBinding } from '../../shared/bindings/dynamo/live-and-due.ts';
import { createMeasurePools } from '../../shared/numbers/report/measure-pools.ts';
import { createDynamoPushTimes } from '../../shared/pushes/maintenance/dynamo-push-times.ts';
import { createMeasureSilence } from '../../shared/pushes/maintenance/measure-silence.ts';
import { composeNumbers } from '../../shared/runtime/compose/compose-numbers.ts';
import { composePool } from '../../shared/runtime/compose/compose-pool.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** Every quarter of an hour: how long no push has come, how much is in quarantine, and how full the pool is. */
export const compose = (runtime: Runtime) =>
  composeFunction(
    runtime,
    { variables: ['BINDINGS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'], whenUnreadable: untilFilled(runtime) },
    (composition) => {
      const access = composeStoreAccess(composition);
      const { documents, variables, clock, logger, apps } = access;
      const pushes = createDynamoPushTimes(documents, variables.PUSHES_TABLE);
      const hasLiveBinding = createHasLiveBinding(documents, variables.BINDINGS_TABLE, clock);
      const measureSilence = createMeasureSilence({
        apps,
        pushes,
        remember: pushes.remember,
        hasLiveBinding,
        clock,
      });
      const pool = composeNumbers(access);
      const measurePools = createMeasurePools({ ...pool, ...composePool(pool) });
      return createHandler({ measureSilence, pushes, measurePools, clock, logger });
    },
  );

export const handler = await lambdaHandler(compose);
