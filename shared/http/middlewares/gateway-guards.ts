import type { Clock } from '../../kernel/clock.ts';
import type { AccessEntry } from '../access/access-document.ts';
import { SCOPES } from '../access/scope.ts';
import type { HttpEvent } from '../request.ts';
import { type ApiGuard, Stranger } from './api-guard.ts';
import { callerOf } from './api-key-guard.ts';

/**
 * Lets in what a JWT authorizer of the gateway let through, by the subject of the token. A request that did not pass the
 * authorizer has no context of it and is refused: a route without its authorizer, or somebody who invokes the function.
 *
 * The scopes are those of the field `scope` of the token, or `scp`, with exactly `scopePrefix` before them: the same issuer may give
 * a client the scope `crm/read` of another API. The field `apps` limits the caller to these apps; without it all are meant.
 *
 * @param scopePrefix such as `calls/`, where the issuer writes the API before the scope, as Amazon Cognito does; empty: nothing
 */
export const createJwtGuard =
  (scopePrefix: string): ApiGuard =>
  (event) => {
    const token = valueAt(addedBy(event, 'jwt'), 'claims');
    const apiKeyName = named(textAt(token, 'sub'));
    const words = [...wordsAt(token, 'scope'), ...wordsAt(token, 'scp')];
    const scopes = SCOPES.filter((scope) => words.includes(`${scopePrefix}${scope}`));
    return {
      apiKeyName,
      scopes,
      apps: valueAt(token, 'apps') === undefined ? undefined : wordsAt(token, 'apps'),
    };
  };

/**
 * The same for the gateway's check of AWS signatures (IAM), by the ARN of the user or role, which the access document lists.
 */
export const createIamGuard = (entries: readonly AccessEntry[], clock: Clock): ApiGuard => {
  const known = new Map(entries.flatMap((entry) => (entry.arn === undefined ? [] : [[entry.arn, entry]])));
  return (event) => {
    const arn = named(textAt(addedBy(event, 'iam'), 'userArn').replace(SESSION, '$1'));
    const entry = known.get(arn) ?? known.get(roleOf(arn));
    if (entry === undefined)
      throw new Stranger('unlisted', 'this AWS identity is not a caller of the API: list its ARN');
    return callerOf(entry, clock, 'the access of this AWS identity has expired');
  };
};

/** The session of an assumed role is another one in every process of a caller, who is the same to us. */
const SESSION = /^(arn:[^:]+:sts::\d+:assumed-role\/.+)\/[^/]+$/;

/** The role that was assumed, as far as its path can be told, which the ARN of a session leaves out. */
const roleOf = (arn: string): string =>
  arn.replace(/^(arn:[^:]+):sts::(\d+):assumed-role\//, '$1:iam::$2:role/');

/** The context that an authorizer of the gateway added, as in payload 2.0 of an HTTP API. */
const addedBy = (event: HttpEvent, kind: 'jwt' | 'iam'): unknown =>
  valueAt(event.requestContext, 'authorizer', kind);

/** The text at a place; an empty one where nothing or something else stands. */
const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
};

/** The words of a field of the token. The gateway writes a list as one text, in brackets and with blanks between. */
const wordsAt = (token: unknown, name: string): readonly string[] => {
  const written = valueAt(token, name);
  const texts: readonly unknown[] = Array.isArray(written) ? written : [written];
  return texts.flatMap((text) =>
    typeof text === 'string'
      ? text
          .replaceAll(/^\[|\]$/g, '')
          .split(/[\s,]+/)
          .filter((word) => word !== '')
      : [],
  );
};

const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      inner instanceof Object && Object.hasOwn(inner, name) ? Reflect.get(inner, name) : undefined,
    value,
  );

const named = (name: string): string => {
  if (name !== '') return name;
  throw new Stranger('unnamed', 'the gateway did not say who sent this request');
};
