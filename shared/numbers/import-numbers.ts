import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import type { NumberStore } from './number-store.ts';
import { type ImportStep, planImport } from './plan-import.ts';
import { loadPool } from './pool.ts';
import type { ListedNumber, PrivateNumber } from './private-number.ts';

type Deps = Readonly<{
  numbers: NumberStore;
  /** The numbers of the configuration. */
  seeds: readonly PrivateNumber[];
  clock: Clock;
  logger: Logger;
}>;

/** The whole list of an app's numbers; with `dryRun` the import is only planned. */
export type NumberImport = Readonly<{ app: string; listed: readonly ListedNumber[]; dryRun: boolean }>;

/** The number of steps of each kind, and the steps that change something. */
export type ImportReport = Readonly<{
  counts: Readonly<Record<ImportStep['kind'], number>>;
  changes: readonly ImportStep[];
}>;

const WRITES_AT_ONCE = 10;

/**
 * Makes the pool of an app the same as a list. Repeating is safe.
 *
 * @throws {AppError} `store-unavailable`: some of the changes may be stored, so import the same list again.
 */
export const importNumbers = async (
  { numbers, seeds, clock, logger }: Deps,
  { app, listed, dryRun }: NumberImport,
): Promise<ImportReport> => {
  const steps = planImport(app, listed, await loadPool(numbers, seeds, app), clock());
  const changes = steps.filter(({ kind }) => kind !== 'unchanged');
  if (!dryRun) await applyChanges(numbers, changes);
  const counts = countsOf(steps);
  logger.info('numbers-imported', { app, dryRun, ...counts });
  return { counts, changes };
};

const applyChanges = async (numbers: NumberStore, changes: readonly ImportStep[]): Promise<void> => {
  for (let start = 0; start < changes.length; start += WRITES_AT_ONCE)
    await Promise.all(changes.slice(start, start + WRITES_AT_ONCE).map(({ number }) => numbers.save(number)));
};

const countsOf = (steps: readonly ImportStep[]): ImportReport['counts'] => {
  const count = (kind: ImportStep['kind']) => steps.filter((step) => step.kind === kind).length;
  return {
    added: count('added'),
    changed: count('changed'),
    retired: count('retired'),
    unchanged: count('unchanged'),
  };
};
