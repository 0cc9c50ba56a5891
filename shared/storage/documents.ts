import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  type QueryCommandInput,
  QueryCommand as QueryItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Attributes, fromWire, toWire, type WireAttributes } from './attributes.ts';

/** DynamoDB in plain values. Only the client of the SDK throws. */
export type Documents = Readonly<{ send: <Output>(command: Command<Output>) => Promise<Output> }>;

/** One call to DynamoDB. The classes below are all there are; their inputs are the client's, with plain values in them. */
export interface Command<Output> {
  readonly input: object;
  sendBy(client: DynamoDBClient): Promise<Output>;
}

/** The client's input with plain values in place of attribute values. */
type Plain<Input> = Readonly<{
  [Name in keyof Input]: Input[Name] extends WireAttributes | undefined
    ? Attributes | undefined
    : Input[Name];
}>;

const wire = (attributes: Attributes | undefined) => attributes && toWire(attributes);
const plain = (attributes: WireAttributes | undefined) => attributes && fromWire(attributes);

export class GetCommand implements Command<Readonly<{ Item: Attributes | undefined }>> {
  readonly input: Plain<GetItemCommandInput>;

  constructor(input: Plain<GetItemCommandInput>) {
    this.input = input;
  }

  async sendBy(client: DynamoDBClient) {
    const { input } = this;
    const { Item } = await client.send(new GetItemCommand({ ...input, Key: wire(input.Key) }));
    return { Item: plain(Item) };
  }
}

export class PutCommand implements Command<void> {
  readonly input: Plain<PutItemCommandInput>;

  constructor(input: Plain<PutItemCommandInput>) {
    this.input = input;
  }

  async sendBy(client: DynamoDBClient) {
    const { Item, ExpressionAttributeValues, ...rest } = this.input;
    const values = wire(ExpressionAttributeValues);
    await client.send(new PutItemCommand({ ...rest, Item: wire(Item), ExpressionAttributeValues: values }));
  }
}

export class DeleteCommand implements Command<void> {
  readonly input: Plain<DeleteItemCommandInput>;

  constructor(input: Plain<DeleteItemCommandInput>) {
    this.input = input;
  }

  async sendBy(client: DynamoDBClient) {
    const { Key, ExpressionAttributeValues, ...rest } = this.input;
    const values = wire(ExpressionAttributeValues);
    await client.send(new DeleteItemCommand({ ...rest, Key: wire(Key), ExpressionAttributeValues: values }));
  }
}

export class UpdateCommand implements Command<Readonly<{ Attributes: Attributes | undefined }>> {
  readonly input: Plain<UpdateItemCommandInput>;

  constructor(input: Plain<UpdateItemCommandInput>) {
    this.input = input;
  }

  async sendBy(client: DynamoDBClient) {
    const { Key, ExpressionAttributeValues, ...rest } = this.input;
    const values = wire(ExpressionAttributeValues);
    const update = new UpdateItemCommand({ ...rest, Key: wire(Key), ExpressionAttributeValues: values });
    return { Attributes: plain((await client.send(update)).Attributes) };
  }
}

type Page = Readonly<{
  Items: Attributes[] | undefined;
  Count: number | undefined;
  LastEvaluatedKey: Attributes | undefined;
}>;

export class QueryCommand implements Command<Page> {
  readonly input: Plain<QueryCommandInput>;

  constructor(input: Plain<QueryCommandInput>) {
    this.input = input;
  }

  async sendBy(client: DynamoDBClient) {
    const { ExpressionAttributeValues, ExclusiveStartKey, ...rest } = this.input;
    const values = wire(ExpressionAttributeValues);
    const start = wire(ExclusiveStartKey);
    const { Items, Count, LastEvaluatedKey } = await client.send(
      new QueryItemsCommand({ ...rest, ExpressionAttributeValues: values, ExclusiveStartKey: start }),
    );
    return { Items: Items?.map(fromWire), Count, LastEvaluatedKey: plain(LastEvaluatedKey) };
  }
}

type KeysOfTables = Readonly<Record<string, Readonly<{ Keys: Attributes[]; ConsistentRead?: boolean }>>>;

export class BatchGetCommand
  implements
    Command<Readonly<{ Responses: Readonly<Record<string, Attributes[]>>; UnprocessedKeys: KeysOfTables }>>
{
  readonly input: Omit<BatchGetItemCommandInput, 'RequestItems'> & Readonly<{ RequestItems: KeysOfTables }>;

  constructor(input: Readonly<{ RequestItems: KeysOfTables }>) {
    this.input = input;
  }

  async sendBy(client: DynamoDBClient) {
    const RequestItems = mapped(this.input.RequestItems, (asked) => ({
      ...asked,
      Keys: asked.Keys.map(toWire),
    }));
    const answer = await client.send(new BatchGetItemCommand({ RequestItems }));
    return {
      Responses: mapped(answer.Responses ?? {}, (items) => items.map(fromWire)),
      UnprocessedKeys: mapped(answer.UnprocessedKeys ?? {}, ({ Keys = [] }) => ({
        Keys: Keys.map(fromWire),
      })),
    };
  }
}

const mapped = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)] as const));
