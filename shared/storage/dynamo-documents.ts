import { fromWire, toWire, type WireAttributes } from './attributes.ts';
import type {
  Attributes,
  BatchGetAnswer,
  BatchGetInput,
  Documents,
  PutInput,
  QueryInput,
  QueryPage,
  ScanInput,
  WriteOutcome,
} from './documents.ts';
import { type DynamoCalls, isFailedCondition } from './dynamo-calls.ts';
import { storeFailure } from './store-failure.ts';

/** The port over DynamoDB, through a client of either kind. */
export const createDynamoDocuments = (calls: DynamoCalls): Documents => ({
  get: ({ purpose, table, key }) =>
    wrapped(purpose, async () => {
      const { Item } = await calls.getItem({ TableName: table, Key: toWire(key), ConsistentRead: true });
      return plain(Item);
    }),

  put: (input) => writing(input, (call) => calls.putItem({ ...call, Item: toWire(input.item) })),

  remove: (input) => writing(input, (call) => calls.deleteItem({ ...call, Key: toWire(input.key) })),

  update: (input) =>
    writing(input, (call) =>
      calls.updateItem({
        ...call,
        Key: toWire(input.key),
        UpdateExpression: input.change,
        ReturnValues: input.returnItem ? 'ALL_NEW' : undefined,
      }),
    ),

  query: (input) => wrapped(input.purpose, () => query(calls, input)),
  batchGet: (input) => wrapped(input.purpose, () => batchGet(calls, input)),
  scan: (input) => wrapped(input.purpose, () => scan(calls, input)),
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
      if (isFailedCondition(cause)) return { written: false };
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

const query = async (calls: DynamoCalls, input: QueryInput): Promise<QueryPage> => {
  const {
    Items = [],
    Count = 0,
    LastEvaluatedKey,
  } = await calls.query({
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
  return { items: Items.map(fromWire), count: Count, next: plain(LastEvaluatedKey) };
};

const batchGet = async (calls: DynamoCalls, { table, keys }: BatchGetInput): Promise<BatchGetAnswer> => {
  const RequestItems = { [table]: { Keys: keys.map(toWire), ConsistentRead: true } };
  const { Responses, UnprocessedKeys } = await calls.batchGetItem({ RequestItems });
  return {
    items: Responses?.[table]?.map(fromWire) ?? [],
    unread: UnprocessedKeys?.[table]?.Keys?.map(fromWire) ?? [],
  };
};

const scan = async (calls: DynamoCalls, { table, limit, start }: ScanInput): Promise<QueryPage> => {
  const {
    Items = [],
    Count = 0,
    LastEvaluatedKey,
  } = await calls.scan({
    TableName: table,
    ConsistentRead: true,
    Limit: limit,
    ExclusiveStartKey: start && toWire(start),
  });
  return { items: Items.map(fromWire), count: Count, next: plain(LastEvaluatedKey) };
};
