import { AppError } from '../../kernel/errors.ts';
import type { HttpEvent } from '../request.ts';
import type { ApiGuard } from './api-guard.ts';

/**
 * Lets in what a JWT authorizer of the gateway let through, by the subject of the token. A request that did not pass the
 * authorizer has no context of it and is refused: a route without its authorizer, or somebody who invokes the function.
 */
export const jwtGuard: ApiGuard = (event) => named(textAt(addedBy(event, 'jwt'), 'claims', 'sub'));

/** The same for the gateway's check of AWS signatures (IAM), by the ARN of the user or role. */
export const iamGuard: ApiGuard = (event) =>
  named(textAt(addedBy(event, 'iam'), 'userArn').replace(SESSION, '$1'));

/** The session of an assumed role is another one in every process of a caller, who is the same to us. */
const SESSION = /^(arn:[^:]+:sts::\d+:assumed-role\/.+)\/[^/]+$/;

/** The context that an authorizer of the gateway added, as in payload 2.0 of an HTTP API. */
const addedBy = (event: HttpEvent, kind: 'jwt' | 'iam'): unknown =>
  valueAt(event.requestContext, 'authorizer', kind);

/** The text at a place; an empty one where nothing or something else stands. */
const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
};

const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      inner instanceof Object && Object.hasOwn(inner, name) ? Reflect.get(inner, name) : undefined,
    value,
  );

const named = (apiKeyName: string) => {
  if (apiKeyName !== '') return { apiKeyName };
  throw new AppError('unauthorized', 'the gateway did not say who sent this request');
};
