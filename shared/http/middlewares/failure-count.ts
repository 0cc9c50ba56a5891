import type { MiddlewareObj } from '@middy/core';
import { isRefusal } from './problem-details.ts';

/** Has each request counted that fails by a fault of ours; one that was refused is the caller's fault. */
export const failureCount = (count: () => void) =>
  ({
    onError: ({ error }) => {
      if (!isRefusal(error)) count();
    },
  }) satisfies MiddlewareObj;
