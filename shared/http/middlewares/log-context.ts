import type { Context } from 'aws-lambda';
import { withLogContext } from '../../observability/log-context.ts';

/**
 * Gives every log line of an invocation its request id and function name. Goes around the chain instead of into it: a
 * context of Node.js encloses work, and one that is entered by a middleware would not be left again.
 */
export const inLogContext =
  <Event, Result>(
    run: (event: Event, context: Context) => Promise<Result>,
  ): ((event: Event, context: Context) => Promise<Result>) =>
  async (event, context) =>
    withLogContext(
      { requestId: requestIdOf(event) ?? context.awsRequestId, functionName: context.functionName },
      () => run(event, context),
    );

/** The gateway's id of a request, which our caller is told as well; other events have none. */
const requestIdOf = (event: unknown): string | undefined => {
  const requestId = fieldOf(fieldOf(event, 'requestContext'), 'requestId');
  return typeof requestId === 'string' ? requestId : undefined;
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
