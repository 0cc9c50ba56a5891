import type { Context } from 'aws-lambda';
import { type Clock, iso } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { RebuildPages, RebuildRequest } from '../../shared/usage/count/rebuild-usage.ts';
import type { ComparedMonth, FreezeOutcome, FrozenReport } from '../../shared/usage/report/frozen-usage.ts';
import { mustBeConfigured } from '../../shared/usage/report/must-be-configured.ts';
import type { UsageGroup, UsageQuery, UsageReport } from '../../shared/usage/report/read-usage.ts';
import { spanOfMonth, spanView, usageSpan } from '../../shared/usage/report/usage-span.ts';
import type { FrozenMonth } from '../../shared/usage/usage-store.ts';
import { readUsageOrder, type UsageOrder } from './schema.ts';

type Deps = Readonly<{
  /** The configured ones. */
  apps: readonly string[];
  read: (query: UsageQuery) => Promise<UsageReport>;
  rebuild: (request: RebuildRequest, hasTime: () => boolean) => Promise<RebuildPages>;
  freeze: (month: Omit<FrozenMonth, 'prices'> & Readonly<{ dryRun: boolean }>) => Promise<FreezeOutcome>;
  /** Whether a month is frozen with prices, or would be if it were frozen now. */
  hasPrices: (app: string, month: string) => Promise<boolean>;
  readFrozen: (
    query: Readonly<{ apps: readonly string[]; month: string; by: FrozenGroup }>,
  ) => Promise<FrozenReport>;
  compare: (app: string, month: string) => Promise<ComparedMonth | undefined>;
  /** Numbers and days of a month that wait for their count. */
  countOpen: (apps: readonly string[], month: string) => Promise<number>;
  clock: Clock;
  logger: Logger;
}>;

type FrozenGroup = Exclude<UsageGroup, 'reference'>;
type Order<Action> = Extract<UsageOrder, { action: Action }>;

/** The sums of a span. */
export type UsageReportAnswer = UsageReport & ReturnType<typeof spanView> & Readonly<{ by: UsageGroup }>;
/** Months as they were frozen; an app whose month is not frozen is in `notFrozen`. */
export type FrozenAnswer = FrozenReport &
  ReturnType<typeof spanView> &
  Readonly<{ month: string; by: FrozenGroup }>;
/** A part of a rebuild. */
export type RebuildAnswer = RebuildPages & Readonly<{ dryRun: boolean }>;
/** The months that were to be frozen. `hasPrices`: false for one that has no amounts. */
export type FreezeAnswer = Readonly<{
  month: string;
  apps: readonly Readonly<{ app: string; outcome: FreezeOutcome; hasPrices: boolean }>[];
}>;
/**
 * Frozen months beside the present sums; an app whose month is not frozen is in `notFrozen`. `uncounted`: numbers and days that wait for
 * their count, so that the present sums are not the last.
 */
export type CompareAnswer = Readonly<{
  month: string;
  uncounted: number;
  compared: readonly ComparedMonth[];
  notFrozen: readonly string[];
}>;

const MOST_DAYS = { day: 400, app: 400, x: 400, reference: 31 };
/** Records may be repaired for as long as they can be kept. */
const MOST_REBUILT_DAYS = 36_500;
/** No page is begun with less left. */
const RESERVE_MS = 30_000;

/**
 * By hand, through `npm run ops -- usage`. An app that is named needs not be configured any more: its sums are there all the same.
 *
 * @throws {AppError} `invalid-request`, `store-unavailable`.
 */
export const createHandler =
  (deps: Deps) =>
  async (
    event: unknown,
    context: Context,
  ): Promise<UsageReportAnswer | FrozenAnswer | RebuildAnswer | FreezeAnswer | CompareAnswer> => {
    const order = readUsageOrder(event);
    switch (order.action) {
      case 'report':
        return report(deps, order);
      case 'rebuild':
        return rebuild(deps, order, () => context.getRemainingTimeInMillis() > RESERVE_MS);
      case 'freeze':
        return freeze(deps, order);
      case 'frozen':
        return frozen(deps, order);
      case 'compare':
        return compare(deps, order);
    }
  };

const appsOf = ({ apps }: Deps, app: string | undefined): readonly string[] =>
  app === undefined ? apps : [app];

const report = async (deps: Deps, { from, to, by, app }: Order<'report'>): Promise<UsageReportAnswer> => {
  const span = usageSpan({ from, to }, deps.clock(), MOST_DAYS[by]);
  if (span.first > iso(deps.clock()).slice(0, 10))
    throw new AppError('invalid-request', 'the span lies ahead');
  const found = await deps.read({ ...span, by, apps: appsOf(deps, app) });
  if (found.rows.length + found.uncounted === 0) mustBeConfigured(deps.apps, app);
  return { ...spanView(span), by, ...found };
};

const rebuild = async (
  deps: Deps,
  { from, to, app, dryRun, after }: Order<'rebuild'>,
  hasTime: () => boolean,
): Promise<RebuildAnswer> => {
  const { rebuild: walk, clock, logger } = deps;
  const span = usageSpan({ from, to }, clock(), MOST_REBUILT_DAYS);
  const known = await isKnown(deps, span, app);
  const pages = await walk({ ...span, app, isKnown: known, dryRun, after }, hasTime);
  if (!known && pages.next === null && pages.records + (after?.records ?? 0) === 0)
    mustBeConfigured(deps.apps, app);
  logger.info('usage-rebuilt', { ...span, app, dryRun, records: pages.records, cells: pages.cells.length });
  return { dryRun, ...pages };
};

/** Sums may be there of an app that is not configured any more, and whose records have ended. */
const isKnown = async (
  { apps, read }: Deps,
  span: ReturnType<typeof usageSpan>,
  app: string | undefined,
): Promise<boolean> => {
  if (app === undefined || apps.includes(app)) return true;
  const { rows, uncounted } = await read({ ...span, by: 'app', apps: [app] });
  return rows.length + uncounted > 0;
};

const freeze = async (
  deps: Deps,
  { month, app, operator, dryRun }: Order<'freeze'>,
): Promise<FreezeAnswer> => {
  const at = deps.clock().toISOString();
  const apps: FreezeAnswer['apps'][number][] = [];
  for (const name of appsOf(deps, app)) {
    const outcome = await deps.freeze({ app: name, month, operator, at, dryRun });
    if (!dryRun) deps.logger.audit('usage-frozen', { app: name, month, operator, outcome });
    apps.push({ app: name, outcome, hasPrices: await deps.hasPrices(name, month) });
  }
  return { month, apps };
};

const frozen = async (deps: Deps, { month, by, app }: Order<'frozen'>): Promise<FrozenAnswer> => {
  const found = await deps.readFrozen({ apps: appsOf(deps, app), month, by });
  if (found.frozen.length === 0) mustBeConfigured(deps.apps, app);
  return { month, ...spanView(spanOfMonth(month)), by, ...found };
};

const compare = async (deps: Deps, { month, app }: Order<'compare'>): Promise<CompareAnswer> => {
  const names = appsOf(deps, app);
  const [found, uncounted] = await Promise.all([
    Promise.all(names.map((name) => deps.compare(name, month))),
    deps.countOpen(names, month),
  ]);
  if (found.every((each) => each === undefined)) mustBeConfigured(deps.apps, app);
  return {
    month,
    uncounted,
    compared: found.filter((each) => each !== undefined),
    notFrozen: names.filter((_, place) => found[place] === undefined),
  };
};
