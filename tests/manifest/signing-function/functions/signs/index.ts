import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createDynamoDocuments } from '../../../../../shared/storage/dynamo-documents.ts';
import { sdkDynamoCalls } from '../../../../../shared/storage/sdk-dynamo-calls.ts';

/** One call to each engine, as our functions make them. */
export const handler = async (): Promise<void> => {
  const documents = createDynamoDocuments(sdkDynamoCalls(new DynamoDBClient({})));
  await documents.put({ purpose: 'storing a thing', table: 'things', item: { pk: 'a', sk: 'b' } });
  await new S3Client({ forcePathStyle: true }).send(new HeadObjectCommand({ Bucket: 'bucket', Key: 'key' }));
};
