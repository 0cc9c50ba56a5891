import { addSeconds } from '../../kernel/clock.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** Seconds from the first, second, ... failed attempt to the next one; the last one stands for all that follow. */
const BACK_OFF_SECONDS = [
  1 * MINUTE_SECONDS,
  2 * MINUTE_SECONDS,
  5 * MINUTE_SECONDS,
  15 * MINUTE_SECONDS,
  30 * MINUTE_SECONDS,
  1 * HOUR_SECONDS,
  2 * HOUR_SECONDS,
  4 * HOUR_SECONDS,
] as const;

/** No wait leads beyond this moment before the deadline. */
const LAST_CALL_SECONDS = 15 * MINUTE_SECONDS;
/** The wait between the tries after that moment. */
const LAST_TRIES_EVERY_SECONDS = 5 * MINUTE_SECONDS;

/**
 * How long after the deadline an item may wait for what is on our side or holds for the whole app (our store, a lock-out). The
 * platform counts its seven days from its push, which is never before the moment we count from.
 */
const GRACE_SECONDS = HOUR_SECONDS;

/** Tries in this time before the deadline take a suspect file as well. Alarms of earlier failures have called people by then. */
const LENIENT_SECONDS = 24 * HOUR_SECONDS;

/** Whether a suspect file is better than none: from a day before the deadline on. */
export const isLastDay = (now: Date, deadlineAt: Date): boolean =>
  now >= addSeconds(deadlineAt, -LENIENT_SECONDS);

/** The wait after that many attempts, at least one. */
export const backOffSeconds = (attempts: number): number =>
  BACK_OFF_SECONDS[Math.min(Math.max(attempts, 1), BACK_OFF_SECONDS.length) - 1] ?? HOUR_SECONDS;

export type Failed = Readonly<{
  now: Date;
  deadlineAt: Date;
  /** The wait that the failure itself asks for. */
  waitSeconds: number;
  /** The fault is none of the file's and none of the platform's answer about it. */
  graceful: boolean;
}>;

/**
 * When to try again, or `lost`. Before the deadline nothing is lost: waits are cut so that tries fall shortly before it
 * and one at it. After it one failure is enough, with an hour's grace for faults that say nothing about the file.
 */
export const nextTry = ({ now, deadlineAt, waitSeconds, graceful }: Failed): Date | 'lost' => {
  const wished = addSeconds(now, waitSeconds);
  if (now >= deadlineAt) return graceful && now < addSeconds(deadlineAt, GRACE_SECONDS) ? wished : 'lost';
  const lastCall = addSeconds(deadlineAt, -LAST_CALL_SECONDS);
  if (now < lastCall) return earlier(wished, lastCall);
  return earlier(earlier(wished, addSeconds(now, LAST_TRIES_EVERY_SECONDS)), deadlineAt);
};

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
