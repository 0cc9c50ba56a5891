import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { AppError, type ErrorCode } from '../kernel/errors.ts';
import { currentLogContext } from '../observability/log-context.ts';

/** The answer of an HTTP function. */
export type HttpResult = APIGatewayProxyStructuredResultV2;

type ClientFault = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 422 | 429;

/**
 * `retryAfterSeconds`: when a repeat makes sense if the error does not say it; every 503 says it. `leastRetrySeconds`: never
 * sooner, whatever the error says. `alarm`: the one whose page says what an operator does about it.
 */
type Kind =
  | Readonly<{ status: ClientFault | 500 | 502; title: string; retryAfterSeconds?: number; alarm?: string }>
  | Readonly<{
      status: 503;
      title: string;
      retryAfterSeconds: number;
      leastRetrySeconds?: number;
      alarm: string;
    }>;

/** Statuses are chosen by what the sender should do next; a new code without one, or a 503 without its wait, does not compile. */
const KINDS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'not-changeable': { status: 400, title: 'This mode cannot change that' },
  unauthorized: { status: 401, title: 'Authentication required' },
  forbidden: { status: 403, title: 'This caller may not do that' },
  'not-found': { status: 404, title: 'Not found' },
  'number-taken': { status: 409, title: 'The private number already holds one of the parties' },
  'party-limit': { status: 409, title: 'This person has as many private numbers as there can be' },
  'number-of-another-app': { status: 409, title: 'A private number belongs to another app' },
  'would-retire': { status: 409, title: 'The import would retire numbers that are in use' },
  'already-bound': { status: 409, title: 'These two people have such a binding already' },
  'binding-ended': { status: 409, title: 'The binding has ended' },
  'binding-in-progress': { status: 409, title: 'The same binding is being made', retryAfterSeconds: 1 },
  'report-in-progress': { status: 409, title: 'The number is being verified', retryAfterSeconds: 60 },
  // 24 hours after a failure, unless the error says when.
  'report-too-soon': { status: 409, title: 'The number failed a short while ago', retryAfterSeconds: 86_400 },
  'report-barred': { status: 409, title: 'The number failed twice in a row' },
  'recording-pending': { status: 409, title: 'The recording is not archived yet' },
  'recording-lost': { status: 410, title: 'The recording is lost' },
  'version-conflict': { status: 412, title: 'It has changed meanwhile' },
  'payload-too-large': { status: 413, title: 'The request is too large' },
  'party-blocked': { status: 422, title: 'One of the people is blocked' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'not-reported': { status: 422, title: 'The actual user of A is not reported' },
  'bind-limit': {
    status: 429,
    title: 'This person was bound too often in this hour',
    retryAfterSeconds: 3600,
  },
  // A number is free again when a binding ends.
  'pool-exhausted': {
    status: 503,
    title: 'No private number is free',
    retryAfterSeconds: 60,
    alarm: 'pool-nearly-empty',
  },
  'platform-throttled': {
    status: 503,
    title: 'The platform is throttling',
    retryAfterSeconds: 60,
    leastRetrySeconds: 60,
    alarm: 'platform-throttled',
  },
  // The platform's own lock lasts half an hour, ours tells how much of it is left.
  'platform-locked-out': {
    status: 503,
    title: 'The platform has locked us out',
    retryAfterSeconds: 1800,
    alarm: 'platform-locked-out',
  },
  // Somebody has to pay first.
  'account-suspended': {
    status: 503,
    title: 'The account at the platform is suspended',
    retryAfterSeconds: 600,
    alarm: 'arrears',
  },
  'platform-rejected': { status: 502, title: 'The platform refused', alarm: 'bind-failures' },
  'platform-unavailable': {
    status: 503,
    title: 'The platform did not answer',
    retryAfterSeconds: 5,
    alarm: 'service-degraded',
  },
  'store-unavailable': {
    status: 503,
    title: 'The store did not answer',
    retryAfterSeconds: 2,
    alarm: 'api-5xx',
  },
  // Nothing gets better by waiting: an operator has to bring the key back, or to look at who changed the item.
  'item-unreadable': { status: 500, title: 'A stored item cannot be opened', alarm: 'items-unreadable' },
  'internal-error': { status: 500, title: 'Internal error', alarm: 'api-5xx' },
} satisfies Record<ErrorCode, Kind>;

const kindOf = (code: ErrorCode): Kind => KINDS[code];

/** Whole seconds, 1 at least; `undefined` where nothing gets better by waiting. */
const retryAfterOf = (kind: Kind, said: number | undefined): number | undefined => {
  const seconds = said ?? kind.retryAfterSeconds;
  const least = ('leastRetrySeconds' in kind ? kind.leastRetrySeconds : undefined) ?? 1;
  return seconds === undefined ? undefined : Math.max(least, Math.ceil(seconds));
};

/** The HTTP status of an error code. */
export const statusOf = (code: ErrorCode): number => KINDS[code].status;

/**
 * An error as an `application/problem+json` answer (RFC 9457). Anything that is not an {@link AppError} becomes a bare 500:
 * its message may hold what a stranger must not see.
 */
export const toProblem = (error: unknown): HttpResult => {
  const known =
    error instanceof AppError ? error : new AppError('internal-error', 'something went wrong on our side');
  const kind = kindOf(known.code);
  const { status, title, alarm } = kind;
  const { errors, platform } = known;
  const retryAfterSeconds = retryAfterOf(kind, known.retryAfterSeconds);
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...requestIdHeader(),
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({
      type: `/problems/${known.code}`,
      title,
      status,
      detail: known.message,
      code: known.code,
      errors,
      platform,
      retryAfterSeconds,
      help: alarm && `docs/runbook/alarms/${alarm}.md`,
    }),
  };
};

/** The id that ties the log lines of a request together, the platform's calls included, so that a caller can quote it. */
const requestIdHeader = (): Record<string, string> => {
  const id = currentLogContext()?.requestId;
  return id === undefined ? {} : { 'x-request-id': id };
};

/** A JSON answer. */
export const json = (
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResult => ({
  statusCode,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...requestIdHeader(),
    ...headers,
  },
  body: JSON.stringify(body),
});
