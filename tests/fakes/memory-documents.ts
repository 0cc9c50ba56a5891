import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Documents } from '../../shared/storage/documents.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { type Expression, fulfils, updated } from './memory-expressions.ts';

type Attributes = Record<string, unknown>;
type Keys = readonly string[];
type Table = {
  keys: Keys;
  indexes: Readonly<Record<string, Keys>>;
  items: Map<string, Attributes>;
  past: Past[];
};
/** What a place held before a write. */
type Past = Readonly<{ id: string; before: Attributes | undefined }>;

const KeySchema = v.pipe(
  v.array(v.object({ AttributeName: v.string() })),
  v.transform((schema) => schema.map(({ AttributeName }) => AttributeName)),
);
const TableProperties = v.object({
  TableName: v.string(),
  KeySchema,
  GlobalSecondaryIndexes: v.optional(v.array(v.object({ IndexName: v.string(), KeySchema })), []),
});

/** So many writes back an index may be at most. */
const MOST_BEHIND = 20;

/**
 * DynamoDB as far as this project uses it, in memory: many times faster than the embedded engine, and its indexes can lag
 * behind as the real ones do. It takes our commands and the SDK's. It passes the contracts of our stores; what it does not understand it refuses.
 *
 * @param writesBehind how many of the last writes an index query does not see yet; asked for each query
 */
export const createMemoryDocuments = (
  { Resources }: Template,
  writesBehind: () => number = () => 0,
): Documents & Pick<DynamoDBDocumentClient, 'send'> => {
  const tables = new Map<string, Table>();
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== 'AWS::DynamoDB::Table') continue;
    const { TableName, KeySchema: keys, GlobalSecondaryIndexes } = v.parse(TableProperties, Properties);
    const indexes = Object.fromEntries(
      GlobalSecondaryIndexes.map(({ IndexName, KeySchema: schema }) => [IndexName, schema]),
    );
    tables.set(TableName, { keys, indexes, items: new Map(), past: [] });
  }
  const tableOf = (name: unknown): Table => {
    const table = tables.get(String(name));
    if (table === undefined) throw new Error(`no table ${String(name)}`);
    return table;
  };
  const send = async (command: { constructor: { name: string }; input: Attributes }): Promise<unknown> => {
    const carryOut = COMMANDS[command.constructor.name];
    if (carryOut === undefined) throw new Error(`the memory store knows no ${command.constructor.name}`);
    return structuredClone(carryOut(command.input, tableOf, writesBehind));
  };
  return { send } as never;
};

const idOf = ({ keys }: Table, item: Attributes): string => JSON.stringify(keys.map((key) => item[key]));

const write = (table: Table, id: string, after: Attributes | undefined): void => {
  table.past.push({ id, before: table.items.get(id) });
  if (table.past.length > MOST_BEHIND) table.past.shift();
  if (after === undefined) table.items.delete(id);
  // As on the wire: undefined is left out, nothing is shared with the caller.
  else table.items.set(id, JSON.parse(JSON.stringify(after)));
};

const expressionOf = (input: Attributes, field: string): Expression => ({
  text: String(input[field]),
  names: (input['ExpressionAttributeNames'] ?? {}) as Record<string, string>,
  values: (input['ExpressionAttributeValues'] ?? {}) as Attributes,
});

const demand = (input: Attributes, item: Attributes | undefined): void => {
  if (input['ConditionExpression'] === undefined) return;
  if (!fulfils(expressionOf(input, 'ConditionExpression'), item))
    throw new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed' });
};

/** The table as an index sees it: without the last writes. */
const asSeen = ({ items, past }: Table, behind: number): Attributes[] => {
  if (behind === 0) return [...items.values()];
  const seen = new Map(items);
  for (const { id, before } of past.slice(-behind).reverse())
    if (before === undefined) seen.delete(id);
    else seen.set(id, before);
  return [...seen.values()];
};

const query = (input: Attributes, table: Table, writesBehind: () => number) => {
  const index = input['IndexName'];
  const keys = index === undefined ? table.keys : (table.indexes[String(index)] ?? []);
  if (keys.length === 0) throw new Error(`no index ${String(index)}`);
  const [, range = ''] = keys;
  const condition = expressionOf(input, 'KeyConditionExpression');
  const place = (item: Attributes): string => JSON.stringify([item[range] ?? '', idOf(table, item)]);
  const forward = input['ScanIndexForward'] !== false;
  const start = input['ExclusiveStartKey'] as Attributes | undefined;
  const limit = Number(input['Limit'] ?? Number.POSITIVE_INFINITY);
  const all = asSeen(table, index === undefined ? 0 : writesBehind())
    .filter((item) => keys.every((key) => item[key] !== undefined) && fulfils(condition, item))
    .sort((one, other) => (place(one) < place(other) === forward ? -1 : 1))
    .filter((item) => start === undefined || place(item) > place(start) === forward)
    .filter((item) => start === undefined || place(item) !== place(start));
  const found = all.slice(0, limit);
  const last = found.length === limit ? found.at(-1) : undefined;
  const shown = [...new Set([...table.keys, ...keys])];
  const picked = (item: Attributes) => Object.fromEntries(shown.map((key) => [key, item[key]]));
  return {
    Count: found.length,
    ...(last === undefined ? {} : { LastEvaluatedKey: picked(last) }),
    ...(input['Select'] === 'COUNT' ? {} : { Items: index === undefined ? found : found.map(picked) }),
  };
};

type CarryOut = (input: Attributes, tableOf: (name: unknown) => Table, writesBehind: () => number) => unknown;

const COMMANDS: Readonly<Record<string, CarryOut>> = {
  GetCommand: (input, tableOf) => {
    const table = tableOf(input['TableName']);
    return { Item: table.items.get(idOf(table, input['Key'] as Attributes)) };
  },
  PutCommand: (input, tableOf) => {
    const table = tableOf(input['TableName']);
    const item = input['Item'] as Attributes;
    const id = idOf(table, item);
    demand(input, table.items.get(id));
    write(table, id, item);
    return {};
  },
  UpdateCommand: (input, tableOf) => {
    const table = tableOf(input['TableName']);
    const key = input['Key'] as Attributes;
    const id = idOf(table, key);
    demand(input, table.items.get(id));
    const after = updated(expressionOf(input, 'UpdateExpression'), table.items.get(id) ?? key);
    write(table, id, after);
    return { Attributes: after };
  },
  DeleteCommand: (input, tableOf) => {
    const table = tableOf(input['TableName']);
    const id = idOf(table, input['Key'] as Attributes);
    demand(input, table.items.get(id));
    write(table, id, undefined);
    return {};
  },
  QueryCommand: (input, tableOf, writesBehind) => query(input, tableOf(input['TableName']), writesBehind),
  ScanCommand: (input, tableOf) => ({ Items: [...tableOf(input['TableName']).items.values()] }),
  BatchGetCommand: (input, tableOf) => {
    const Responses: Record<string, Attributes[]> = {};
    for (const [name, { Keys }] of Object.entries(
      input['RequestItems'] as Record<string, { Keys: Attributes[] }>,
    )) {
      const table = tableOf(name);
      Responses[name] = Keys.map((key) => table.items.get(idOf(table, key))).filter(
        (item) => item !== undefined,
      );
    }
    return { Responses };
  },
  BatchWriteCommand: (input, tableOf) => {
    type Requests = Record<string, { DeleteRequest: { Key: Attributes } }[]>;
    for (const [name, requests] of Object.entries(input['RequestItems'] as Requests)) {
      const table = tableOf(name);
      for (const { DeleteRequest } of requests) write(table, idOf(table, DeleteRequest.Key), undefined);
    }
    return {};
  },
};
