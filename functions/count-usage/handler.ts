import type { Context } from 'aws-lambda';
import type { Clock } from '../../shared/kernel/clock.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { CountRun } from '../../shared/usage/count/count-usage.ts';
import type { LookRun } from '../../shared/usage/count/look-at-days.ts';
import type { RentRun } from '../../shared/usage/count/note-rents.ts';
import type { SumRun } from '../../shared/usage/count/sum-months.ts';

type Deps = Readonly<{
  count: (hasTime: () => boolean) => Promise<CountRun>;
  look: (hasTime: () => boolean) => Promise<LookRun>;
  /** Sums months: those that are marked. */
  sumStale: (hasTime: () => boolean) => Promise<SumRun>;
  /** Sums months: those that are due without a mark. */
  sumFinished: (hasTime: () => boolean) => Promise<SumRun>;
  noteRents: () => Promise<RentRun>;
  windowSeconds: number;
  clock: Clock;
  logger: Logger;
}>;

/** No cell is begun with less left. */
const RESERVE_MS = 20_000;

/** `isLook`: the run has looked at the open days. */
type Run = CountRun & LookRun & SumRun & RentRun & Readonly<{ isLook: boolean }>;

/**
 * Counts what was marked and notes which numbers are rented; and once a window looks at the open days and sums months that are due.
 * The window of the last whole look is remembered here alone: a new instance looks once more, which costs reads.
 */
export const createHandler = (deps: Deps) => {
  const { clock, windowSeconds, logger } = deps;
  let lookedIn: number | undefined;
  return async (_event: unknown, context: Context): Promise<Run> => {
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const window = windowOf(clock(), windowSeconds);
    const isLook = window !== lookedIn;
    const counted = await deps.count(hasTime);
    const look = isLook ? await deps.look(hasTime) : NO_LOOK;
    const sums = [await deps.sumStale(hasTime), ...(isLook ? [await deps.sumFinished(hasTime)] : [])];
    const run = { ...counted, ...look, ...addSums(sums), ...(await deps.noteRents()), isLook };
    if (look.lookFailed + look.lookLeft === 0) lookedIn = window;
    logger.info('usage-counted', run);
    logger.metrics({
      usageNotCounted: run.failed + run.closed + run.lookFailed + run.monthsFailed + run.rentsFailed,
    });
    return run;
  };
};

const NO_LOOK: LookRun = { lookedAt: 0, recounted: 0, lookFailed: 0, lookLeft: 0 };

/** 0 seconds: each moment is another one. */
const windowOf = (now: Date, windowSeconds: number): number =>
  windowSeconds === 0 ? now.getTime() : Math.floor(now.getTime() / 1000 / windowSeconds);

const addSums = (runs: readonly SumRun[]): SumRun => ({
  months: runs.reduce((sum, { months }) => sum + months, 0),
  monthsFailed: runs.reduce((sum, { monthsFailed }) => sum + monthsFailed, 0),
  monthsLeft: runs.reduce((sum, { monthsLeft }) => sum + monthsLeft, 0),
});
