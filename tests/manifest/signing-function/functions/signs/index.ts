import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoDocuments } from '../../../../../shared/storage/dynamo-documents.ts';

/** One call to each engine, as our functions make them. */
export const handler = async (): Promise<void> => {
  const documents = createDynamoDocuments();
  await documents.put({ purpose: 'storing a thing', table: 'things', item: { pk: 'a', sk: 'b' } });
  await new S3Client({ forcePathStyle: true }).send(new HeadObjectCommand({ Bucket: 'bucket', Key: 'key' }));
};

/** Where the bundled clients would call in a region. */
export const addressesIn = (region: string): readonly string[] => {
  const parameters = { Region: region, UseFIPS: false, UseDualStack: false };
  return [new DynamoDBClient({ region }), new SecretsManagerClient({ region })].map(
    ({ config }) => config.endpointProvider(parameters).url.href,
  );
};
