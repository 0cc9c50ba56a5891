import { type Clock, iso } from '../../kernel/clock.ts';
import type { Fault } from '../store/failure.ts';
import type { RecordingWork, Taken } from '../store/recording-work.ts';
import type { Attempt } from './archive.ts';
import { backOffSeconds, nextTry } from './next-try.ts';

/** How a fault is met. Without an entry: it counts as an attempt, waits grow, and at the deadline the file is lost. */
type Treatment = Readonly<{
  /** No attempt was made at the file, so that it is graceful, too. */
  free?: true;
  /** The fault says nothing about the file, so it may wait a little beyond the deadline. */
  graceful?: true;
  /** It holds for every file of the app. */
  pausesApp?: true;
  /** No later attempt can do better. */
  hopeless?: true;
  waitSeconds?: number;
}>;

const TREATMENTS: Partial<Record<Fault, Treatment>> = {
  'locked-out': { free: true, pausesApp: true, waitSeconds: 1800 },
  throttled: { free: true, pausesApp: true, waitSeconds: 60 },
  // Every further call with refused credentials brings the lock-out of all apps nearer.
  'credentials-refused': { free: true, pausesApp: true, waitSeconds: 600 },
  'account-suspended': { free: true, pausesApp: true, waitSeconds: 1800 },
  'unknown-app': { free: true, pausesApp: true, waitSeconds: 3600 },
  'out-of-time': { free: true, waitSeconds: 0 },
  'store-unavailable': { graceful: true },
  'no-disk-space': { graceful: true },
  'internal-error': { graceful: true },
  'no-source': { hopeless: true },
};

/** The recorded outcome of an item. */
export type RecordedResult =
  | Readonly<{ kind: 'archived'; attempts: number }>
  | Readonly<{ kind: 'retried'; attempts: number; nextAt: Date; free: boolean; pausesApp: boolean }>
  | Readonly<{ kind: 'lost'; attempts: number }>
  /** It could not be fetched again; what was archived before stays. */
  | Readonly<{ kind: 'kept'; attempts: number }>
  /** Our lease had ended; whoever has the item now records it. */
  | Readonly<{ kind: 'lease-lost' }>;

/**
 * Records how an attempt ended: archived, due again, or lost.
 *
 * @throws {AppError} `store-unavailable`: the lease runs out and the item is due again.
 */
export const recordResult = async (
  work: RecordingWork,
  clock: Clock,
  taken: Taken,
  attempt: Attempt,
): Promise<RecordedResult> => {
  const now = clock();
  if (attempt.kind === 'archived') {
    const attempts = taken.attempts + 1;
    const ours = await work.archived(taken, { ...attempt.file, archivedAt: iso(now) }, attempts);
    return ours ? { kind: 'archived', attempts } : { kind: 'lease-lost' };
  }
  const { fault, retryAfterSeconds } = attempt;
  const treatment = TREATMENTS[fault] ?? {};
  const { free = false, graceful = free, pausesApp = false, hopeless = false } = treatment;
  const attempts = taken.attempts + (free ? 0 : 1);
  const waitSeconds = retryAfterSeconds ?? treatment.waitSeconds ?? backOffSeconds(attempts);
  const next = hopeless
    ? 'lost'
    : nextTry({ now, deadlineAt: new Date(taken.deadlineAt), waitSeconds, graceful });
  if (next === 'lost') return giveUp(work, taken, fault, attempts);
  return (await work.retryAt(taken, next, fault, attempts))
    ? { kind: 'retried', attempts, nextAt: next, free, pausesApp }
    : { kind: 'lease-lost' };
};

const giveUp = async (
  work: RecordingWork,
  taken: Taken,
  fault: Fault,
  attempts: number,
): Promise<RecordedResult> => {
  const ours = taken.replaces
    ? await work.keepFormer(taken, fault, attempts)
    : await work.lost(taken, fault, attempts);
  if (!ours) return { kind: 'lease-lost' };
  return { kind: taken.replaces ? 'kept' : 'lost', attempts };
};
