import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDocuments } from '../../../../../shared/storage/dynamo.ts';

/** One call to each engine, as our functions make them. */
export const handler = async (): Promise<void> => {
  const documents = createDocuments();
  await documents.send(new PutCommand({ TableName: 'things', Item: { pk: 'a', sk: 'b' } }));
  await new S3Client({ forcePathStyle: true }).send(new HeadObjectCommand({ Bucket: 'bucket', Key: 'key' }));
};
