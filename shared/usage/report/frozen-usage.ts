import { AppError } from '../../kernel/errors.ts';
import { daysToLookAt } from '../count/look-at-days.ts';
import { lastDayOf, monthOf } from '../usage-cell.ts';
import type { FrozenMonth, FrozenUsage, MonthOfNumber, UsageCells, UsageMarks } from '../usage-store.ts';
import { addUsage, SUM_NAMES, type UsageSums } from '../usage-sums.ts';

type Deps = Readonly<{
  cells: Pick<UsageCells, 'month'>;
  marks: Pick<UsageMarks, 'marked'>;
  frozen: FrozenUsage;
  /** Looks at a day of an app and counts what has changed; how many cells could not be counted. @throws {AppError} `store-unavailable`. */
  lookAt: (app: string, day: string) => Promise<number>;
}>;

/** The state of an app's month when it was asked to be frozen. */
export type FreezeOutcome = 'frozen' | 'was-frozen' | 'would-freeze';

/**
 * Keeps the sums of an app's month as they are now, once: a bill that was sent does not change any more.
 *
 * @throws {AppError} `invalid-request` while the month goes on, or has sums that are not counted yet; `store-unavailable`.
 */
export const freezeMonth = async (
  { marks, frozen, lookAt }: Deps,
  { app, month, operator, at, dryRun }: FrozenMonth & Readonly<{ dryRun: boolean }>,
): Promise<FreezeOutcome> => {
  if (month >= at.slice(0, 7)) throw new AppError('invalid-request', 'the month is not over yet');
  if ((await frozen.read(app, month)) !== undefined) return 'was-frozen';
  const open = (await marks.marked()).filter((cell) => cell.app === app && monthOf(cell.day) === month);
  if (open.length > 0)
    throw new AppError('invalid-request', `${open.length} sums of the month are not counted yet: try later`);
  if (dryRun) return 'would-freeze';
  const last = lastDayOf(month);
  // Looks at it are still to come.
  if (daysToLookAt(new Date(at)).includes(last) && (await lookAt(app, last)) > 0)
    throw new AppError('invalid-request', 'sums of the last day of the month are not counted yet: try later');
  return (await frozen.freeze({ app, month, operator, at })) ? 'frozen' : 'was-frozen';
};

/** A private number whose sums have changed since its month was frozen; `x` `null`: not known. */
export type ChangedNumber = Readonly<{ x: string | null; frozen: UsageSums; now: UsageSums }>;

/** A frozen month beside what it would be now. */
export type ComparedMonth = FrozenMonth &
  Readonly<{ changed: readonly ChangedNumber[]; frozen: UsageSums; now: UsageSums }>;

/** Compares a frozen month with the present sums; `undefined`: it is not frozen. @throws {AppError} `store-unavailable`. */
export const compareMonth = async (
  { cells, frozen }: Pick<Deps, 'cells' | 'frozen'>,
  app: string,
  month: string,
): Promise<ComparedMonth | undefined> => {
  const head = await frozen.read(app, month);
  if (head === undefined) return undefined;
  const [then, now] = await Promise.all([frozen.month(app, month), cells.month(app, month)]);
  const keys = new Set([...then, ...now].map(({ xKey }) => xKey));
  const changed = [...keys].flatMap((xKey) => {
    const [before, after] = [then, now].map((numbers) => numbers.filter((each) => each.xKey === xKey));
    const pair = { frozen: sumsOf(before ?? []), now: sumsOf(after ?? []) };
    const isSame = SUM_NAMES.every((name) => pair.frozen[name] === pair.now[name]);
    const x = [...(after ?? []), ...(before ?? [])].find((each) => each.x !== undefined)?.x ?? null;
    return isSame ? [] : [{ x, ...pair }];
  });
  return { ...head, changed, frozen: sumsOf(then), now: sumsOf(now) };
};

const sumsOf = (numbers: readonly MonthOfNumber[]): UsageSums =>
  addUsage(numbers.flatMap(({ days }) => [...days.values()]));
