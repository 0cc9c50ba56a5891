import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Logger } from '../../observability/logger.ts';
import { isDue, nearestDeadlineFirst, reportQueue } from '../store/queue.ts';
import type { RecordingWork, Taken, Waiting } from '../store/recording-work.ts';
import type { Archive, Attempt } from './archive.ts';
import { isLastDay } from './next-try.ts';
import { createPauses, type Pauses } from './paused-apps.ts';
import { type RecordedResult, recordResult } from './record-result.ts';

/**
 * The counts of one run. `skipped`: due but not attempted (another archiver had it, or the app is paused), attempted under a
 * lease that ended, or archived before and not available again. `remaining`: left for
 * the next run. All but `due` add up to `due`.
 */
export type ArchiverReport = Readonly<{
  due: number;
  archived: number;
  retried: number;
  lost: number;
  skipped: number;
  remaining: number;
}>;

/** Archives what is due in `partitions` for as long as `remainingMs` allows. Any number of runs may overlap. */
export type RunArchiver = (
  partitions: readonly number[],
  remainingMs: () => number,
) => Promise<ArchiverReport>;

export type RunArchiverDeps = Readonly<{
  work: RecordingWork;
  archive: Archive;
  clock: Clock;
  /** Makes lease tokens. */
  newId: IdSource;
  logger: Logger;
  /** Files at a time. */
  concurrency?: number;
}>;

const DEFAULT_CONCURRENCY = 4;

/** Keys that a run looks at, in equal shares of each partition; the keys after them are due later. */
const MOST_WAITING = 10_000;

/** Reserved for storing and recording what is in hand: nothing new is begun in it. At most a quarter of a short run. */
const RESERVE_MS = 20_000;

/** A killed run's items are due again this long after it must have ended. */
const LEASE_MARGIN_SECONDS = 30;

type Run = Readonly<{
  pauses: Pauses;
  leaseUntil: Date;
  /** Until nothing more may be begun. */
  budgetMs: () => number;
  counts: { archived: number; retried: number; lost: number; skipped: number; remaining: number };
}>;

/** @throws {AppError} `store-unavailable` when no partition can be listed. */
export const createRunArchiver =
  (deps: RunArchiverDeps): RunArchiver =>
  async (partitions, remainingMs) => {
    const { clock, logger, concurrency = DEFAULT_CONCURRENCY } = deps;
    const totalMs = remainingMs();
    const reserveMs = Math.min(RESERVE_MS, totalMs / 4);
    const waiting = await listWaiting(deps, partitions);
    const now = clock();
    const queue = nearestDeadlineFirst(waiting.filter((item) => isDue(item, now)));
    const run: Run = {
      pauses: createPauses(logger),
      leaseUntil: addSeconds(now, totalMs / 1000 + LEASE_MARGIN_SECONDS),
      budgetMs: () => remainingMs() - reserveMs,
      counts: { archived: 0, retried: 0, lost: 0, skipped: 0, remaining: 0 },
    };
    const hasTime = () => run.budgetMs() > 0;
    const work = (item: Waiting) => handleSafely(deps, run, item);
    const { untouched } = await mapAtMost({ atMost: concurrency, hasTime }, queue, work);
    run.pauses.report(clock());
    const remaining = run.counts.remaining + untouched.length;
    const report = { due: queue.length, ...run.counts, remaining };
    reportQueue(logger, report, waiting, now);
    return report;
  };

/** A partition that cannot be listed now leaves the others to this run; when none can, the run has failed. */
const listWaiting = async (
  { work, logger }: RunArchiverDeps,
  partitions: readonly number[],
): Promise<readonly Waiting[]> => {
  const limit = Math.ceil(MOST_WAITING / partitions.length);
  const lists = await Promise.allSettled(partitions.map((partition) => work.waiting(partition, limit)));
  const failures = lists.filter((list) => list.status === 'rejected');
  const [failure] = failures;
  if (failure !== undefined) {
    if (failures.length === partitions.length) throw failure.reason;
    logger.error('recordings-not-listed', { partitions: failures.length, error: failure.reason });
  }
  return lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
};

const handleSafely = async (deps: RunArchiverDeps, run: Run, waiting: Waiting): Promise<void> => {
  try {
    run.counts[await handle(deps, run, waiting)] += 1;
  } catch (error) {
    // Nothing is lost by it: an item that was taken is due again when its lease ends.
    run.counts.remaining += 1;
    deps.logger.error('recording-not-handled', { callId: waiting.key.callId, error });
  }
};

const handle = async (
  deps: RunArchiverDeps,
  run: Run,
  waiting: Waiting,
): Promise<'archived' | 'retried' | 'lost' | 'skipped'> => {
  const { work, clock, newId } = deps;
  const taken = await work.take(waiting, clock(), run.leaseUntil, newId());
  if (taken === undefined) return 'skipped';
  const attempt = run.pauses.of(taken.app, clock()) ?? (await tryArchive(deps, run, taken));
  const recorded = await recordResult(work, clock, taken, attempt);
  logResult(deps, taken, attempt, recorded);
  if (recorded.kind === 'lease-lost' || recorded.kind === 'kept') return 'skipped';
  if (recorded.kind !== 'retried') return recorded.kind;
  if (attempt.kind === 'failed' && recorded.pausesApp) run.pauses.add(taken, attempt, recorded.nextAt);
  return recorded.free ? 'skipped' : 'retried';
};

const tryArchive = async (
  { archive, clock, logger }: RunArchiverDeps,
  run: Run,
  taken: Taken,
): Promise<Attempt> => {
  // The object in the archive is better than a suspect file in its place.
  const lenient = !taken.replaces && isLastDay(clock(), new Date(taken.deadlineAt));
  try {
    return await archive(taken, run.budgetMs, lenient);
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'store-unavailable')
      return { kind: 'failed', fault: 'store-unavailable', cause };
    logger.error('recording-attempt-broke', { callId: taken.key.callId, error: cause });
    return { kind: 'failed', fault: 'internal-error', cause };
  }
};

/** One line an item. Ids are made of letters and keyed; nothing of the platform's names or addresses is in it. */
const logResult = (
  { logger }: RunArchiverDeps,
  { key, app, deadlineAt }: Taken,
  attempt: Attempt,
  recorded: RecordedResult,
): void => {
  const { callId } = key;
  if (attempt.kind === 'archived') {
    const { sizeBytes, notes } = attempt.file;
    logger.info('recording-archived', { callId, app, sizeBytes, notes, outcome: recorded.kind });
    if (notes.length === 0 || recorded.kind !== 'archived') return;
    logger.warn('recording-suspect', { callId, app, notes, deadlineAt });
    logger.metrics({ recordingsSuspect: 1 });
    return;
  }
  const { fault: reason, cause } = attempt;
  const line = { callId, app, reason, deadlineAt, ...(cause === undefined ? {} : { error: cause }) };
  if (recorded.kind === 'kept')
    logger.warn('recording-not-replaced', { ...line, attempts: recorded.attempts });
  else if (recorded.kind === 'lost') logger.error('recording-lost', { ...line, attempts: recorded.attempts });
  else if (recorded.kind === 'retried' && !recorded.pausesApp)
    logger.warn('recording-retry', { ...line, attempts: recorded.attempts, nextAt: iso(recorded.nextAt) });
};
