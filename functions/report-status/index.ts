import {
  createHasLiveBinding,
  createReadBacklog,
  liveAndDue,
} from '../../shared/bindings/dynamo/live-and-due.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoNumberStore } from '../../shared/numbers/dynamo-number-store.ts';
import { createPoolSummary } from '../../shared/numbers/pool.ts';
import { createDynamoGateControl } from '../../shared/platform/gate/dynamo-gate-control.ts';
import { createReadLastPushes } from '../../shared/pushes/maintenance/dynamo-last-pushes.ts';
import { createDynamoPushTimes } from '../../shared/pushes/maintenance/dynamo-push-times.ts';
import { createMeasureSilence } from '../../shared/pushes/maintenance/measure-silence.ts';
import { listLost } from '../../shared/recordings/maintenance/dynamo-recording-maintenance.ts';
import { archiveStatus } from '../../shared/recordings/maintenance/recording-status.ts';
import { createDynamoRecordingWork } from '../../shared/recordings/store/dynamo-recording-work.ts';
import { seedsOf } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

const VARIABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'] as const;

/** By hand (`npm run ops -- status`): how everything stands. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: VARIABLES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { documents, variables, clock, apps, sealer } = access;
    const names = apps.map(({ name }) => name);
    const calls = createDynamoCallReader({ ...access, table: variables.CALLS_TABLE });
    const work = createDynamoRecordingWork(documents, variables.CALLS_TABLE, sealer);
    const lost = (limit: number) => listLost({ documents, table: variables.CALLS_TABLE }, limit);
    const pushes = createDynamoPushTimes(documents, variables.PUSHES_TABLE);
    const hasLiveBinding = createHasLiveBinding(documents, variables.BINDINGS_TABLE, clock);
    return createHandler({
      ...access,
      dataKeyIds: composition.configuration.dataKeys.map(({ id }) => id),
      gates: createDynamoGateControl({ ...access, table: variables.NUMBERS_TABLE }, names),
      archive: () => archiveStatus({ calls, work, maintenance: { lost }, clock }),
      readBacklog: createReadBacklog(documents, variables.BINDINGS_TABLE, clock),
      // It only looks: `measure-state` remembers.
      measureSilence: createMeasureSilence({ apps, pushes, remember: async () => {}, hasLiveBinding, clock }),
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
