import type { Context } from 'aws-lambda';
import type { ReconcileOrder, ReconcileTime } from '../../shared/bindings/reconcile/reconcile.ts';
import type { ReconcileReport } from '../../shared/bindings/reconcile/reconcile-report.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { parseWith } from '../../shared/kernel/schema-issues.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { App } from '../../shared/runtime/apps.ts';
import { ReconcileEvent } from './schema.ts';

type Deps = Readonly<{
  reconcile: (order: ReconcileOrder, time: ReconcileTime) => Promise<ReconcileReport>;
  apps: readonly Pick<App, 'name' | 'mode'>[];
  logger: Logger;
}>;

/** Nothing more is looked at once less than this is left: the repairs of a run fit in. */
const REPAIR_MS = 50_000;

/** No repair is begun once less than this is left: its calls with their retries fit in. */
const RESERVE_MS = 25_000;

/**
 * By hand: compares an app's bindings with the platform's, and repairs when asked to.
 *
 * @throws {AppError} `invalid-request` for an event it cannot read and for an app that is not configured.
 */
export const createHandler =
  ({ reconcile, apps, logger }: Deps) =>
  async (event: unknown, context: Context): Promise<ReconcileReport> => {
    const { app, repair, force, from } = parseWith(ReconcileEvent, event, 'event');
    const known = apps.find(({ name }) => name === app);
    if (known === undefined) throw new AppError('invalid-request', 'there is no app with this name');
    const { mode } = known;
    const left = (milliseconds: number) => () => context.getRemainingTimeInMillis() > milliseconds;
    const time = { toLook: left(REPAIR_MS), toRepair: left(RESERVE_MS) };
    const report = await reconcile({ app, mode, repair, force, from }, time);
    const { findings, unread, ...counts } = report;
    logger.info('bindings-reconciled', { ...counts, findings: findings.length, unread: unread.length });
    logger.metrics({ reconcileFindings: findings.length }, { app });
    return report;
  };
