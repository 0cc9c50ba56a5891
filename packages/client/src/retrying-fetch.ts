import { failureIn, NoAnswerError } from './api-error.ts';
import { type Attempt, isRepeatablePost, nextWaitMs, type RetryPolicy } from './retry.ts';

/** Sends one request; `fetch` is one. */
export type SendRequest = (request: Request) => Promise<Response>;

/** The inputs of a retry from outside; tests give their own. */
export type RetryInputs = Readonly<{
  send: SendRequest;
  policy: RetryPolicy;
  /** For one attempt, until the last byte of its answer. */
  timeoutSeconds: number;
  random: () => number;
  /** Ends early by throwing the reason of the signal. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}>;

/** The header that makes a repeat of a bind the same bind. */
export const IDEMPOTENCY_KEY = 'idempotency-key';

/** The attempt as the rules see it, and what the caller gets when it was the last. */
type Made = Readonly<{ attempt: Attempt; outcome: Response | NoAnswerError }>;

/**
 * A `fetch` that repeats what may be repeated. All attempts of one call are the same request, its idempotency key included.
 *
 * @throws {NoAnswerError} when no answer came to the last attempt; the reason of the request's signal when that was aborted.
 */
export const retryingFetch =
  (inputs: RetryInputs): SendRequest =>
  async (request) => {
    const { policy, random, wait } = inputs;
    const asked = {
      method: request.method,
      isKeyed: request.headers.has(IDEMPOTENCY_KEY) || isRepeatablePost(new URL(request.url).pathname),
    };
    let waitedMs = 0;
    for (let retriesMade = 0; ; retriesMade += 1) {
      const { attempt, outcome } = await attemptOnce(inputs, request);
      const waitMs = nextWaitMs(asked, attempt, policy, { retriesMade, waitedMs, random });
      if (waitMs !== undefined) {
        await wait(waitMs, request.signal);
        waitedMs += waitMs;
      } else if (outcome instanceof Error) throw outcome;
      else return outcome;
    }
  };

const attemptOnce = async ({ send, timeoutSeconds }: RetryInputs, request: Request): Promise<Made> => {
  request.signal.throwIfAborted();
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutSeconds * 1000)]);
    // A body can be read once, so each attempt has a copy.
    const answer = await whole(await send(new Request(request.clone(), { signal })));
    return { attempt: await answered(answer), outcome: answer };
  } catch (cause) {
    request.signal.throwIfAborted();
    const attempt = { kind: 'no-answer', mayHaveArrived: !wasNeverSent(cause) } as const;
    return { attempt, outcome: new NoAnswerError(cause) };
  }
};

/** The answer with its body read, because a connection may also be cut in the middle of that. */
const whole = async (response: Response): Promise<Response> => {
  const bytes = await response.arrayBuffer();
  const { status, statusText, headers } = response;
  return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers });
};

const answered = async (response: Response): Promise<Attempt> => {
  const { problem, retryAfterSeconds } = failureIn(response, await bodyOf(response));
  return { kind: 'answered', status: response.status, code: problem?.code, retryAfterSeconds };
};

const bodyOf = async (response: Response): Promise<unknown> => {
  if (response.ok) return undefined;
  try {
    return JSON.parse(await response.clone().text());
  } catch {
    return undefined; // A gateway's page; the status says the rest.
  }
};

/** Faults before a connection: an address that nobody knows or where nobody listens. */
const BEFORE_A_CONNECTION = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

const wasNeverSent = (cause: unknown): boolean =>
  cause instanceof Error &&
  cause.cause instanceof Error &&
  'code' in cause.cause &&
  BEFORE_A_CONNECTION.includes(String(cause.cause.code));
