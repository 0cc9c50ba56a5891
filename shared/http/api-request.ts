import type * as v from 'valibot';
import { AppError } from '../kernel/errors.ts';
import { parseWith } from '../kernel/schema-issues.ts';
import { strictObject } from '../kernel/strict-object.ts';
import { bodyBytes, type HttpEvent, parseJsonBytes } from './request.ts';

/** Bodies of our callers' requests, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

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
