import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { AppError } from '../kernel/errors.ts';
import { type LogContext, withLogContext } from '../observability/log-context.ts';
import type { Logger } from '../observability/logger.ts';
import { type HttpResult, toProblem } from './problem.ts';
import type { HttpEvent } from './request.ts';

/** A handler as Lambda calls it behind an HTTP API. */
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpResult>;

/**
 * The one HTTP pipeline: log context, `run`, and for everything thrown a problem and one log line. Caller faults (4xx)
 * are logged as `request-refused` at info, ours as `request-failed` at error.
 */
export const httpFunction = (logger: Logger, run: (event: HttpEvent) => Promise<HttpResult>): HttpHandler => {
  const pipeline = middy<HttpEvent, HttpResult>()
    .onError(({ error, response }) => {
      if (response !== undefined) return response;
      const problem = toProblem(error);
      if (error instanceof AppError && (problem.statusCode ?? 500) < 500)
        logger.info('request-refused', { code: error.code, detail: error.message, errors: error.errors });
      else logger.error('request-failed', { error });
      return problem;
    })
    .handler(async (event: HttpEvent) => run(event));
  return (event, context) =>
    withLogContext(logContextOf(event, context), async () => answerOf(await pipeline(event, context)));
};

const logContextOf = (event: HttpEvent, context: Context): LogContext => ({
  requestId: event.requestContext?.requestId ?? context.awsRequestId,
  functionName: context.functionName,
});

/** A pipeline that ends without an answer is a fault of ours and must not look like a success. */
const answerOf = (result: HttpResult | undefined): HttpResult =>
  result ?? toProblem(new AppError('internal-error', 'no answer was made'));
