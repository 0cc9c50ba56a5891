import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Cloud } from './cloud.ts';
import { seen } from './seen.ts';

type Settings = Readonly<{ region: string | (() => Promise<string>); maxAttempts: number }>;

/** The questions of {@link Cloud} about tables and the bucket. */
export const storageQuestions = (
  settings: Settings,
): Pick<
  Cloud,
  'table' | 'timeToLive' | 'pointInTimeRecovery' | 'bucket' | 'bucketEncryption' | 'bucketLifecycle'
> => {
  const dynamo = new DynamoDBClient(settings);
  const s3 = new S3Client(settings);
  return {
    table: (name) =>
      seen('dynamodb:DescribeTable', async () => {
        const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }));
        const { TableStatus = '', KeySchema = [], GlobalSecondaryIndexes = [] } = Table ?? {};
        return {
          status: TableStatus,
          keys: keysOf(KeySchema),
          indexes: GlobalSecondaryIndexes.map((index) => ({
            keys: `${index.IndexName} ${keysOf(index.KeySchema ?? [])}`,
            status: index.IndexStatus ?? '',
          })),
        };
      }),

    timeToLive: (name) =>
      seen('dynamodb:DescribeTimeToLive', async () => {
        const answer = await dynamo.send(new DescribeTimeToLiveCommand({ TableName: name }));
        const { TimeToLiveStatus = '', AttributeName } = answer.TimeToLiveDescription ?? {};
        return TimeToLiveStatus === 'ENABLED' && AttributeName === 'ttl';
      }),

    pointInTimeRecovery: (name) =>
      seen('dynamodb:DescribeContinuousBackups', async () => {
        const answer = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName: name }));
        const { PointInTimeRecoveryDescription } = answer.ContinuousBackupsDescription ?? {};
        return PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
      }),

    bucket: (name) =>
      seen('s3:GetBucketPublicAccessBlock', async () => {
        const answer = await s3.send(new GetPublicAccessBlockCommand({ Bucket: name }));
        const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } =
          answer.PublicAccessBlockConfiguration ?? {};
        const blocks = [BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets];
        return { isPrivate: blocks.every((block) => block === true) };
      }),

    bucketEncryption: (name) =>
      seen('s3:GetEncryptionConfiguration', async () => {
        const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket: name }));
        const [rule] = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
        return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? 'none';
      }),

    bucketLifecycle: (name) =>
      seen('s3:GetLifecycleConfiguration', async () => {
        const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
        return Rules.filter(({ Status }) => Status === 'Enabled').length;
      }),
  };
};

const keysOf = (schema: readonly KeySchemaElement[]): string =>
  schema.map(({ AttributeName }) => AttributeName).join(' ');
