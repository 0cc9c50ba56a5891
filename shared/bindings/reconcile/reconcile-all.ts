import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { Logger } from '../../observability/logger.ts';
import type { ReconcileOrder, ReconcileTime } from './reconcile.ts';
import type { ReconcilePlace, ReconcilePlaces } from './reconcile-places.ts';
import type { ReconcileReport } from './reconcile-report.ts';

/** An app of ours, and whether its findings are repaired without being asked. */
type ReconciledApp = Readonly<{ name: string; mode: Mode; reconcile: 'report' | 'repair' }>;

type Deps = Readonly<{
  reconcile: (order: ReconcileOrder, time: ReconcileTime) => Promise<ReconcileReport>;
  apps: readonly ReconciledApp[];
  places: ReconcilePlaces;
  logger: Logger;
}>;

/** One invocation of the nightly comparison. */
export type ReconcileAllReport = Readonly<{
  reports: readonly ReconcileReport[];
  /** Apps that are not compared to their end this night. */
  failed: readonly Readonly<{ app: string; code: ErrorCode }>[];
  /** Apps that the next invocation goes on with. */
  left: readonly string[];
}>;

/**
 * Faults that pass by themselves. After any other the app waits for the next night: a wrong secret that is tried every few minutes
 * would lock out all apps.
 */
const PASSING: readonly ErrorCode[] = ['platform-throttled', 'platform-unavailable', 'store-unavailable'];

/**
 * Compares one app after the other while there is time, each by itself: a failure of one does not stop the others. The place
 * of an app that is not through is kept, and an app that was begun waits behind the others, so that a long one, or one that
 * ends the process, keeps nobody from their turn.
 *
 * `begin` takes all apps, those first that the former night was not through with; `resume` takes those alone that were left.
 * `force` is for people, never given here.
 *
 * @throws {AppError} `store-unavailable` when the places cannot be read.
 */
export const createReconcileAll =
  (deps: Deps) =>
  async (step: 'begin' | 'resume', time: ReconcileTime): Promise<ReconcileAllReport> => {
    const turns: Turn[] = [];
    let queue = await queueOf(deps, step);
    for (let count = queue.length; count > 0 && time.toLook(); count -= 1) {
      const [place, ...others] = queue;
      if (place === undefined) break;
      await keep(deps, [...others, place]);
      const turn = await takeTurn(deps, place, time);
      turns.push(turn);
      queue = turn.left === undefined ? others : [...others, turn.left];
      await keep(deps, queue);
    }
    return {
      reports: turns.flatMap(({ report }) => report ?? []),
      failed: turns.flatMap(({ failed }) => failed ?? []),
      left: queue.map(({ app }) => app),
    };
  };

/** In the order of waiting; an app that left the configuration is forgotten. */
const queueOf = async (
  { apps, places, logger }: Deps,
  step: 'begin' | 'resume',
): Promise<readonly ReconcilePlace[]> => {
  const waiting = (await places.read()).filter(({ app }) => apps.some(({ name }) => name === app));
  if (step === 'resume') return waiting;
  for (const { app } of waiting) {
    logger.error('reconcile-not-through', { app });
    logger.metrics({ reconcileFailures: 1 }, { app });
  }
  const others = apps.filter(({ name }) => waiting.every(({ app }) => app !== name));
  return [...waiting, ...others.map(({ name }) => ({ app: name }))];
};

/** A place that is not kept costs a comparison made twice, or one left to the next night. */
const keep = async ({ places, logger }: Deps, queue: readonly ReconcilePlace[]): Promise<void> => {
  try {
    await places.write(queue);
  } catch (error) {
    logger.error('reconcile-places-not-kept', { error });
  }
};

/** One app's turn: `left` when it goes on later, `failed` when it does not. */
type Turn = Readonly<{
  report?: ReconcileReport;
  left?: ReconcilePlace;
  failed?: Readonly<{ app: string; code: ErrorCode }>;
}>;

/** Never throws. */
const takeTurn = async (deps: Deps, place: ReconcilePlace, time: ReconcileTime): Promise<Turn> => {
  const { reconcile, apps } = deps;
  const { app, from } = place;
  const known = apps.find(({ name }) => name === app);
  if (known === undefined) return {};
  try {
    const order = { app, mode: known.mode, repair: known.reconcile === 'repair', force: false, from };
    const report = await reconcile(order, time);
    const { stoppedBy, next } = report;
    if (stoppedBy !== undefined) return { report, ...stopped(deps, { app, from: next }, stoppedBy.code) };
    return next === undefined ? { report } : { report, left: { app, from: next } };
  } catch (error) {
    return stopped(deps, place, error instanceof AppError ? error.code : 'internal-error', error);
  }
};

const stopped = ({ logger }: Deps, place: ReconcilePlace, code: ErrorCode, error?: unknown): Turn => {
  const { app } = place;
  logger.error('reconcile-stopped', { app, code, error });
  if (PASSING.includes(code)) return { left: place };
  logger.metrics({ reconcileFailures: 1 }, { app });
  return { failed: { app, code } };
};
