import type { MiddlewareObj } from '@middy/core';
import type { Logger } from '../../observability/logger.ts';

/** Leaves one line for an invocation that fails. The failure goes on to Lambda, which counts it. */
export const failureLine = (logger: Logger) =>
  ({
    onError: ({ error }) => {
      logger.error('function-failed', { error });
    },
  }) satisfies MiddlewareObj;
