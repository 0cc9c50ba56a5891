import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createExchange } from '../../shared/aws/exchange.ts';
import { createJsonService, type JsonService } from '../../shared/aws/json-service.ts';
import { DYNAMODB } from '../../shared/storage/lean-dynamo-calls.ts';
import { serveHttp } from '../fakes/loopback-servers.ts';

/** A request as it arrived; `connection` numbers the connections, from 0. */
export type Arrived = Readonly<{ headers: IncomingHttpHeaders; body: string; connection: number }>;

/** Deals with one request, well or badly. */
export type Deed = (response: ServerResponse, request: IncomingMessage) => void;

/** The time of the service, which is that of the client. */
const DATE = 'Sun, 01 Mar 2026 08:00:00 GMT';

/** The deed of a service in good health. */
export const answer =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Deed =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', date: DATE, ...headers })
      .end(body);

/** The answer to a GetItem that finds nothing. */
export const GOOD: Deed = answer(200, '{}');

/** A refusal as DynamoDB writes one. */
export const refuse = (name: string, { status = 400, headers = {}, fields = {} } = {}): Deed =>
  answer(
    status,
    JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'no', ...fields }),
    headers,
  );

/** The listener that does one deed after the other, the last one again and again. */
export const inTurn = (deeds: readonly Deed[]) => {
  const arrived: Arrived[] = [];
  const connections: unknown[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket, headers } = request;
    if (!connections.includes(socket)) connections.push(socket);
    const deed = deeds[Math.min(arrived.length, deeds.length - 1)];
    const place = arrived.push({ headers, body: '', connection: connections.indexOf(socket) }) - 1;
    const body = Buffer.concat(await request.toArray()).toString();
    arrived[place] = { headers, body, connection: connections.indexOf(socket) };
    deed?.(response, request);
  };
  return { arrived, listener };
};

/** The parts of {@link leanClientAt} that a test may set. */
export type LeanClientOptions = Readonly<{
  service?: Partial<JsonService>;
  environment?: Readonly<Record<string, string>>;
  clock?: () => Date;
  limits?: Readonly<{ connectTimeoutMs: number; silenceTimeoutMs: number }>;
}>;

/** An environment with made-up credentials, in which DynamoDB is at an address. */
export const environmentAt = (endpoint: string): Record<string, string> => ({
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'AKIDMADEUP',
  AWS_SECRET_ACCESS_KEY: 'made-up-secret-access-key',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
});

/** A lean client of DynamoDB whose pauses take no time but are noted; half of the longest each. */
export const leanClientAt = (
  endpoint: string,
  {
    service = {},
    environment = environmentAt(endpoint),
    clock = () => new Date('2026-03-01T08:00:00.000Z'),
    limits = { connectTimeoutMs: 60_000, silenceTimeoutMs: 60_000 },
  }: LeanClientOptions = {},
) => {
  const pauses: number[] = [];
  const surroundings = {
    environment,
    clock,
    random: () => 0.5,
    sleep: async (milliseconds: number) => {
      pauses.push(milliseconds);
    },
  };
  return {
    call: createJsonService({ ...DYNAMODB, ...service }, surroundings, createExchange(limits)),
    pauses,
  };
};

/** A service that does one deed after the other, and a lean client of it. */
export const scriptedService = async (deeds: readonly Deed[], options: LeanClientOptions = {}) => {
  const { arrived, listener } = inTurn(deeds);
  const endpoint = await serveHttp(listener);
  return { arrived, ...leanClientAt(endpoint, options) };
};
