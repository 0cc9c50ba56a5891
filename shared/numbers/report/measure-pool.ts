import { type Clock, iso } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import { isLost, type OpenLoss } from '../losses/number-loss.ts';
import type { NumberStore } from '../number-store.ts';
import type { NumberByHand, PrivateNumber } from '../private-number.ts';
import { type MeasuredNumber, type PoolReport, type PoolRules, poolReportOf } from './pool-report.ts';

/** The live bindings on a number: of all the count; of those whose people were looked at, the people and Y by look-up key. */
export type LiveUse = Readonly<{
  liveBindings: number;
  /** How many bindings were read for it. */
  read: number;
  people: readonly string[];
  ys: readonly string[];
}>;

/** Reads who lives on a number, and of at most so many bindings who the people are. @throws {AppError} `store-unavailable`. */
export type LookAtLive = (x: string, mode: PoolRules['mode'], most: number) => Promise<LiveUse>;

type Deps = Readonly<{
  numbers: Pick<NumberStore, 'ofApp'>;
  /** The numbers of the configuration; the store has them only after the pool was loaded once. */
  seeds: readonly PrivateNumber[];
  keyOf: (x: string) => string;
  lookAtLive: LookAtLive;
  clock: Clock;
}>;

/** How much a measurement may read: numbers each cost a query, and live bindings one read each. */
export type MeasureBounds = Readonly<{ numbers: number; bindings: number; hasTime: () => boolean }>;

/** The pool of an app as it is now, the numbers behind the report, and those that are lost with bindings on them. */
export type Measured = Readonly<{
  report: PoolReport;
  numbers: readonly MeasuredNumber[];
  lost: readonly Parameters<OpenLoss>[0][];
}>;

export type MeasurePool = (
  rules: PoolRules,
  former: PoolReport | undefined,
  bounds: MeasureBounds,
) => Promise<Measured>;

const AT_A_TIME = 16;

/**
 * Measures the pool of an app without changing it. The index that says who lives on a number lags by seconds, so that is how
 * exact it is. @throws {AppError} `store-unavailable`.
 */
export const createMeasurePool =
  ({ numbers, seeds, keyOf, lookAtLive, clock }: Deps): MeasurePool =>
  async (rules, former, bounds) => {
    const measuredAt = iso(clock());
    const stored = (await numbers.ofApp(rules.app)).numbers;
    const known = new Set(stored.map(({ x }) => x));
    const pool = [...stored, ...seeds.filter(({ app, x }) => app === rules.app && !known.has(x))];
    let left = bounds.bindings;
    const looked = pool.slice(0, bounds.numbers);
    const { results, untouched } = await mapAtMost(
      { atMost: AT_A_TIME, hasTime: bounds.hasTime },
      looked,
      async ({ x }) => {
        const use = await lookAtLive(x, rules.mode, Math.max(0, left));
        left -= use.read;
        return use;
      },
    );
    const complete =
      looked.length === pool.length &&
      untouched.length === 0 &&
      results.every(({ liveBindings, read }) => liveBindings <= read);
    const ys = new Set(results.flatMap((use) => use.ys));
    const measured = pool.map((number, index) => measuredOf(number, results[index], ys.has(keyOf(number.x))));
    const lost = pool
      .filter((number, index) => isLost(number) && (results[index]?.liveBindings ?? 0) > 0)
      .map(({ app, x, state, cause, stateAt = measuredAt }) => ({
        app,
        key: keyOf(x),
        state,
        cause,
        since: stateAt,
      }));
    const report = poolReportOf(rules, measured, former, { measuredAt, complete });
    return { report, numbers: measured, lost };
  };

const measuredOf = (
  { areaCode, state, cause, reserved }: NumberByHand,
  use: LiveUse | undefined,
  isY: boolean,
): MeasuredNumber => ({
  areaCode,
  state,
  cause,
  reserved,
  liveBindings: use?.liveBindings ?? 0,
  isInUse: isY || (use?.liveBindings ?? 0) > 0,
  people: use?.people ?? [],
});
