import type * as v from 'valibot';
import { AppError } from '../kernel/errors.ts';
import { parseWith } from '../kernel/schema-issues.ts';
import { strictObject } from '../kernel/strict-object.ts';
import { bodyBytes, type HttpEvent, parseJsonBytes } from './request.ts';

/** Bodies of our callers' requests, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

/**
 * The JSON body of a request, parsed by a strict schema. `what` names it in the error.
 *
 * @throws {AppError} `payload-too-large`, `invalid-request`.
 */
export const jsonBody = <Schema extends v.GenericSchema>(
  event: HttpEvent,
  schema: Schema,
  what = 'request',
): v.InferOutput<Schema> => {
  const bytes = bodyBytes(event);
  if (bytes.byteLength > MAX_BODY_BYTES)
    throw new AppError('payload-too-large', 'the body is larger than 64 KiB');
  return parseWith(schema, parseJsonBytes(bytes), what);
};

const NoFields = strictObject({});

/**
 * For a route without a body: none at all and `{}` are taken.
 *
 * @throws {AppError} `invalid-request` naming the fields of another one, `payload-too-large`.
 */
export const refuseBody = (event: HttpEvent): void => {
  if (bodyBytes(event).byteLength > 0) jsonBody(event, NoFields);
};

/**
 * The query string, parsed by a strict schema; a repeated parameter counts as one string with commas, as the gateway
 * passes it on.
 *
 * @throws {AppError} `invalid-request`.
 */
export const queryOf = <Schema extends v.GenericSchema>(
  event: HttpEvent,
  schema: Schema,
): v.InferOutput<Schema> => parseWith(schema, event.queryStringParameters ?? {}, 'query');

/** For a route that asks in its body: a number in the URL would be in the access log all the same. @throws {AppError} `invalid-request`. */
export const refuseQuery = (event: HttpEvent): void => void queryOf(event, NoFields);

/**
 * The query of a request: its query string, or the JSON body of a POST, where no log of URLs sees it. It is the same query; a fault
 * names a field of the body, or a parameter.
 *
 * @throws {AppError} `payload-too-large`, `invalid-request`.
 */
export const queryOrBodyOf = <Schema extends v.GenericSchema>(
  event: HttpEvent,
  schema: Schema,
): v.InferOutput<Schema> => {
  if (!event.routeKey.startsWith('POST ')) return queryOf(event, schema);
  refuseQuery(event);
  return jsonBody(event, schema, 'body');
};

/**
 * A parameter of the path.
 *
 * @throws {AppError} `not-found` when it cannot be an id of ours, so that no odd string reaches the store.
 */
export const idFromPath = (event: HttpEvent, name: string): string => {
  const id = event.pathParameters?.[name] ?? '';
  if (/^[a-z]{16,64}$/.test(id)) return id;
  throw new AppError('not-found', 'there is nothing with this id');
};
