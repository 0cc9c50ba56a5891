import type { Context } from 'aws-lambda';
import type { HttpEvent } from '../../shared/http/request.ts';

type Request = Readonly<{
  /** As the template has it: `GET /calls/{callId}`. */
  route: string;
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Name of the API key; `undefined`: the authorizer did not know it. */
  apiKeyName?: string | undefined;
}>;

/** An event as API Gateway makes it for a request that passed the authorizer. Bytes are sent in base64. */
export const anApiEvent = (request: Request): HttpEvent => {
  const { route, path, query, headers = {}, body } = request;
  const apiKeyName = 'apiKeyName' in request ? request.apiKeyName : 'shop';
  const event = {
    version: '2.0',
    routeKey: route,
    headers,
    pathParameters: path,
    queryStringParameters: query,
    requestContext: { requestId: 'request-a', authorizer: { lambda: { apiKeyName: apiKeyName ?? '' } } },
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
