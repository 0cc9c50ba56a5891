// Stands before an engine of DynamoDB that has no streams, or whose streams nobody reads: looks at each item before and after a
// write, and makes a record of it. All who write have to come this way.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { WireAttributes } from '../../../shared/storage/attributes.ts';
import { urlHost } from '../../../simulator/http/url-host.ts';
import { LOCAL_CLIENT } from '../create-from-template.ts';
import { type Engine, listen, stopServer } from '../engines.ts';
import { ownRequestsOnly } from '../guard/own-requests.ts';
import { bytesOf, type PassedAnswer, passOn } from './pass-on.ts';
import { type StreamRecord, streamRecordOf } from './stream-record.ts';
import { createTurns } from './turns.ts';

type Options = Readonly<{
  /** The engine's. */
  endpoint: string;
  host?: string;
  /** The tables that have a stream. */
  tables: readonly string[];
  /** When something is written, for its record. */
  clock: () => Date;
  add: (record: StreamRecord) => void;
}>;

const WireKey = v.object({ S: v.string() });
const Key = v.object({ pk: WireKey, sk: WireKey });
/** As far as a write is read here; everything of it goes on as it came. */
const Write = v.object({ TableName: v.string(), Key: v.optional(Key), Item: v.optional(Key) });

const OPERATION = /^DynamoDB_20120810\.(\w+)$/;
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
/** Writes of several items, whose records would not be made. */
const NOT_CAPTURED = new Set([
  'BatchWriteItem',
  'TransactWriteItems',
  'ExecuteStatement',
  'BatchExecuteStatement',
  'ExecuteTransaction',
]);

/** Starts it on a free port. Writes of the same item go on one after the other, everything else as it comes. */
export const startCapture = async ({
  endpoint,
  host = '127.0.0.1',
  tables,
  clock,
  add,
}: Options): Promise<Engine> => {
  const client = new DynamoDBClient({ endpoint, ...LOCAL_CLIENT });
  const inTurn = createTurns();
  let sequence = 0;

  const look = async (
    TableName: string,
    key: v.InferOutput<typeof Key>,
  ): Promise<WireAttributes | undefined> => {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
    return Item;
  };

  const captured = async (request: IncomingMessage, body: Buffer): Promise<PassedAnswer> => {
    const { TableName: table, Key: key, Item = key } = v.parse(Write, JSON.parse(body.toString('utf8')));
    const place = Item && { pk: Item.pk, sk: Item.sk };
    if (place === undefined || !tables.includes(table)) return passOn(endpoint, request, body);
    return inTurn(JSON.stringify([table, place.pk.S, place.sk.S]), async () => {
      const before = await look(table, place);
      const answer = await passOn(endpoint, request, body);
      const after = await look(table, place);
      sequence += 1;
      const record = streamRecordOf({ table, before, after, at: clock(), sequence });
      if (record !== undefined) add(record);
      return answer;
    });
  };

  const answer = async (request: IncomingMessage): Promise<PassedAnswer> => {
    const body = await bytesOf(request);
    const [, operation = ''] = OPERATION.exec(String(request.headers['x-amz-target'])) ?? [];
    if (NOT_CAPTURED.has(operation)) throw new Error(`${operation} would leave no record of its changes`);
    return WRITES.has(operation) ? captured(request, body) : passOn(endpoint, request, body);
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (given) => send(response, given),
      (error: unknown) =>
        response
          .writeHead(500)
          .end(JSON.stringify({ __type: 'InternalServerError', message: String(error) })),
    );
  });
  server.keepAliveTimeout = 0;
  ownRequestsOnly(server, { host });
  const port = await listen(server, host);
  return {
    endpoint: `http://${urlHost(host)}:${port}`,
    stop: async () => {
      await stopServer(server);
      client.destroy();
    },
  };
};

const send = (response: ServerResponse, { status, headers, body }: PassedAnswer): void => {
  response.writeHead(status, headers).end(body);
};
