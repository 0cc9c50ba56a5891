import type { Context } from 'aws-lambda';
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
import { ReconcileAllEvent, ReconcileOneEvent } from './schema.ts';

type Deps = Readonly<{
  reconcile: (order: ReconcileOrder, time: ReconcileTime) => Promise<ReconcileReport>;
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
 * By hand: compares an app's bindings with the platform's, and repairs when asked to. At night, without `app`: compares all
 * apps, and repairs where the app says so.
 *
 * @returns the report; for an operator's order that it cannot read, or for an app that is not configured, the reason
 * @throws {AppError} `invalid-request` for an event of the schedule that it cannot read.
 */
export const createHandler = ({ reconcile, apps, places, logger }: Deps) => {
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

  const orderOf = (event: unknown): ReconcileOrder | RefusedOrder => {
    try {
      const { app, repair, force, from } = parseEvent(ReconcileOneEvent, event, 'event');
      const known = apps.find(({ name }) => name === app);
      if (known === undefined) throw new AppError('invalid-request', 'there is no app with this name');
      return { app, mode: known.mode, repair, force, from };
    } catch (error) {
      if (!hasCode(error, 'invalid-request')) throw error;
      logger.warn('order-refused', { reason: error.message });
      return { refused: error.message };
    }
  };

  return async (
    event: unknown,
    context: Context,
  ): Promise<ReconcileReport | ReconcileAllReport | RefusedOrder> => {
    const left = (milliseconds: number) => () => context.getRemainingTimeInMillis() > milliseconds;
    const time = { toLook: left(REPAIR_MS), toRepair: left(RESERVE_MS) };
    if (!namesApp(event)) {
      const { resume } = parseEvent(ReconcileAllEvent, event, 'event');
      return reconcileAll(resume ? 'resume' : 'begin', time);
    }
    const order = orderOf(event);
    return 'refused' in order ? order : reconcileOne(order, time);
  };
};

const namesApp = (event: unknown): boolean => event instanceof Object && 'app' in event;
