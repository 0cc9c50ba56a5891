import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Attributes, Documents } from '../../shared/storage/documents.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import { createTables, type TableNames, tableNames } from '../../tools/local-stack/create-from-template.ts';
import { startDynamo } from '../../tools/local-stack/engines.ts';
import { loadTemplate } from '../../tools/local-stack/template.ts';
import { carryOut, documentsAround } from '../fakes/documents-around.ts';
import { createMemoryDocuments, type IndexLag } from '../fakes/memory-documents.ts';
import { type AroundCall, CLIENT_IN_USE, callsAround, dynamoCallsAt, sdkClientAt } from './dynamo-clients.ts';

/** The tables of the template, empty, and a look into them. */
export type TestStore = Readonly<{
  documents: Documents;
  tables: TableNames;
  /** Every item of a table, as stored. */
  itemsOf: (table: string) => Promise<Attributes[]>;
  /** Empties a table. */
  clear: (table: string) => Promise<void>;
  stop: () => Promise<void>;
}>;

/** Tables in an engine, and a client for them. */
export type StoreEngine = TestStore &
  Readonly<{
    endpoint: string;
    /** Looks into the tables through the SDK's own codec, so that ours is not judged by itself. */
    inspector: DynamoDBDocumentClient;
  }>;

/**
 * The engine of `DYNAMODB_ENDPOINT`, or the embedded one, through the client of `STORE_CLIENT`. Its tables have a prefix of
 * their own, so runs do not meet; a call that fails is not tried again.
 *
 * @param around stands around each call of the stores
 */
export const startStoreEngine = async (
  around: AroundCall = (_operation, input, go) => go(input),
): Promise<StoreEngine> => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  const engine = given ? { endpoint: given, stop: async () => {} } : await startDynamo();
  const { endpoint } = engine;
  const tables = await createTables(endpoint, await loadTemplate(), { prefix: `${randomUUID()}-` });
  const client = sdkClientAt(endpoint);
  const stop = async () => {
    client.destroy();
    await engine.stop();
  };
  const documents = createDynamoDocuments(callsAround(dynamoCallsAt[CLIENT_IN_USE](endpoint), around));
  const inspector = DynamoDBDocumentClient.from(client);
  const itemsOf = (table: string) => scanned(inspector, table);
  const clear = async (table: string): Promise<void> => {
    for (const { pk, sk } of await itemsOf(table))
      await documents.remove({ purpose: 'emptying a table', table, key: { pk, sk } });
  };
  return { endpoint, documents, inspector, tables, itemsOf, clear, stop };
};

/**
 * Tables in memory, which cost a small part of the time; with `DYNAMODB_ENDPOINT` set, in that engine all the same. For
 * tests of what stands on our stores: the contracts hold for both.
 *
 * @param options.lag how far the indexes in memory lag
 * @param options.inTurns whether a call takes effect in a later turn of the event loop, and is answered in one after that, as
 *   over a socket: so requests really overlap. Not for a test that puts the calls in order itself.
 */
export const startMemoryStore = async ({
  lag,
  inTurns = true,
}: {
  lag?: IndexLag;
  inTurns?: boolean;
} = {}): Promise<TestStore> => {
  if (process.env['DYNAMODB_ENDPOINT']) return startStoreEngine();
  const template = await loadTemplate();
  const documents = createMemoryDocuments(template, lag);
  return {
    documents: inTurns ? answeringInTurns(documents) : documents,
    tables: tableNames(template),
    itemsOf: async (table) => documents.itemsOf(table),
    clear: async (table) => documents.clear(table),
    stop: async () => {},
  };
};

const answeringInTurns = (documents: Documents): Documents =>
  documentsAround(async (call) => {
    await nextTurn();
    try {
      return await carryOut(documents, call);
    } finally {
      await nextTurn();
    }
  });

const scanned = async (inspector: DynamoDBDocumentClient, TableName: string): Promise<Attributes[]> => {
  const items: Attributes[] = [];
  let from: Attributes | undefined;
  do {
    const command = new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey: from });
    const page = await inspector.send(command);
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
};
