import type { MiddlewareObj } from '@middy/core';
import { AppError } from '../../kernel/errors.ts';
import type { HttpEvent } from '../request.ts';

/** The caller: the name of the API key, as the authorizer passed it on. */
export type Caller = Readonly<{ apiKeyName: string }>;

/**
 * Refuses requests without a known API key. The authorizer never denies by itself, because an HTTP API would answer 403
 * without a problem document; it passes the name of the key on, or an empty one.
 */
export const apiKey = () =>
  ({
    before: ({ event }) => {
      callerOf(event);
    },
  }) satisfies MiddlewareObj<HttpEvent>;

/**
 * The sender of a request.
 *
 * @throws {AppError} `unauthorized` for a request without a known API key.
 */
export const callerOf = (event: HttpEvent): Caller => {
  const apiKeyName = authorizerContext(event)['apiKeyName'];
  if (typeof apiKeyName === 'string' && apiKeyName !== '') return { apiKeyName };
  throw new AppError('unauthorized', 'send a valid API key: Authorization: Bearer <api key>');
};

const authorizerContext = (event: HttpEvent): Readonly<Record<string, unknown>> => {
  const context: unknown = event.requestContext;
  if (!isRecord(context) || !isRecord(context['authorizer'])) return {};
  const { lambda } = context['authorizer'];
  return isRecord(lambda) ? lambda : {};
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
