import type { MiddlewareObj } from '@middy/core';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import { statusOf, toProblem } from '../problem.ts';

/**
 * Answers whatever is thrown with a problem document, and leaves one line for it: `request-refused` at info for a fault
 * of the caller (4xx), `request-failed` at error for one of ours.
 *
 * @param tellsRefusal whether a fault of the caller is worth the line; one that anybody may make is counted elsewhere
 */
export const problemDetails = (logger: Logger, tellsRefusal: (error: AppError) => boolean) =>
  ({
    onError: ({ error }) => {
      if (!isRefusal(error)) logger.error('request-failed', { error });
      else if (tellsRefusal(error))
        logger.info('request-refused', { code: error.code, detail: error.message, errors: error.errors });
      return toProblem(error);
    },
  }) satisfies MiddlewareObj;

/** Tells whether an error is a fault of the caller, which a repeat of the same request would have again. */
export const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && statusOf(error.code) < 500;
