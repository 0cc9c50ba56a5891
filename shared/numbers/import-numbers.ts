import { addSeconds, type Clock } from '../kernel/clock.ts';
import { AppError, hasCode } from '../kernel/errors.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import type { Logger } from '../observability/logger.ts';
import { fingerprintOf } from './import-difference.ts';
import type { NumberStore } from './number-store.ts';
import { type ImportStep, planImport, planListed, planMissing } from './plan-import.ts';
import { loadPool } from './pool.ts';
import type { ListedNumber, PrivateNumber } from './private-number.ts';

type Deps = Readonly<{
  /** Names of the configured apps. */
  apps: readonly string[];
  numbers: NumberStore;
  /** The numbers of the configuration. */
  seeds: readonly PrivateNumber[];
  /** The number of live bindings on a private number. */
  countLive: (x: string) => Promise<number>;
  /** The look-up key of a private number. */
  keyOf: (x: string) => string;
  clock: Clock;
  logger: Logger;
}>;

/**
 * The whole list of an app's numbers. With `dryRun` the import is only planned; with `force` it may retire many numbers and
 * numbers in use. With `ifDifference`, the fingerprint of a dry run, it makes that very difference and no other one.
 */
export type NumberImport = Readonly<{
  app: string;
  /** The apps that exist for whoever imports: an error names no other one. */
  appsOfCaller: readonly string[];
  listed: readonly ListedNumber[];
  dryRun: boolean;
  force: boolean;
  ifDifference?: string | undefined;
}>;

/** The number of steps of each kind, and the steps that change something. */
export type ImportReport = Readonly<{
  counts: Readonly<Record<ImportStep['kind'], number>>;
  changes: readonly ImportStep[];
  /** Names these changes: an import may ask for just them. */
  fingerprint: string;
  /** Of a dry run: the import would be refused with `would-retire`. */
  forceNeeded: boolean;
  /** The look-up keys of stored numbers that cannot be opened: the import leaves them as they are. */
  unreadable: readonly string[];
}>;

const WRITES_AT_ONCE = 10;

/**
 * From the begin of the import, the look at the pool included, no change is begun later. The function has 25 s; the rest is for the
 * last write and for the answer, which tells how far the import came.
 */
const BEGIN_WITHIN_SECONDS = 18;

/** Another writer may be faster now and then, but not every time. */
const TRIES = 3;

/**
 * Makes the pool of an app the same as a list. Repeating is safe, and goes on where an import stopped.
 *
 * @throws {AppError} `number-of-another-app`; `version-conflict` when the difference is another one than `ifDifference` names;
 *   `would-retire` without `force` for more than a fifth of the pool or numbers with live bindings; nothing is changed by these. `store-unavailable`: the message tells how many changes are stored.
 */
export const importNumbers = async (
  deps: Deps,
  { app, appsOfCaller, listed, dryRun, force, ifDifference }: NumberImport,
): Promise<ImportReport> => {
  const { numbers, seeds, clock, logger, keyOf } = deps;
  const until = addSeconds(clock(), BEGIN_WITHIN_SECONDS);
  await refuseForeign(deps, { app, appsOfCaller, listed });
  const { numbers: pool, unreadable } = await loadPool(numbers, seeds, app);
  // Added anew they would lose what a person has set.
  const known = listed.filter(({ x }) => !unreadable.includes(keyOf(x)));
  const steps = planImport(app, known, pool, clock());
  const changes = steps.filter(({ kind }) => kind !== 'unchanged');
  const fingerprint = fingerprintOf(changes, keyOf);
  if (ifDifference !== undefined && ifDifference !== fingerprint) throw changedMeanwhile();
  const danger = force ? undefined : await dangerOf(deps, steps, pool);
  if (danger !== undefined && !dryRun)
    throw new AppError('would-retire', `${danger}: repeat with force=true if that is meant`);
  if (!dryRun) await store(deps, changes, listed, until);
  const counts = countsOf(steps);
  logger.info('numbers-imported', { app, dryRun, force, ...counts });
  return { counts, changes, fingerprint, forceNeeded: danger !== undefined, unreadable };
};

const changedMeanwhile = (): AppError =>
  new AppError('version-conflict', 'the import would make another difference by now than ifDifference names');

/** A number that another app has retired is free to move. */
const refuseForeign = async (
  { apps, numbers, seeds, keyOf }: Deps,
  { app, appsOfCaller, listed }: Pick<NumberImport, 'app' | 'appsOfCaller' | 'listed'>,
): Promise<void> => {
  const others = apps.filter((other) => other !== app);
  const pools = await Promise.all(others.map((other) => loadPool(numbers, seeds, other)));
  const owned = pools.flatMap((pool) => pool.numbers).filter(({ state }) => state !== 'retired');
  const owners = new Map(owned.map((number) => [number.x, number.app]));
  // One that cannot be opened may be in use there.
  const unknown = new Map(
    pools.flatMap(({ unreadable }, index) => unreadable.map((key) => [key, others[index]] as const)),
  );
  const errors = listed.flatMap(({ x, place }) => {
    const owner = owners.get(x) ?? unknown.get(keyOf(x));
    if (owner === undefined) return [];
    return appsOfCaller.includes(owner)
      ? [{ path: place, message: `belongs to the app ${owner}`, code: 'of-app', values: { app: owner } }]
      : [{ path: place, message: 'belongs to another app', code: 'of-another-app' }];
  });
  if (errors.length > 0)
    throw new AppError('number-of-another-app', 'private numbers in the list belong to another app', {
      errors: errors.slice(0, MOST_NAMED),
    });
};

/** More of them help nobody. */
const MOST_NAMED = 100;

/** The reason why an import is more likely a mistake than meant. */
const dangerOf = async (
  { countLive }: Deps,
  steps: readonly ImportStep[],
  pool: readonly PrivateNumber[],
): Promise<string | undefined> => {
  const retired = steps.filter(({ kind }) => kind === 'retired').map(({ number }) => number.x);
  const owned = pool.filter(({ state }) => state !== 'retired').length;
  if (retired.length * 5 > owned)
    return `the import would retire ${retired.length} of the ${owned} numbers of the app`;
  const { results } = await mapAtMost({ atMost: WRITES_AT_ONCE }, retired, countLive);
  const inUse = results.filter((live) => live > 0).length;
  return inUse === 0 ? undefined : `the import would retire numbers with live bindings, ${inUse} in all`;
};

const store = async (
  deps: Deps,
  changes: readonly ImportStep[],
  listed: readonly ListedNumber[],
  until: Date,
): Promise<void> => {
  const byX = new Map(listed.map((number) => [number.x, number]));
  let stored = 0;
  const storeStep = async (step: ImportStep): Promise<void> => {
    await save(deps, step, byX.get(step.number.x));
    stored += 1;
  };
  const incomplete = (cause?: unknown): AppError =>
    new AppError(
      'store-unavailable',
      `${stored} of ${changes.length} changes are stored: import the same list again`,
      { cause },
    );
  const bounds = {
    atMost: WRITES_AT_ONCE,
    hasTime: () => deps.clock() < until,
    onFailure: 'go-on',
  } as const;
  try {
    await mapAtMost(bounds, changes, storeStep);
  } catch (error) {
    throw hasCode(error, 'store-unavailable') ? incomplete(error) : error;
  }
  if (stored < changes.length) throw incomplete();
};

/** A report of the platform may come between the plan and the write; then the step is planned again. */
const save = async (
  { numbers, clock }: Deps,
  step: ImportStep,
  listed: ListedNumber | undefined,
): Promise<void> => {
  const { app, x } = step.number;
  let planned = step;
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (planned.kind === 'unchanged' || (await numbers.save(planned.number, planned.takenBack))) return;
    const current = (await numbers.get(app, x)) ?? step.number;
    planned =
      listed === undefined ? planMissing(current, clock()) : planListed(app, listed, current, clock());
  }
  throw new AppError('store-unavailable', 'a private number is being changed by others all the time');
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
