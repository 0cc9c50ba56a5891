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

/** The input as the client wants it; whatever place for values it does not have stays `undefined` and is not sent. */
const wired = <
  Input extends Readonly<{
    Key?: Attributes | undefined;
    Item?: Attributes | undefined;
    ExpressionAttributeValues?: Attributes | undefined;
    ExclusiveStartKey?: Attributes | undefined;
  }>,
>(
  input: Input,
) => ({
  ...input,
  Key: wire(input.Key),
  Item: wire(input.Item),
  ExpressionAttributeValues: wire(input.ExpressionAttributeValues),
  ExclusiveStartKey: wire(input.ExclusiveStartKey),
});

class Holding<Input extends object> {
  readonly input: Plain<Input>;

  constructor(input: Plain<Input>) {
    this.input = input;
  }
}

export class GetCommand
  extends Holding<GetItemCommandInput>
  implements Command<Readonly<{ Item: Attributes | undefined }>>
{
  async sendBy(client: DynamoDBClient) {
    const { Item } = await client.send(new GetItemCommand(wired(this.input)));
    return { Item: plain(Item) };
  }
}

export class PutCommand extends Holding<PutItemCommandInput> implements Command<unknown> {
  sendBy(client: DynamoDBClient): Promise<unknown> {
    return client.send(new PutItemCommand(wired(this.input)));
  }
}

export class DeleteCommand extends Holding<DeleteItemCommandInput> implements Command<unknown> {
  sendBy(client: DynamoDBClient): Promise<unknown> {
    return client.send(new DeleteItemCommand(wired(this.input)));
  }
}

export class UpdateCommand
  extends Holding<UpdateItemCommandInput>
  implements Command<Readonly<{ Attributes: Attributes | undefined }>>
{
  async sendBy(client: DynamoDBClient) {
    const { Attributes } = await client.send(new UpdateItemCommand(wired(this.input)));
    return { Attributes: plain(Attributes) };
  }
}

type Page = Readonly<{
  Items: Attributes[] | undefined;
  Count: number | undefined;
  LastEvaluatedKey: Attributes | undefined;
}>;

export class QueryCommand extends Holding<QueryCommandInput> implements Command<Page> {
  async sendBy(client: DynamoDBClient) {
    const { Items, Count, LastEvaluatedKey } = await client.send(new QueryItemsCommand(wired(this.input)));
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
