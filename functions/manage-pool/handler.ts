import type { Context } from 'aws-lambda';
import type { Clock } from '../../shared/kernel/clock.ts';
import { parsePrivateNumber } from '../../shared/kernel/e164.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { changeNumber } from '../../shared/numbers/change-number.ts';
import { type ImportReport, importNumbers } from '../../shared/numbers/import-numbers.ts';
import { listNumbers, type NumberPlace } from '../../shared/numbers/list-numbers.ts';
import type { OpenLoss } from '../../shared/numbers/losses/number-loss.ts';
import type { NumberStore } from '../../shared/numbers/number-store.ts';
import { findInPool } from '../../shared/numbers/pool.ts';
import type { CountedNumber, PrivateNumber } from '../../shared/numbers/private-number.ts';
import type { MeasurePool } from '../../shared/numbers/report/measure-pool.ts';
import {
  type HotPerson,
  hottest,
  type PoolReport,
  type PoolRules,
} from '../../shared/numbers/report/pool-report.ts';
import { decodeTable } from '../../shared/numbers/table/decode-table.ts';
import { readNumberTable } from '../../shared/numbers/table/read-number-table.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { type PoolOrder, readPoolOrder } from './schema.ts';

type Deps = Readonly<{
  /** Names of the configured apps. */
  apps: readonly string[];
  numbers: NumberStore;
  seeds: readonly PrivateNumber[];
  countLive: (x: string) => Promise<number>;
  keyOf: (x: string) => string;
  openLoss: OpenLoss;
  poolRules: readonly PoolRules[];
  measurePool: MeasurePool;
  clock: Clock;
  logger: Logger;
}>;

type Order<Action extends PoolOrder['action']> = Extract<PoolOrder, { action: Action }>;

/** The pool as it is now, with those who have the most live bindings in a city, by look-up key. */
export type PoolNow = Readonly<{ pools: readonly (PoolReport & { hot: readonly HotPerson[] })[] }>;

/** A number as operators see it; X is ours and no person's. */
export type NumberLine = Readonly<
  Pick<PrivateNumber, 'app' | 'x' | 'sms' | 'state'> & {
    areaCode: string | null;
    cause: string | null;
    reserved: boolean;
    liveBindings: number;
  }
>;
/** `next`: where the next page begins. `unreadable`: look-up keys of numbers that cannot be opened. */
export type NumberPage = Readonly<{
  items: readonly NumberLine[];
  next: NumberPlace | null;
  unreadable: readonly string[];
}>;
export type ImportedPool = Readonly<
  ImportReport['counts'] &
    Pick<ImportReport, 'forceNeeded' | 'unreadable'> & {
      dryRun: boolean;
      diff: readonly Readonly<{ kind: string; x: string; fields: readonly string[] }>[];
      ignoredColumns: readonly string[];
    }
>;
/** The number before where nothing was changed (`dryRun`), otherwise after. */
export type NumberByOrder = Readonly<{ dryRun: boolean; number: NumberLine }>;

const PAGE = 100;
const HOT = 10;
const MOST_BINDINGS = 100_000;

/** The look at one more number ends within this. */
const RESERVE_MS = 10_000;

/**
 * By hand, through `npm run ops -- numbers`: how full the pool is, its numbers, an import, and a number that is taken out or reserved.
 *
 * @throws {AppError} `invalid-request`, `not-found`, `would-retire`, `number-of-another-app`, `store-unavailable`.
 */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<PoolNow | NumberPage | ImportedPool | NumberByOrder> => {
    const order = readPoolOrder(event);
    if (order.app !== undefined && !deps.apps.includes(order.app))
      throw new AppError('invalid-request', 'there is no app with this name');
    switch (order.action) {
      case 'report':
        return report(deps, order, () => context.getRemainingTimeInMillis() > RESERVE_MS);
      case 'list':
        return list(deps, order);
      case 'import':
        return importTable(deps, order);
      case 'change':
        return change(deps, order);
    }
  };

const report = async (
  { poolRules, measurePool }: Deps,
  { app }: Order<'report'>,
  hasTime: () => boolean,
): Promise<PoolNow> => {
  const bounds = { numbers: Number.POSITIVE_INFINITY, bindings: MOST_BINDINGS, hasTime };
  const pools: (PoolReport & { hot: readonly HotPerson[] })[] = [];
  for (const rules of poolRules.filter((each) => app === undefined || each.app === app)) {
    const measured = await measurePool(rules, undefined, bounds);
    pools.push({ ...measured.report, hot: hottest(measured.numbers, HOT) });
  }
  return { pools };
};

const list = async (deps: Deps, { after, ...filter }: Order<'list'>): Promise<NumberPage> => {
  const { items, next, unreadable } = await listNumbers(deps, { ...filter, limit: PAGE, after });
  return { items: items.map(lineOf), next: next ?? null, unreadable };
};

const lineOf = ({ number, liveBindings }: CountedNumber): NumberLine => ({
  app: number.app,
  x: number.x,
  areaCode: number.areaCode ?? null,
  sms: number.sms,
  state: number.state,
  cause: number.cause ?? null,
  reserved: number.reserved ?? false,
  liveBindings,
});

const importTable = async (
  deps: Deps,
  { app, table, dryRun, force, operator }: Order<'import'>,
): Promise<ImportedPool> => {
  const { listed, ignoredColumns } = readNumberTable(decodeTable(Buffer.from(table, 'base64')));
  const imported = await importNumbers(deps, { app, appsOfCaller: deps.apps, listed, dryRun, force });
  const { counts, changes, forceNeeded, unreadable } = imported;
  if (!dryRun) deps.logger.audit('numbers-imported-by-hand', { app, operator, force, ...counts });
  const diff = changes.map(({ kind, number, fields }) => ({ kind, x: number.x, fields }));
  return { ...counts, dryRun, forceNeeded, unreadable, diff, ignoredColumns };
};

const change = async (
  deps: Deps,
  { x: written, app, state, reserved, dryRun, operator }: Order<'change'>,
): Promise<NumberByOrder> => {
  const x = parsePrivateNumber(written);
  const changed =
    x === undefined ? undefined : await changedOrFound(deps, { x, app, state, reserved, dryRun });
  if (changed === undefined) throw new AppError('not-found', 'there is no such private number');
  const number = lineOf(changed);
  if (!dryRun)
    deps.logger.audit('number-changed-by-hand', {
      app: number.app,
      key: deps.keyOf(number.x),
      operator,
      state,
      reserved,
    });
  return { dryRun, number };
};

const changedOrFound = async (
  deps: Deps,
  { dryRun, ...wanted }: Pick<Order<'change'>, 'x' | 'app' | 'state' | 'reserved' | 'dryRun'>,
): Promise<CountedNumber | undefined> => {
  if (!dryRun) return changeNumber(deps, wanted);
  const { apps, numbers, seeds, countLive } = deps;
  const asked = apps.filter((name) => wanted.app === undefined || name === wanted.app);
  for (const name of asked) {
    const number = await findInPool(numbers, seeds, name, wanted.x);
    if (number !== undefined) return { number, liveBindings: await countLive(number.x) };
  }
  return undefined;
};
