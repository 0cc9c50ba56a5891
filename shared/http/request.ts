import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as v from 'valibot';
import { AppError, type FieldError } from '../kernel/errors.ts';

/** An event of API Gateway's HTTP API, payload 2.0, with what a Lambda authorizer may have added. */
export type HttpEvent = APIGatewayProxyEventV2;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as the bytes that were sent. */
export const bodyBytes = (event: HttpEvent): Buffer =>
  Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');

/**
 * Parses bytes as JSON.
 *
 * @throws {AppError} `invalid-request` for bytes that are no UTF-8 or no JSON; nothing of them is quoted.
 */
export const parseJsonBytes = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch {
    throw new AppError('invalid-request', 'the body is not JSON in UTF-8');
  }
};

/**
 * Parses outside data with a schema.
 *
 * @throws {AppError} `invalid-request` with one entry for each fault; received values are never quoted.
 */
export const parseWith = <Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  what: string,
): v.InferOutput<Schema> => {
  // valibot takes a list for an object without fields, and a body whose fields are all optional would pass.
  if (Array.isArray(data) && schema.type.endsWith('object'))
    throw new AppError('invalid-request', `the ${what} is not valid: ${what}`, { errors: [NO_OBJECT] });
  const parsed = v.safeParse(schema, data);
  if (parsed.success) return parsed.output;
  const errors = parsed.issues.map(fieldError);
  const places = [...new Set(errors.map((error) => error.path || what))];
  throw new AppError('invalid-request', `the ${what} is not valid: ${places.join(', ')}`, { errors });
};

const NO_OBJECT: FieldError = { path: '', message: 'must be Object' };

const fieldError = (issue: v.BaseIssue<unknown>): FieldError => ({
  path: safePath(v.getDotPath(issue) ?? ''),
  message: messageOf(issue),
});

/** A field name comes from the sender and may hold anything, so only plain names with few digits are shown. */
const safePath = (path: string): string =>
  /^[\w.-]{0,100}$/.test(path) && path.replace(/\D/g, '').length < 5 ? path : '(unreadable name)';

const messageOf = (issue: v.BaseIssue<unknown>): string => {
  if (issue.kind !== 'schema') return withoutReceived(issue);
  if (issue.expected === 'never') return 'is not a known field';
  if (issue.received === 'undefined') return 'is required';
  return `must be ${issue.expected ?? 'another type'}`;
};

/** valibot's own messages quote the value; ours, given in the schemas, never do. */
const withoutReceived = (issue: v.BaseIssue<unknown>): string =>
  issue.message.startsWith('Invalid ') ? `must be ${issue.expected ?? 'valid'}` : issue.message;

/** The value of a header in any case; the first of several. */
export const headerOf = (event: HttpEvent, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted);
  return found?.[1];
};
