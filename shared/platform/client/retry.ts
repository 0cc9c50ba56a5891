import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import { isRetryable } from '../result-codes/result-codes.ts';

/** Repeats after the first attempt. */
const MOST_RETRIES = 2;

/** "Response timeout": the pages ask for one repeat and for support after it. */
const ONE_RETRY_CODE = '1023002';

const FIRST_WAIT_MS = 200;

/** An attempt that could not last at least this long is not made. */
const LEAST_ATTEMPT_MS = 500;

/**
 * How long to wait before the next attempt of an idempotent call, `undefined` when there is none to make: after success,
 * after any clear refusal (throttling and failed authentications above all), after two repeats, or when the time is up.
 * Each wait lasts from half to all of a span that doubles, so that functions that failed together do not return together.
 */
export const retryDelayMs = ({
  result,
  retriesMade,
  remainingMs,
  random,
}: Readonly<{
  result: PlatformResult<unknown>;
  retriesMade: number;
  remainingMs: number;
  random: () => number;
}>): number | undefined => {
  if (retriesMade >= retriesAllowed(result)) return undefined;
  const waitMs = FIRST_WAIT_MS * 2 ** retriesMade * (0.5 + random() / 2);
  return waitMs + LEAST_ATTEMPT_MS > remainingMs ? undefined : waitMs;
};

const retriesAllowed = (result: PlatformResult<unknown>): number => {
  if (result.kind === 'unanswered') return MOST_RETRIES;
  if (result.kind !== 'refused' || !isRetryable(result)) return 0;
  return result.code === ONE_RETRY_CODE ? 1 : MOST_RETRIES;
};
