import { createHasLiveBinding, createReadBacklog, liveAndDue } from '../../bindings/dynamo/live-and-due.ts';
import { createDynamoCallReader } from '../../calls/dynamo/dynamo-call-reader.ts';
import { createDynamoNumberStore } from '../../numbers/dynamo-number-store.ts';
import { createPoolSummary } from '../../numbers/pool.ts';
import { createDynamoGateControl } from '../../platform/gate/dynamo-gate-control.ts';
import { createReadLastPushes } from '../../pushes/maintenance/dynamo-last-pushes.ts';
import { createDynamoPushTimes } from '../../pushes/maintenance/dynamo-push-times.ts';
import { createMeasureSilence } from '../../pushes/maintenance/measure-silence.ts';
import { listLost } from '../../recordings/maintenance/dynamo-recording-maintenance.ts';
import { archiveStatus } from '../../recordings/maintenance/recording-status.ts';
import { createDynamoRecordingWork } from '../../recordings/store/dynamo-recording-work.ts';
import type { StatusDeps } from '../../status/read-status.ts';
import { seedsOf } from './compose-numbers.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** The variables of whatever reads how everything stands. */
export const STATUS_VARIABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'] as const;

/** Reads how everything stands: of `apps` what belongs to an app. */
export const composeStatus = (
  access: StoreAccess<(typeof STATUS_VARIABLES)[number]>,
  dataKeyIds: readonly string[],
  apps: typeof access.apps = access.apps,
): StatusDeps => {
  const { documents, variables, clock, sealer } = access;
  const names = apps.map(({ name }) => name);
  const calls = createDynamoCallReader({ ...access, table: variables.CALLS_TABLE });
  const work = createDynamoRecordingWork(documents, variables.CALLS_TABLE, sealer);
  const lost = (limit: number) => listLost({ documents, table: variables.CALLS_TABLE }, limit);
  const pushes = createDynamoPushTimes(documents, variables.PUSHES_TABLE);
  const hasLiveBinding = createHasLiveBinding(documents, variables.BINDINGS_TABLE, clock);
  return {
    ...access,
    apps,
    dataKeyIds,
    gates: createDynamoGateControl({ ...access, table: variables.NUMBERS_TABLE }, names),
    archive: () => archiveStatus({ calls, work, maintenance: { lost }, clock }),
    readBacklog: createReadBacklog(documents, variables.BINDINGS_TABLE, clock),
    // It only looks: `measure-state` remembers.
    measureSilence: createMeasureSilence({ apps, pushes, remember: async () => {}, hasLiveBinding, clock }),
    pushes,
    readLastPushes: createReadLastPushes(documents, variables.PUSHES_TABLE, clock),
    poolOf: createPoolSummary({
      store: createDynamoNumberStore({ ...access, table: variables.NUMBERS_TABLE }),
      seeds: seedsOf(access.apps),
      countLive: liveAndDue({ ...access, table: variables.BINDINGS_TABLE }).countLive,
    }),
  };
};
