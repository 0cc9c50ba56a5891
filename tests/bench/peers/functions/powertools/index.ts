import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { type FeeEntry, feeEntries, keyOf, type PushEvent } from '../../fee-entries.ts';

/** The plain function with each entry stored once by Powertools' idempotency, which keeps its records in a table beside. */
export const createHandler = (client: DynamoDBClient) => {
  const documents = DynamoDBDocumentClient.from(client);
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: process.env['PUSHES_TABLE'] ?? '',
    awsSdkV3Client: client,
  });
  const config = new IdempotencyConfig({});
  const put = makeIdempotent(
    async (entry: FeeEntry) => {
      const item = { ...keyOf(entry), ...entry };
      await documents.send(new PutCommand({ TableName: process.env['CALLS_TABLE'], Item: item }));
      return keyOf(entry);
    },
    { persistenceStore, config },
  );
  return middy<PushEvent>().handler(async (event: PushEvent, context: Context) => {
    config.registerLambdaContext(context);
    await Promise.all(feeEntries(event).map((entry) => put(entry)));
    return { statusCode: 200, body: '' };
  });
};

export const handler = createHandler(new DynamoDBClient({}));
