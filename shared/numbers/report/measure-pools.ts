import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Logger } from '../../observability/logger.ts';
import type { OpenLoss } from '../losses/number-loss.ts';
import type { PoolReportStore } from './dynamo-pool-report-store.ts';
import type { MeasurePool } from './measure-pool.ts';
import type { PoolRules } from './pool-report.ts';

type Deps = Readonly<{
  poolRules: readonly PoolRules[];
  measurePool: MeasurePool;
  reports: PoolReportStore;
  openLoss: OpenLoss;
  logger: Logger;
}>;

/** One app: its cities, those that are low, and whether everything was counted. */
export type PoolLine = Readonly<{ app: string; cities: number; low: number; complete: boolean }>;

/** Measures the pool of each app, stores the report, and notes lost numbers with bindings on them. @throws {AppError} what stopped one, after all others are stored. */
export type MeasurePools = (hasTime: () => boolean) => Promise<readonly PoolLine[]>;

/** More live bindings of an app are counted without looking who their people are. */
const MOST_BINDINGS = 100_000;

export const createMeasurePools =
  ({ poolRules, measurePool, reports, openLoss, logger }: Deps): MeasurePools =>
  async (hasTime) => {
    const bounds = { numbers: Number.POSITIVE_INFINITY, bindings: MOST_BINDINGS, hasTime };
    // One app after the other: each holds its numbers in memory.
    const { results } = await mapAtMost({ atMost: 1, onFailure: 'go-on' }, poolRules, async (rules) => {
      const former = await reports.get(rules.app);
      const { report, lost } = await measurePool(rules, former, bounds);
      // An import that retired them has not told, say.
      for (const loss of lost) await openLoss(loss);
      await reports.put(report);
      const { app, cities, complete } = report;
      const line = { app, cities: cities.length, low: cities.filter(({ low }) => low).length, complete };
      if (complete) logger.info('pool-measured', line);
      else logger.warn('pool-measured', line);
      return line;
    });
    return results;
  };
