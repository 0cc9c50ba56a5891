import type { MiddlewareObj } from '@middy/core';
import type { HttpEvent } from '../request.ts';
import { isRefusal } from './problem-details.ts';

/** Has each request counted that fails by a fault of ours; one that was refused is the caller's fault. */
export const failureCount = (count: (event: HttpEvent) => void) =>
  ({
    onError: ({ error, event }) => {
      if (!isRefusal(error)) count(event);
    },
  }) satisfies MiddlewareObj<HttpEvent>;
