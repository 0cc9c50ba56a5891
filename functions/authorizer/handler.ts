import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';

/** An API key of one of our callers. */
export type ApiKey = Readonly<{ name: string; key: string }>;

/**
 * The gateway passes this on to the function. `isAuthorized` is always true, because an HTTP API answers a denial with
 * 403 and no problem document; a request without a name is refused with 401 by `shared/http/middlewares/api-key.ts`.
 */
export type AuthorizerResult = Readonly<{ isAuthorized: true; context: Readonly<{ apiKeyName: string }> }>;

type Event = Pick<APIGatewayRequestAuthorizerEventV2, 'headers'>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Names the API key of `Authorization: Bearer <key>`, or gives an empty name. */
export const createHandler = (apiKeys: readonly ApiKey[]) => {
  const known = apiKeys.map(({ name, key }) => ({ name, digest: digest(key) }));

  return async (event: Event): Promise<AuthorizerResult> => {
    const sent = digest(bearerOf(event) ?? '');
    // Every key is compared, and all in constant time, so the answer's time tells nothing.
    const matching = known.filter((candidate) => timingSafeEqual(candidate.digest, sent));
    return { isAuthorized: true, context: { apiKeyName: matching[0]?.name ?? '' } };
  };
};

const bearerOf = ({ headers }: Event): string | undefined => {
  const found = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization');
  return /^Bearer +(\S+) *$/i.exec(found?.[1] ?? '')?.[1];
};
