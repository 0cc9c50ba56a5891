import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Context } from 'aws-lambda';
import type { HttpEvent } from '../../shared/http/request.ts';
import { isTextBody, receivedHeaders } from '../../tools/serverless-plugin/api-gateway/as-received.mjs';
import { matchRoute, type Route } from './routes.ts';

/** A Lambda handler as the gateway calls it. */
export type Handler = (event: never, context: Context) => Promise<unknown>;

/** A Lambda context for one invocation. */
export const contextFor = (functionFolder: string, timeoutMs = 30_000): Context => {
  const endsAt = performance.now() + timeoutMs;
  return {
    awsRequestId: randomUUID(),
    functionName: `privatenumber-test-${functionFolder}`,
    functionVersion: '$LATEST',
    invokedFunctionArn: '',
    memoryLimitInMB: '512',
    logGroupName: '',
    logStreamName: '',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};

type Options = Readonly<{
  routes: readonly Route[];
  handlerOf: (functionFolder: string) => Promise<Handler>;
}>;

/** Quota of an HTTP API. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** An HTTP API in front of the handlers: payload 2.0 events, the answers. */
export const startGateway = async ({ routes, handlerOf }: Options) => {
  const unhandled: unknown[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(request);
    const url = new URL(request.url ?? '/', 'http://gateway');
    const match = matchRoute(routes, request.method ?? 'GET', url.pathname);
    if (body.byteLength > MAX_BODY_BYTES) return refuse(response, 413, 'Request Entity Too Large');
    if (match === undefined) return refuse(response, 404, 'Not Found');
    const { route, parameters } = match;
    const event = eventFor(request, url, route, parameters, body);
    const handler = await handlerOf(route.functionFolder);
    const result = await handler(event as never, contextFor(route.functionFolder));
    send(response, result);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      unhandled.push(error);
      response.writeHead(500).end(JSON.stringify({ message: 'Internal Server Error' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gateway has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** The errors that handlers threw instead of answering: on Lambda the caller would get a bare 500. */
    unhandled,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** In the gateway's own words instead of a problem document. */
const refuse = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
};

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const eventFor = (
  request: IncomingMessage,
  url: URL,
  route: Route,
  pathParameters: Record<string, string>,
  bytes: Buffer,
): HttpEvent => {
  const { headers, cookies } = receivedHeaders(request.rawHeaders);
  const isBase64Encoded = bytes.byteLength > 0 && !isTextBody(headers['content-type'], bytes);
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = name in query ? `${query[name]},${value}` : value;
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    ...(cookies.length === 0 ? {} : { cookies }),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(bytes.byteLength === 0 ? {} : { body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'test',
      domainPrefix: 'test',
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: '',
      timeEpoch: 0,
      http: {
        method: request.method ?? 'GET',
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
    },
  };
};

const send = (response: ServerResponse, result: unknown): void => {
  const {
    statusCode = 200,
    headers = {},
    body = '',
    isBase64Encoded = false,
  } = result as {
    statusCode?: number;
    headers?: Record<string, string>;
    body?: string;
    isBase64Encoded?: boolean;
  };
  response.writeHead(statusCode, headers).end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
};
