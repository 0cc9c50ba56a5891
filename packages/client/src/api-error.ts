import type { components } from './api-types.ts';
import { isRecord } from './schema-fault.ts';

/** An error as the API writes it: `application/problem+json` (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** Every error code of the API. A newer API may have more, so decide by those that you know. */
export type ProblemCode = Problem['code'];

/** The facts of an answer outside 2xx, or of one in it that could not be read. */
type AnswerFacts = Readonly<{
  /** Method and path of the operation, without its parameters: those may be phone numbers. */
  operation: string;
  status: number;
  problem: Problem | undefined;
  retryAfterSeconds: number | undefined;
}>;

/** The API answered with an error, after all retries. Decide by `code`; `message` is for people and holds no number. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly operation: string;
  /** HTTP status. */
  readonly status: number;
  /** `undefined` where the answer was not a problem document of the API, but a gateway's page, say. */
  readonly code: ProblemCode | undefined;
  /** The whole problem document. */
  readonly problem: Problem | undefined;
  /** Each faulty place of the request, by its dotted path. */
  readonly errors: NonNullable<Problem['errors']>;
  /** The answer of the platform, where that refused. */
  readonly platform: Problem['platform'];
  /** Before that time a repeat is pointless. */
  readonly retryAfterSeconds: number | undefined;

  constructor({ operation, status, problem, retryAfterSeconds }: AnswerFacts, options?: ErrorOptions) {
    const said = problem === undefined ? 'without a problem document' : `${problem.code}: ${problem.detail}`;
    super(`${operation} was answered ${status}, ${said}`, options);
    this.operation = operation;
    this.status = status;
    this.code = problem?.code;
    this.problem = problem;
    this.errors = problem?.errors ?? [];
    this.platform = problem?.platform;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * No answer came that can be read, after all retries: time-out, connection, or a proxy's page for a success. Nobody knows whether the request was carried out; for a bind ask
 * again with the same `Idempotency-Key`, or with the same parties and reference.
 */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(cause: unknown) {
    super('the API gave no answer', { cause });
  }
}

/** Tells whether the API answered with that code. */
export const hasProblemCode = (error: unknown, code: ProblemCode): error is ApiError =>
  error instanceof ApiError && error.code === code;

/** The error of an answer that is not a success. */
export const apiErrorOf = (operation: string, response: Response, body: unknown): ApiError =>
  new ApiError({ operation, status: response.status, ...failureIn(response, body) });

/** The problem in an answer, if it has one, and for how long a repeat is pointless. */
export const failureIn = (
  { headers }: Response,
  body: unknown,
): Pick<AnswerFacts, 'problem' | 'retryAfterSeconds'> => {
  const problem = isProblem(body) ? body : undefined;
  return {
    problem,
    retryAfterSeconds: retryAfterSecondsOf(headers, new Date()) ?? problem?.retryAfterSeconds,
  };
};

/** True for the members that every problem document of the API has. */
const isProblem = (body: unknown): body is Problem =>
  isRecord(body) &&
  typeof body['code'] === 'string' &&
  typeof body['title'] === 'string' &&
  typeof body['detail'] === 'string' &&
  typeof body['status'] === 'number';

/** `Retry-After` in seconds, whichever of its two forms it has (RFC 9110, 10.2.3); `undefined` without a readable one. */
export const retryAfterSecondsOf = (headers: Headers, now: Date): number | undefined => {
  const written = headers.get('retry-after')?.trim();
  if (written === undefined) return undefined;
  if (/^\d{1,9}$/.test(written)) return Number(written);
  const at = Date.parse(written);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
};
