import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import { type HttpResult, toProblem } from '../problem.ts';
import type { HttpEvent } from '../request.ts';
import type { Caller } from './api-guard.ts';
import { failureLine } from './failure-line.ts';
import { inLogContext } from './log-context.ts';
import { problemDetails } from './problem-details.ts';

/** A function as Lambda calls it. */
export type LambdaHandler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/** A function as Lambda calls it behind an HTTP API. */
export type HttpHandler = LambdaHandler<HttpEvent, HttpResult>;

/** One request to our API, authorised. */
export type ApiRequest = Readonly<{ event: HttpEvent; caller: Caller }>;

/** A function of our API: request in, answer out. Its errors are answered by {@link apiChain}. */
export type ApiHandler = (request: ApiRequest) => Promise<HttpResult>;

/**
 * Around every function, its composition included: log context and failure line. Errors of `run` are thrown on, so that
 * Lambda counts it.
 */
export const functionChain = <Event, Result>(
  logger: Logger,
  run: LambdaHandler<Event, Result>,
): LambdaHandler<Event, Result> => {
  // A function has all of its time: what it does with little left is its own decision.
  const chain = middy<Event, Result>({ timeoutEarlyInMillis: 0 }).use(failureLine(logger)).handler(run);
  return inLogContext<Event, Result>((event, context) => chain(event, context));
};

/**
 * Around functions behind the HTTP API: everything thrown becomes a problem and one log line. Asks nobody for a key: it is
 * for the webhooks, which check a signature of the platform, and for health.
 */
export const httpChain = (
  logger: Logger,
  handle: (event: HttpEvent) => Promise<HttpResult>,
  middlewares: readonly MiddlewareObj<HttpEvent, HttpResult>[] = [],
): HttpHandler => {
  const chain = middy<HttpEvent, HttpResult>()
    .use(problemDetails(logger))
    .use([...middlewares])
    .handler((event: HttpEvent) => handle(event));
  return async (event, context) => answerOf(await chain(event, context));
};

/** Around functions of our API: strangers are refused with 401 before anything is read, the others have a name. */
export const apiChain = (
  logger: Logger,
  identify: (event: HttpEvent) => Promise<Caller>,
  handle: ApiHandler,
): HttpHandler => httpChain(logger, async (event) => handle({ event, caller: await identify(event) }));

/** A chain that ends without an answer is a fault of ours and must not look like a success. */
const answerOf = (result: HttpResult | undefined): HttpResult =>
  result ?? toProblem(new AppError('internal-error', 'no answer was made'));
