import { GetCommand as SdkGetCommand, PutCommand as SdkPutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '../../shared/storage/documents.ts';
import { type StoreEngine, startStoreEngine } from '../builders/store-engine.ts';

let engine: StoreEngine;
let TableName: string;
beforeAll(async () => {
  engine = await startStoreEngine();
  TableName = engine.tables.CALLS_TABLE;
});
afterAll(() => engine.stop());

const ITEM = {
  pk: 'D#1',
  sk: 'a',
  text: 'é号',
  count: 3,
  yes: true,
  nothing: null,
  list: ['b', 1],
  object: { inner: 'c' },
  set: new Set(['d']),
};
const Key = { pk: 'D#1', sk: 'a' };

describe('what our commands write', () => {
  it('the SDK reads as the same values', async () => {
    await engine.documents.send(new PutCommand({ TableName, Item: { ...ITEM, gone: undefined } }));

    const { Item } = await engine.inspector.send(new SdkGetCommand({ TableName, Key, ConsistentRead: true }));
    expect(Item).toEqual(ITEM);
  });
});

describe('our commands', () => {
  const read = async () =>
    (await engine.documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  it('read what the SDK wrote', async () => {
    await engine.inspector.send(new SdkPutCommand({ TableName, Item: ITEM }));

    const many = await engine.documents.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [Key], ConsistentRead: true } } }),
    );

    expect(await read()).toEqual(ITEM);
    expect(many).toEqual({ Responses: { [TableName]: [ITEM] }, UnprocessedKeys: {} });
  });

  it('read a page and go on behind it', async () => {
    for (const sk of ['a', 'b'])
      await engine.documents.send(new PutCommand({ TableName, Item: { pk: 'D#2', sk } }));
    const page = (ExclusiveStartKey?: Record<string, unknown>) =>
      engine.documents.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'D#2' },
          Limit: 1,
          ExclusiveStartKey,
        }),
      );

    const first = await page();
    const second = await page(first.LastEvaluatedKey);

    expect(first).toEqual({
      Items: [{ pk: 'D#2', sk: 'a' }],
      Count: 1,
      LastEvaluatedKey: { pk: 'D#2', sk: 'a' },
    });
    expect(second.Items).toEqual([{ pk: 'D#2', sk: 'b' }]);
  });

  it('change an item and tell what it became', async () => {
    await engine.documents.send(new PutCommand({ TableName, Item: { ...Key, count: 1 } }));

    const changed = await engine.documents.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'ADD #count :one',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'ALL_NEW',
      }),
    );

    expect(changed).toEqual({ Attributes: { ...Key, count: 2 } });
  });

  it('delete under a condition only', async () => {
    await engine.documents.send(new PutCommand({ TableName, Item: { ...Key, count: 1 } }));
    const remove = (count: number) =>
      engine.documents.send(
        new DeleteCommand({
          TableName,
          Key,
          ConditionExpression: '#count = :count',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':count': count },
        }),
      );

    await expect(remove(2)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(await read()).toEqual({ ...Key, count: 1 });
    await remove(1);

    expect(await read()).toBeUndefined();
  });
});
