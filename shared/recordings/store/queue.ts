import { KEPT_BY_PLATFORM_SECONDS } from '../../calls/recording-state.ts';
import { addSeconds } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Waiting } from './recording-work.ts';

const HOUR_SECONDS = 3600;

/** Tells whether its turn has come. */
export const isDue = ({ dueAt }: Waiting, now: Date): boolean => new Date(dueAt) <= now;

/** The deadline as far as the index has it: without one the recording is taken for a new one, due soon after it came. */
export const deadlineOf = ({ dueAt, deadlineAt }: Waiting): Date =>
  deadlineAt === undefined ? addSeconds(new Date(dueAt), KEPT_BY_PLATFORM_SECONDS) : new Date(deadlineAt);

/** The order of work: the file that the platform deletes first is fetched first. */
export const nearestDeadlineFirst = (waiting: readonly Waiting[]): Waiting[] =>
  waiting
    .map((item) => ({ item, deadline: deadlineOf(item).getTime() }))
    .sort((one, other) => one.deadline - other.deadline)
    .map(({ item }) => item);

/** The counts of a run that become metrics. */
type Counts = Readonly<{ due: number; archived: number; retried: number; lost: number; remaining: number }>;

/**
 * Metrics of one run and its partitions. Age and hours are those of the oldest recording that waits, due or not, as it was
 * found; without one they are left out, so that an alarm sees no data instead of a false zero.
 */
export const reportQueue = (
  logger: Logger,
  { due, archived, retried, lost, remaining }: Counts,
  waiting: readonly Waiting[],
  now: Date,
): void => {
  const [first] = nearestDeadlineFirst(waiting);
  const leftSeconds = first === undefined ? undefined : (deadlineOf(first).getTime() - now.getTime()) / 1000;
  logger.metrics({
    recordingsWaiting: waiting.length,
    recordingsDue: due,
    recordingsArchived: archived,
    recordingsRetried: retried,
    recordingsLost: lost,
    recordingsRemaining: remaining,
    ...(leftSeconds === undefined
      ? {}
      : {
          oldestRecordingAgeSeconds: Math.max(0, Math.round(KEPT_BY_PLATFORM_SECONDS - leftSeconds)),
          nearestDeadlineHours: Math.round((leftSeconds / HOUR_SECONDS) * 10) / 10,
        }),
  });
};
