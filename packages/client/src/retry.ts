/** One attempt of a request: an answer, or none. */
export type Attempt =
  | Readonly<{
      kind: 'answered';
      status: number;
      code: string | undefined;
      retryAfterSeconds: number | undefined;
    }>
  | Readonly<{
      kind: 'no-answer';
      /** False only when no connection was ever made. */
      mayHaveArrived: boolean;
    }>;

/** How often, and for how long in all, one call is repeated. */
export type RetryPolicy = Readonly<{
  /** Repeats after the first attempt. */
  retries: number;
  /** For all waits of one call together; a longer `Retry-After` is not waited for. */
  patienceSeconds: number;
}>;

/** The safe and the idempotent methods (RFC 9110, 9.2): a repeat leaves what one request leaves. */
const REPEATABLE = ['GET', 'HEAD', 'PUT', 'DELETE'];

/** The end of the paths of searches, which are POSTs that change nothing. */
export const SEARCH = '/search';

/** POSTs that end or delete what their body names, and leave the same when they are repeated. */
const ENDS = ['/bindings/end', '/reports/delete'];

/** Tells whether a POST to a path may be repeated without a key. */
export const isRepeatablePost = (path: string): boolean =>
  [SEARCH, ...ENDS].some((end) => path.endsWith(end));

/** Answers to a request that was not carried out, or may be repeated when it was. */
const PASSING = [503, 504];

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;

/**
 * How long to wait before the next attempt; `undefined`: there is none. Repeated are requests that may arrive twice: those of
 * idempotent methods, searches, ends by a body, and those with an idempotency key, after no answer, 503, 504 and 409 `binding-in-progress`. Any request
 * is repeated after 429, and when no connection was made.
 *
 * Never sooner than `Retry-After` says. Without it the span doubles, and each wait lasts from half to all of it, so that callers
 * that failed together do not return together.
 */
export const nextWaitMs = (
  { method, isKeyed }: Readonly<{ method: string; isKeyed: boolean }>,
  attempt: Attempt,
  { retries, patienceSeconds }: RetryPolicy,
  {
    retriesMade,
    waitedMs,
    random,
  }: Readonly<{ retriesMade: number; waitedMs: number; random: () => number }>,
): number | undefined => {
  const mayArriveTwice = isKeyed || REPEATABLE.includes(method);
  if (retriesMade >= retries || !isWorthRepeating(attempt, mayArriveTwice)) return undefined;
  const waitMs = waitAfter(attempt, retriesMade, random());
  return waitedMs + waitMs > patienceSeconds * 1000 ? undefined : waitMs;
};

const isWorthRepeating = (attempt: Attempt, mayArriveTwice: boolean): boolean => {
  if (attempt.kind === 'no-answer') return mayArriveTwice || !attempt.mayHaveArrived;
  if (attempt.status === 429) return true;
  if (!mayArriveTwice) return false;
  return (
    PASSING.includes(attempt.status) || (attempt.status === 409 && attempt.code === 'binding-in-progress')
  );
};

const waitAfter = (attempt: Attempt, retriesMade: number, chance: number): number => {
  const spanMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** retriesMade);
  const asked = attempt.kind === 'answered' ? attempt.retryAfterSeconds : undefined;
  return asked === undefined ? spanMs * (0.5 + chance / 2) : asked * 1000 + FIRST_WAIT_MS * chance;
};
