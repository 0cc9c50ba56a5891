// The rules of the SDK ("standard" mode, @smithy/core/retry) for what is tried again and when; tests compare the two.
import { ServiceError } from './service-error.ts';

/** Why something may be tried again. */
export type Repeatable = 'throttled' | 'transient';

const THROTTLED = new Set([
  ...['BandwidthLimitExceeded', 'EC2ThrottledException', 'LimitExceededException', 'PriorRequestNotComplete'],
  ...['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'RequestThrottled'],
  ...['RequestThrottledException', 'SlowDown', 'ThrottledException', 'Throttling', 'ThrottlingException'],
  ...['TooManyRequestsException', 'TransactionInProgressException'],
]);

const TRANSIENT = new Set([
  ...['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'ReplicatedWriteConflictException'],
  'DamagedAnswer',
]);

const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);

/** Of Node's network errors. A connection kept open that the other side has closed meanwhile is `ECONNRESET` or `EPIPE`. */
const TRANSIENT_CODES = new Set<unknown>([
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);

/** Whether a failed request may be sent again; `undefined`: it would fail again, or fails for good. */
export const repeatable = (failure: unknown): Repeatable | undefined => {
  if (!(failure instanceof Error)) return undefined;
  const status = failure instanceof ServiceError ? failure.httpStatus : undefined;
  if (status === 429 || THROTTLED.has(failure.name)) return 'throttled';
  const transient =
    TRANSIENT.has(failure.name) ||
    (status !== undefined && TRANSIENT_STATUS.has(status)) ||
    ('code' in failure && TRANSIENT_CODES.has(failure.code)) ||
    // The process was stopped between signing and sending.
    (failure.name === 'InvalidSignatureException' && failure.message.includes('Signature expired'));
  return transient ? 'transient' : undefined;
};

const THROTTLED_BASE_MS = 1000;

/** A random part of a time that doubles with each try; what is throttled waits longer. */
export const pauseMs = (
  why: Repeatable,
  { triesSoFar, baseMs, random }: { triesSoFar: number; baseMs: number; random: () => number },
): number =>
  Math.floor(random() * (why === 'throttled' ? THROTTLED_BASE_MS : baseMs) * 2 ** (triesSoFar - 1));

const FULL = 500;
const COST: Readonly<Record<Repeatable, number>> = { throttled: 5, transient: 14 };

/**
 * The stock of repetitions of one client: some 35 failures in a row empty it, and until something succeeds again each request
 * is sent once, so that a service in trouble is not sent everything three times.
 */
export const createRepeatStock = () => {
  let left = FULL;
  return {
    /** Takes what one repetition costs, if there is as much. */
    take: (why: Repeatable): boolean => {
      if (left < COST[why]) return false;
      left -= COST[why];
      return true;
    },
    /** Restores what the last repetition of a success has cost, or a little for a success at once. */
    restore: (why: Repeatable | undefined): void => {
      left = Math.min(FULL, left + (why === undefined ? 1 : COST[why]));
    },
  };
};
