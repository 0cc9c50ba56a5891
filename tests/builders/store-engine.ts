import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../../shared/storage/documents.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import {
  createTables,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  type TableNames,
} from '../../tools/local-stack/create-from-template.ts';
import { startDynamo } from '../../tools/local-stack/engines.ts';
import { loadTemplate } from '../../tools/local-stack/template.ts';

/** Empty tables of the template in an engine, and a client for them. */
export type StoreEngine = Readonly<{
  documents: Documents;
  /** Looks into the tables through the SDK's own codec, so that ours is not judged by itself. */
  inspector: DynamoDBDocumentClient;
  tables: TableNames;
  stop: () => Promise<void>;
}>;

/** The engine of `DYNAMODB_ENDPOINT`, or one in memory. Its tables have a prefix of their own, so runs do not meet. */
export const startStoreEngine = async (): Promise<StoreEngine> => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  const engine = given ? { endpoint: given, stop: async () => {} } : await startDynamo();
  const { endpoint } = engine;
  const tables = await createTables(endpoint, await loadTemplate(), { prefix: `${randomUUID()}-` });
  const client = new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  const stop = async () => {
    client.destroy();
    await engine.stop();
  };
  const inspector = DynamoDBDocumentClient.from(client);
  return { documents: createDynamoDocuments(client), inspector, tables, stop };
};
