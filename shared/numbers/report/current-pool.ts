import type { Clock } from '../../kernel/clock.ts';
import { secondsUntil } from '../../kernel/clock.ts';
import type { PoolReportStore } from './dynamo-pool-report-store.ts';
import type { MeasurePool } from './measure-pool.ts';
import type { CityReport, PoolReport, PoolRules } from './pool-report.ts';

type Deps = Readonly<{
  measurePool: MeasurePool;
  reports: Pick<PoolReportStore, 'get'>;
  clock: Clock;
}>;

/** A report, and how old it is. */
export type CurrentPool = Readonly<{ report: PoolReport; ageSeconds: number }>;

/** So much is counted for a request. A larger pool is answered from the report that is made every quarter of an hour. */
const SMALL = { numbers: 300, bindings: 2000 };

/**
 * The pool of an app: counted now where that is little work, otherwise as it was measured last. Nothing is written.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const createCurrentPool =
  ({ measurePool, reports, clock }: Deps) =>
  async (rules: PoolRules): Promise<CurrentPool> => {
    const stored = await reports.get(rules.app);
    if (stored !== undefined && !isSmall(stored)) return aged(stored, clock());
    const { report } = await measurePool(rules, stored, { ...SMALL, hasTime: () => true });
    return aged(!report.complete && stored !== undefined ? stored : since(stored, report), clock());
  };

/** Since when a city is low is what `measure-state` has stored; one that was not low then has no such moment yet. */
const since = (stored: PoolReport | undefined, report: PoolReport): PoolReport => ({
  ...report,
  cities: report.cities.map(({ lowSince, ...city }) => {
    const before = stored?.cities.find(({ areaCode }) => areaCode === city.areaCode);
    return before?.lowSince === undefined || lowSince === undefined ? city : { ...city, lowSince };
  }),
});

export type CurrentPoolOf = ReturnType<typeof createCurrentPool>;

const aged = (report: PoolReport, now: Date): CurrentPool => ({
  report,
  ageSeconds: Math.max(0, -secondsUntil(report.measuredAt, now)),
});

const isSmall = ({ cities }: PoolReport): boolean =>
  totalOf(cities, ({ numbers }) => Object.values(numbers).reduce((sum, count) => sum + count, 0)) <=
    SMALL.numbers && totalOf(cities, ({ liveBindings }) => liveBindings) <= SMALL.bindings;

const totalOf = (cities: readonly CityReport[], count: (city: CityReport) => number): number =>
  cities.reduce((total, city) => total + count(city), 0);
