import type * as v from 'valibot';
import { AppError } from '../kernel/errors.ts';
import { parseWith } from '../kernel/schema-issues.ts';
import type { Logger } from '../observability/logger.ts';
import { type HttpHandler, httpFunction } from './http-function.ts';
import type { HttpResult } from './problem.ts';
import { bodyBytes, type HttpEvent, parseJsonBytes } from './request.ts';

/** Bodies of our callers' requests, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Who calls: the name of the API key, as the authorizer passed it on. */
export type Caller = Readonly<{ apiKeyName: string }>;

/** One request to our API, authorised. */
export type ApiRequest = Readonly<{ event: HttpEvent; caller: Caller }>;

/**
 * A function of our API: refuses strangers with 401, then runs `run`. The authorizer never denies by itself, because
 * an HTTP API would answer 403 without a problem document; it passes the name of the key on, or an empty one.
 */
export const apiFunction = (logger: Logger, run: (request: ApiRequest) => Promise<HttpResult>): HttpHandler =>
  httpFunction(logger, async (event) => run({ event, caller: callerOf(event) }));

const callerOf = (event: HttpEvent): Caller => {
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

/**
 * The JSON body of a request, parsed by a strict schema.
 *
 * @throws {AppError} `payload-too-large`, `invalid-request`.
 */
export const jsonBody = <Schema extends v.GenericSchema>(
  event: HttpEvent,
  schema: Schema,
): v.InferOutput<Schema> => {
  const bytes = bodyBytes(event);
  if (bytes.byteLength > MAX_BODY_BYTES)
    throw new AppError('payload-too-large', 'the body is larger than 64 KiB');
  return parseWith(schema, parseJsonBytes(bytes), 'request');
};

/**
 * The query string, parsed by a strict schema; a repeated parameter counts as one text with commas, as the gateway
 * passes it on.
 *
 * @throws {AppError} `invalid-request`.
 */
export const queryOf = <Schema extends v.GenericSchema>(
  event: HttpEvent,
  schema: Schema,
): v.InferOutput<Schema> => parseWith(schema, event.queryStringParameters ?? {}, 'query');

/**
 * A parameter of the path.
 *
 * @throws {AppError} `not-found` when it cannot be an id of ours, so that no odd text reaches the store.
 */
export const idFromPath = (event: HttpEvent, name: string): string => {
  const id = event.pathParameters?.[name] ?? '';
  if (/^[a-z]{16,64}$/.test(id)) return id;
  throw new AppError('not-found', 'there is nothing with this id');
};
