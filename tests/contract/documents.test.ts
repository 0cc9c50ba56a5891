import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import { loadTemplate, tableNames } from '../../tools/local-stack/create-from-template.ts';
import { createMemoryDocuments } from '../fakes/memory-documents.ts';
import { dynamoCallsAt } from '../harness/dynamo-clients.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';
import { documentsContract } from './storage/documents.contract.ts';

let engine: StoreEngine;
let TableName: string;
beforeAll(async () => {
  engine = await startStoreEngine();
  TableName = engine.tables.CALLS_TABLE;
});
afterAll(() => engine.stop());

// Each has a partition of tables to itself, because the contract counts what it finds.
describe.each(['lean', 'sdk'] as const)('through the client %s', (client) => {
  let own: StoreEngine;
  beforeAll(async () => {
    own = await startStoreEngine();
  });
  afterAll(() => own.stop());

  documentsContract('DynamoDB', () => ({
    documents: createDynamoDocuments(dynamoCallsAt[client](own.endpoint)),
    table: own.tables.CALLS_TABLE,
  }));
});
documentsContract('memory', async () => {
  const template = await loadTemplate();
  return { documents: createMemoryDocuments(template), table: tableNames(template).CALLS_TABLE };
});

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
const purpose = 'comparing the codecs';

describe('our codec and that of the SDK', () => {
  it('agree on an item that we wrote', async () => {
    const item = { ...ITEM, gone: undefined };
    await engine.documents.put({ purpose, table: TableName, item });

    const { Item } = await engine.inspector.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    expect(Item).toEqual(ITEM);
  });

  it('agree on an item that the SDK wrote', async () => {
    await engine.inspector.send(new PutCommand({ TableName, Item: ITEM }));

    const one = await engine.documents.get({ purpose, table: TableName, key: Key });
    const many = await engine.documents.batchGet({ purpose, table: TableName, keys: [Key] });

    expect(one).toEqual(ITEM);
    expect(many).toEqual({ items: [ITEM], unread: [] });
  });
});
