import { AppError } from '../../kernel/errors.ts';
import { daysToLookAt } from '../count/look-at-days.ts';
import { type Amount, amountsOf, type Prices } from '../prices.ts';
import { lastDayOf, monthOf } from '../usage-cell.ts';
import type {
  FrozenMonth,
  FrozenUsage,
  UsageCells,
  UsageMarks,
  UsageRents,
  UsedPart,
} from '../usage-store.ts';
import { addUsage, SUM_NAMES, type UsageSums } from '../usage-sums.ts';
import { mustBeConfigured } from './must-be-configured.ts';
import { partsOfNumber } from './read-parts.ts';
import { readRents } from './read-rents.ts';
import { numbersByKey, rowsOfParts, type UsageGroup, type UsageReport } from './read-usage.ts';
import { spanOfMonth } from './usage-span.ts';

type Deps = Readonly<{
  cells: Pick<UsageCells, 'month'>;
  rents: Pick<UsageRents, 'months'>;
  marks: Pick<UsageMarks, 'marked'>;
  frozen: FrozenUsage;
  pricesOf: (app: string) => Prices | undefined;
  /** The configured ones. */
  apps: readonly string[];
  /** Looks at a day of an app and counts what has changed; how many cells could not be counted. @throws {AppError} `store-unavailable`. */
  lookAt: (app: string, day: string) => Promise<number>;
}>;

/** The state of an app's month when it was asked to be frozen. */
export type FreezeOutcome = 'frozen' | 'was-frozen' | 'would-freeze';

type FreezeRequest = Omit<FrozenMonth, 'prices'> & Readonly<{ dryRun: boolean }>;

/**
 * Keeps the sums of an app's month as they are now, with its rents and prices, once: a bill that was sent does not change any more.
 *
 * @throws {AppError} `invalid-request` while the month goes on, has sums that are not counted yet, or is of an app of which nobody
 *   knows; `store-unavailable`.
 */
export const freezeMonth = async (
  deps: Deps,
  { app, month, operator, at, dryRun }: FreezeRequest,
): Promise<FreezeOutcome> => {
  const { frozen, lookAt, pricesOf } = deps;
  if (month >= at.slice(0, 7)) throw new AppError('invalid-request', 'the month is not over yet');
  if ((await frozen.read(app, month)) !== undefined) return 'was-frozen';
  const open = await countOpen(deps, [app], month);
  if (open > 0)
    throw new AppError('invalid-request', `the month has sums that are not counted yet (${open}): try later`);
  const last = lastDayOf(month);
  // Looks at it are still to come.
  if (!dryRun && daysToLookAt(new Date(at)).includes(last) && (await lookAt(app, last)) > 0)
    throw new AppError('invalid-request', 'sums of the last day of the month are not counted yet: try later');
  const parts = await presentParts(deps, app, month);
  if (parts.length === 0) mustBeConfigured(deps.apps, app);
  if (dryRun) return 'would-freeze';
  const frozenNow = await frozen.freeze({ app, month, operator, at, prices: pricesOf(app) }, parts);
  return frozenNow ? 'frozen' : 'was-frozen';
};

/** How many numbers and days of a month wait for their count. @throws {AppError} `store-unavailable`. */
export const countOpen = async (
  { marks }: Pick<Deps, 'marks'>,
  apps: readonly string[],
  month: string,
): Promise<number> =>
  (await marks.marked()).filter(({ app, day }) => apps.includes(app) && monthOf(day) === month).length;

/** All that was used in a month, by number and day, as it is now. */
const presentParts = async (
  { cells, rents }: Pick<Deps, 'cells' | 'rents'>,
  app: string,
  month: string,
): Promise<readonly UsedPart[]> => {
  const [counted, ofRents] = await Promise.all([
    cells.month(app, month),
    // A rent that was noted is owed, whether the app has a price for it still, or is configured at all.
    readRents({ rents }, { ...spanOfMonth(month), apps: [app], byNumber: true }),
  ]);
  return [...counted.flatMap(partsOfNumber), ...ofRents];
};

/** Sums with the money for them. */
export type Figures = Readonly<{ sums: UsageSums; amounts: readonly Amount[] }>;

/** Figures as they were frozen, and as they are. */
export type FiguresThenAndNow = Readonly<{ frozen: Figures; now: Figures }>;

/** A private number whose sums have changed since its month was frozen; `x` `null`: not known. */
export type ChangedNumber = FiguresThenAndNow & Readonly<{ x: string | null }>;

/** A frozen month beside what it would be now; `prices` of it are the frozen ones. */
export type ComparedMonth = FrozenMonth &
  FiguresThenAndNow &
  Readonly<{ pricesNow: Prices | undefined; pricesChanged: boolean; changed: readonly ChangedNumber[] }>;

/** Compares a frozen month with the present sums and prices; `undefined`: it is not frozen. @throws {AppError} `store-unavailable`. */
export const compareMonth = async (
  deps: Pick<Deps, 'cells' | 'rents' | 'frozen' | 'pricesOf'>,
  app: string,
  month: string,
): Promise<ComparedMonth | undefined> => {
  const head = await deps.frozen.read(app, month);
  if (head === undefined) return undefined;
  const pricesNow = deps.pricesOf(app);
  const [then, now] = await Promise.all([deps.frozen.parts(app, month), presentParts(deps, app, month)]);
  const figures = (before: readonly UsedPart[], after: readonly UsedPart[]): FiguresThenAndNow => ({
    frozen: figuresOf(before, head.prices),
    now: figuresOf(after, pricesNow),
  });
  return {
    ...head,
    ...{ pricesNow, pricesChanged: !isSamePrice(head.prices, pricesNow) },
    changed: changedNumbers(then, now, figures),
    ...figures(then, now),
  };
};

const figuresOf = (parts: readonly UsedPart[], prices: Prices | undefined): Figures => {
  const sums = addUsage(parts.map((part) => part.sums));
  return { sums, amounts: amountsOf([{ sums, prices }]) };
};

const isSamePrice = (one: Prices | undefined, other: Prices | undefined): boolean =>
  (['currency', 'callMinute', 'messagePart', 'numberMonth'] as const).every(
    (name) => one?.[name] === other?.[name],
  );

const changedNumbers = (
  then: readonly UsedPart[],
  now: readonly UsedPart[],
  figures: (before: readonly UsedPart[], after: readonly UsedPart[]) => FiguresThenAndNow,
): readonly ChangedNumber[] => {
  const xOf = numbersByKey([...then, ...now]);
  const nameOf = ({ x, xKey }: UsedPart) => x ?? (xKey && (xOf.get(xKey) ?? xKey));
  const [before, after] = [Map.groupBy(then, nameOf), Map.groupBy(now, nameOf)];
  const known = new Set([...then, ...now].map(nameOf));
  const numbers = new Set([...then, ...now].map(({ x }) => x));
  return [...known].flatMap((name) => {
    const pair = figures(before.get(name) ?? [], after.get(name) ?? []);
    const isSame = SUM_NAMES.every((sum) => pair.frozen.sums[sum] === pair.now.sums[sum]);
    return isSame ? [] : [{ x: name !== undefined && numbers.has(name) ? name : null, ...pair }];
  });
};

/** A month as it was frozen, `undefined` when it is not. @throws {AppError} `store-unavailable`. */
export type FrozenReport = Omit<UsageReport, 'uncounted'> &
  Readonly<{ frozen: readonly FrozenMonth[]; notFrozen: readonly string[] }>;

/** The months of some apps as they were frozen, with the prices of then. @throws {AppError} `store-unavailable`. */
export const readFrozen = async (
  { frozen }: Pick<Deps, 'frozen'>,
  {
    apps,
    month,
    by,
  }: Readonly<{ apps: readonly string[]; month: string; by: Exclude<UsageGroup, 'reference'> }>,
): Promise<FrozenReport> => {
  const heads = await Promise.all(apps.map((app) => frozen.read(app, month)));
  const found = heads.filter((head) => head !== undefined);
  const parts = await Promise.all(found.map(({ app }) => frozen.parts(app, month)));
  const pricesOf = (name: string) => found.find(({ app }) => app === name)?.prices;
  return {
    ...rowsOfParts(pricesOf, by, parts.flat()),
    frozen: found,
    notFrozen: apps.filter((app) => !found.some((head) => head.app === app)),
  };
};
