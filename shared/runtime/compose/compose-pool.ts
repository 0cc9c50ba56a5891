import { createLookAtLive } from '../../bindings/read/look-at-live.ts';
import { createDynamoPoolReportStore } from '../../numbers/report/dynamo-pool-report-store.ts';
import { createMeasurePool } from '../../numbers/report/measure-pool.ts';
import type { PoolRules } from '../../numbers/report/pool-report.ts';
import type { composeNumbers } from './compose-numbers.ts';

/** The report of the pool: how it is measured, where the last one is kept, and by which rules each app is judged. */
export const composePool = (pool: ReturnType<typeof composeNumbers>) => {
  const { apps, settings, documents, variables } = pool;
  return {
    measurePool: createMeasurePool({
      ...pool,
      lookAtLive: createLookAtLive({ ...pool, table: variables.BINDINGS_TABLE }),
    }),
    reports: createDynamoPoolReportStore(documents, variables.NUMBERS_TABLE),
    poolRules: apps.map(
      ({ name, mode, poolLowPercent }): PoolRules => ({
        app: name,
        mode,
        lowPercent: poolLowPercent,
        bindingsPerNumber: settings.axeBindingsPerNumber,
      }),
    ),
  };
};
