import type { Context } from 'aws-lambda';
import { parseAccess } from '../../shared/http/access/access-document.ts';
import { API_ROUTES } from '../../shared/http/access/api-routes.ts';
import { createApiKeyGuard } from '../../shared/http/middlewares/api-key-guard.ts';
import { type ApiHandler, apiChain } from '../../shared/http/middlewares/chains.ts';
import type { HttpEvent } from '../../shared/http/request.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { API_KEYS, accessDocument } from '../harness/fixtures.ts';

type Request = Readonly<{
  /** As the template has it: `GET /calls/{callId}`. */
  route: string;
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** The owner of the API key that is sent; `undefined`: none is. */
  apiKeyName?: keyof typeof API_KEYS | undefined;
}>;

/** The chain around a handler, with a guard that knows the API keys of {@link anApiEvent}. */
export const testChain = (logger: Logger, handle: ApiHandler) =>
  apiChain(
    { logger, routes: API_ROUTES, identify, lookup: createLookupKeys(new Uint8Array(32).fill(2)) },
    handle,
  );

const identify = async (event: HttpEvent) => knownCallers(event);
const knownCallers = createApiKeyGuard(
  parseAccess(JSON.stringify(accessDocument())).callers,
  () => new Date('2026-03-01T08:00:00.000Z'),
);

/** An event as API Gateway makes it, with the API key of `shop` unless another one is said. Bytes are sent in base64. */
export const anApiEvent = (request: Request): HttpEvent => {
  const { route, path, query, headers = {}, body } = request;
  const apiKeyName = 'apiKeyName' in request ? request.apiKeyName : 'shop';
  const key = apiKeyName === undefined ? {} : { authorization: `Bearer ${API_KEYS[apiKeyName]}` };
  const event = {
    version: '2.0',
    routeKey: route,
    headers: { ...key, ...headers },
    pathParameters: path,
    queryStringParameters: query,
    requestContext: { requestId: 'request-a' },
    isBase64Encoded: body instanceof Uint8Array,
    body: body instanceof Uint8Array ? Buffer.from(body).toString('base64') : body,
  };
  return event as unknown as HttpEvent;
};

/** Lambda's context of an invocation, as far as our functions read it. */
export const aContext = (): Context =>
  ({
    functionName: 'privatenumber-test-function',
    awsRequestId: 'lambda-a',
    getRemainingTimeInMillis: () => 10_000,
  }) as unknown as Context;
