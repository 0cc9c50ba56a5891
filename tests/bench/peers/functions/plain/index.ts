import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import { type FeeEntry, feeEntries, keyOf, type PushEvent } from '../../fee-entries.ts';

/**
 * The plainest function that stores a CDR push: middy and the document client. It checks no signature, seals nothing and keeps no
 * journal.
 */
export const createHandler = (client: DynamoDBClient) => {
  const documents = DynamoDBDocumentClient.from(client);
  const put = (entry: FeeEntry) =>
    documents.send(
      new PutCommand({
        TableName: process.env['CALLS_TABLE'],
        Item: { ...keyOf(entry), ...entry },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  return middy<PushEvent>().handler(async (event: PushEvent) => {
    await Promise.all(feeEntries(event).map(put));
    return { statusCode: 200, body: '' };
  });
};

export const handler = createHandler(new DynamoDBClient({}));
