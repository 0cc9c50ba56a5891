import type { Context } from 'aws-lambda';
import type { AdoptionOrder } from '../../shared/bindings/adopt/adopt-bindings.ts';
import type { AdoptionReport } from '../../shared/bindings/adopt/adoption.ts';
import type { ReconcileOrder, ReconcileTime } from '../../shared/bindings/reconcile/reconcile.ts';
import {
  createReconcileAll,
  type ReconcileAllReport,
} from '../../shared/bindings/reconcile/reconcile-all.ts';
import type { ReconcilePlaces } from '../../shared/bindings/reconcile/reconcile-places.ts';
import type { ReconcileReport } from '../../shared/bindings/reconcile/reconcile-report.ts';
import { AppError, hasCode } from '../../shared/kernel/errors.ts';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { App } from '../../shared/runtime/apps.ts';
import { AdoptEvent } from './adoption-schema.ts';
import { ReconcileAllEvent, ReconcileOneEvent } from './schema.ts';

type Deps = Readonly<{
  reconcile: (order: ReconcileOrder, time: ReconcileTime) => Promise<ReconcileReport>;
  adopt: (order: AdoptionOrder, hasTime: () => boolean) => Promise<AdoptionReport>;
  apps: readonly Pick<App, 'name' | 'mode' | 'reconcile'>[];
  places: ReconcilePlaces;
  logger: Logger;
}>;

/** The answer to an operator's order that cannot be carried out, and the reason. No failure of the function: no alarm. */
export type RefusedOrder = Readonly<{ refused: string }>;

/** Nothing more is looked at once less than this is left: the repairs of a run fit in. */
const REPAIR_MS = 50_000;

/** No repair is begun once less than this is left: its calls with their retries fit in. */
const RESERVE_MS = 25_000;

/**
 * By hand: compares an app's bindings with the platform's, and repairs when asked to, or adopts bindings that are named. At
 * night, without `app`: compares all apps, and repairs where the app says so.
 *
 * @returns the report; for an operator's order that it cannot read, or for an app that is not configured, the reason
 * @throws {AppError} `invalid-request` for an event of the schedule that it cannot read.
 */
export const createHandler = (deps: Deps) => {
  const { reconcile, adopt, apps, places, logger } = deps;
  const reconcileOne = async (order: ReconcileOrder, time: ReconcileTime): Promise<ReconcileReport> => {
    const report = await reconcile(order, time);
    const { findings, unread, ...counts } = report;
    logger.info('bindings-reconciled', { ...counts, findings: findings.length, unread: unread.length });
    return report;
  };
  // An operator who compares by hand sees the findings: the alarm is for those of the night.
  const reconcileAtNight = async (order: ReconcileOrder, time: ReconcileTime): Promise<ReconcileReport> => {
    const report = await reconcileOne(order, time);
    logger.metrics({ reconcileFindings: report.findings.length }, { app: order.app });
    return report;
  };
  const reconcileAll = createReconcileAll({ reconcile: reconcileAtNight, apps, places, logger });

  return async (
    event: unknown,
    context: Context,
  ): Promise<ReconcileReport | ReconcileAllReport | AdoptionReport | RefusedOrder> => {
    const left = (milliseconds: number) => () => context.getRemainingTimeInMillis() > milliseconds;
    const time = { toLook: left(REPAIR_MS), toRepair: left(RESERVE_MS) };
    if (!namesApp(event)) {
      const { resume } = parseEvent(ReconcileAllEvent, event, 'event');
      return reconcileAll(resume ? 'resume' : 'begin', time);
    }
    const order = orderOrRefusal(deps, event);
    if ('refused' in order) return order;
    if ('lines' in order) return adopt(order, time.toLook);
    const report = await reconcileOne(order, time);
    return isNowhere(order, report) ? { refused: NOWHERE } : report;
  };
};

const NOWHERE = 'from: no number of the app comes at or behind it; begin without it';

/** A place behind all numbers: a report of nothing would read as if both sides agreed. */
const isNowhere = (
  { from }: ReconcileOrder,
  { numbers, unread, stoppedBy, next }: ReconcileReport,
): boolean =>
  from !== undefined && numbers === 0 && unread.length === 0 && stoppedBy === undefined && next === undefined;

type GivenOrder = ReconcileOrder | AdoptionOrder;

const orderOrRefusal = (deps: Deps, event: unknown): GivenOrder | RefusedOrder => {
  try {
    return orderOf(deps, event);
  } catch (error) {
    if (!hasCode(error, 'invalid-request')) throw error;
    deps.logger.warn('order-refused', { reason: error.message });
    return { refused: error.message };
  }
};

const orderOf = ({ apps }: Deps, event: unknown): GivenOrder => {
  const modeOf = (app: string): App['mode'] => {
    const known = apps.find(({ name }) => name === app);
    if (known === undefined) throw new AppError('invalid-request', 'there is no app with this name');
    return known.mode;
  };
  if (event instanceof Object && 'adopt' in event) {
    const { app, adopt, dryRun, operator } = parseEvent(AdoptEvent, event, 'event');
    const mode = modeOf(app);
    if (mode === 'X') throw new AppError('invalid-request', 'in mode X nothing is at the platform');
    return { app, mode, lines: adopt, dryRun, operator };
  }
  const { app, repair, force, from } = parseEvent(ReconcileOneEvent, event, 'event');
  return { app, mode: modeOf(app), repair, force, from };
};

const namesApp = (event: unknown): boolean => event instanceof Object && 'app' in event;
