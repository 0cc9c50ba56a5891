import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { AppError } from '../kernel/errors.ts';

/** An event of API Gateway's HTTP API, payload 2.0, with what an authorizer of the gateway may have added. */
export type HttpEvent = APIGatewayProxyEventV2;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Tells whether a route only reads, by its route key: a GET, or a search, which is a POST for the sake of its body. */
export const isRead = (routeKey: string): boolean => /^GET |\/search$/.test(routeKey);

/** The body as the bytes that were sent. */
export const bodyBytes = (event: HttpEvent): Buffer =>
  Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');

/**
 * Parses bytes as JSON.
 *
 * @throws {AppError} `invalid-request` for bytes that are not JSON in UTF-8; nothing of them is quoted.
 */
export const parseJsonBytes = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch {
    throw new AppError('invalid-request', 'the body is not JSON in UTF-8');
  }
};

/** The value of a header in any case; API Gateway joins those that repeat with commas. */
export const headerOf = (event: HttpEvent, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted);
  return found?.[1];
};
