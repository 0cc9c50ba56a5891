import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { fromWire, toWire, type WireAttributes } from './attributes.ts';
import type {
  Attributes,
  BatchGetAnswer,
  BatchGetInput,
  Documents,
  PutInput,
  QueryInput,
  QueryPage,
  WriteOutcome,
} from './documents.ts';
import { storeFailure } from './store-failure.ts';

/**
 * Three tries of 1.5 s end before a webhook's ten seconds do. The silence of a connection counts: `requestTimeout`
 * of this SDK only warns, and would count the wait for a free connection.
 */
const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, socketTimeout: 1500 },
};

/**
 * The port over the SDK's client, with time-outs that end before any function does. The endpoint comes from the SDK's own
 * `AWS_ENDPOINT_URL_DYNAMODB`; credentials are the environment's.
 */
export const createDynamoDocuments = (client = new DynamoDBClient(CLIENT_SETTINGS)): Documents => ({
  get: ({ purpose, table, key }) =>
    wrapped(purpose, async () => {
      const command = new GetItemCommand({ TableName: table, Key: toWire(key), ConsistentRead: true });
      return plain((await client.send(command)).Item);
    }),

  put: (input) =>
    writing(input, (call) => client.send(new PutItemCommand({ ...call, Item: toWire(input.item) }))),

  remove: (input) =>
    writing(input, (call) => client.send(new DeleteItemCommand({ ...call, Key: toWire(input.key) }))),

  update: (input) =>
    writing(input, (call) =>
      client.send(
        new UpdateItemCommand({
          ...call,
          Key: toWire(input.key),
          UpdateExpression: input.change,
          ReturnValues: input.returnItem ? 'ALL_NEW' : undefined,
        }),
      ),
    ),

  query: (input) => wrapped(input.purpose, () => query(client, input)),
  batchGet: (input) => wrapped(input.purpose, () => batchGet(client, input)),
});

/** Wraps a failure, once, where it enters. */
const wrapped = async <Result>(purpose: string, call: () => Promise<Result>): Promise<Result> => {
  try {
    return await call();
  } catch (cause) {
    throw storeFailure(purpose, cause);
  }
};

type WriteInput = Pick<PutInput, 'purpose' | 'table' | 'condition' | 'names' | 'values'>;

const writing = (
  input: WriteInput,
  write: (
    call: ReturnType<typeof writeCall>,
  ) => Promise<Readonly<{ Attributes?: WireAttributes | undefined }>>,
): Promise<WriteOutcome> =>
  wrapped(input.purpose, async () => {
    try {
      const { Attributes } = await write(writeCall(input));
      return { written: true, item: plain(Attributes) };
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return { written: false };
      throw cause;
    }
  });

/** Parts that a call does not have stay `undefined` and are not sent. */
const writeCall = (input: WriteInput) => ({
  TableName: input.table,
  ConditionExpression: input.condition,
  ...placeholdersOf(input),
});

const placeholdersOf = ({ names, values }: Pick<PutInput, 'names' | 'values'>) => ({
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values && toWire(values),
});

const plain = (attributes: WireAttributes | undefined): Attributes | undefined =>
  attributes && fromWire(attributes);

const query = async (client: DynamoDBClient, input: QueryInput): Promise<QueryPage> => {
  const command = new QueryCommand({
    TableName: input.table,
    IndexName: input.index,
    KeyConditionExpression: input.where,
    ...placeholdersOf(input),
    // No index of this kind can be read consistently.
    ConsistentRead: !input.index || undefined,
    ScanIndexForward: input.descending ? false : undefined,
    Limit: input.limit,
    ExclusiveStartKey: input.start && toWire(input.start),
    Select: input.countOnly ? 'COUNT' : undefined,
  });
  const { Items = [], Count = 0, LastEvaluatedKey } = await client.send(command);
  return { items: Items.map(fromWire), count: Count, next: plain(LastEvaluatedKey) };
};

const batchGet = async (client: DynamoDBClient, { table, keys }: BatchGetInput): Promise<BatchGetAnswer> => {
  const RequestItems = { [table]: { Keys: keys.map(toWire), ConsistentRead: true } };
  const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems }));
  return {
    items: Responses?.[table]?.map(fromWire) ?? [],
    unread: UnprocessedKeys?.[table]?.Keys?.map(fromWire) ?? [],
  };
};
