import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { packagedTemplate, resourcesOf } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const INDEXES = {
  BindingsTable: [
    ...['a-index aKey createdAt', 'b-index bKey createdAt', 'x-index xKey createdAt'],
    'y-index yKey createdAt',
    ...['reference-index referenceKey createdAt', 'subscription-index subscriptionKey'],
    ...['due-index dueShard dueAt', 'live-until-index liveX liveUntil'],
    'app-index app createdAt',
  ],
  CallsTable: [
    ...['subscription-index subscriptionKey startedKey', 'x-index xKey startedKey'],
    ...['caller-index callerKey startedKey', 'callee-index calleeKey startedKey'],
    'app-index app startedKey',
    'recording-due-index dueShard dueAt',
  ],
  MessagesTable: ['subscription-index subscriptionKey sentKey', 'x-index xKey sentKey'],
  NumbersTable: ['area-index openArea sk'],
  PushesTable: ['day-index day receivedKey'],
  UsageTable: [],
} as const;

/** The removal of the stack leaves it; a first deployment that fails takes it away again, so that the next one finds the name free. */
const KEPT = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };

const Index = v.looseObject({
  IndexName: v.string(),
  KeySchema: v.array(v.looseObject({ AttributeName: v.string() })),
  Projection: v.strictObject({ ProjectionType: v.literal('KEYS_ONLY') }),
});

/** The journal is a copy itself: what it has is in the other tables, or comes again. */
const NOT_RESTORABLE = 'PushesTable';

describe.each(Object.entries(INDEXES))('%s of the packaged service', (id, indexes) => {
  it('is encrypted, expires items and outlives the stack', () => {
    const resource = template.Resources[id];

    expect(resource).toMatchObject({
      Type: 'AWS::DynamoDB::Table',
      ...KEPT,
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      },
    });
  });

  it('is restorable where it has what nobody could send again', () => {
    const { PointInTimeRecoverySpecification } = template.Resources[id]?.Properties ?? {};

    expect(PointInTimeRecoverySpecification).toEqual(
      id === NOT_RESTORABLE ? undefined : { PointInTimeRecoveryEnabled: true },
    );
  });

  it('has its indexes, with keys only', () => {
    const written = template.Resources[id]?.Properties['GlobalSecondaryIndexes'] ?? [];

    const found = v
      .parse(v.array(Index), written)
      .map(({ IndexName, KeySchema }) =>
        [IndexName, ...KeySchema.map(({ AttributeName }) => AttributeName)].join(' '),
      );

    expect(found).toEqual(indexes);
  });
});

describe('buckets of the packaged service', () => {
  it('block the public, the recordings and the deployment bucket alike', () => {
    const buckets = [...resourcesOf(template, 'AWS::S3::Bucket')];

    expect(buckets.map(([id]) => id).sort()).toEqual(['RecordingsBucket', 'ServerlessDeploymentBucket']);
    for (const [, properties] of buckets) {
      expect(properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
    }
  });

  it('give up unfinished uploads of recordings after a day, and keep recordings for half a year', () => {
    const bucket = template.Resources['RecordingsBucket'];

    const rules = v.parse(
      v.looseObject({ Rules: v.array(v.unknown()) }),
      bucket?.Properties['LifecycleConfiguration'],
    ).Rules;

    expect(bucket).toMatchObject(KEPT);
    expect(rules).toEqual([
      {
        Id: 'abort-incomplete-uploads',
        Status: 'Enabled',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      expect.objectContaining({ Id: 'former-versions' }),
      { Id: 'retention', Status: 'Enabled', Prefix: 'recordings/', ExpirationInDays: 180 },
      { Id: 'retention-of-exports', Status: 'Enabled', Prefix: 'exports/', ExpirationInDays: 180 },
    ]);
  });

  it('keep recordings for ever when the deployment says never', async () => {
    const { Resources } = await packagedWith({ recordingRetentionDays: 'never' });

    const { LifecycleConfiguration } = Resources['RecordingsBucket']?.Properties ?? {};
    expect(JSON.stringify(LifecycleConfiguration)).not.toContain('recordings/');
  });

  it('delete recordings and exports after the days that the deployment says', async () => {
    const { Resources } = await packagedWith({ recordingRetentionDays: '400', exportRetentionDays: '30' });

    expect(Resources['RecordingsBucket']?.Properties['LifecycleConfiguration']).toMatchObject({
      Rules: [
        { Id: 'abort-incomplete-uploads' },
        { Id: 'former-versions' },
        { Id: 'retention', Status: 'Enabled', Prefix: 'recordings/', ExpirationInDays: 400 },
        { Id: 'retention-of-exports', Prefix: 'exports/', ExpirationInDays: 30 },
      ],
    });
  });

  it('take recordings over TLS only', () => {
    const { PolicyDocument } = template.Resources['RecordingsBucketPolicy']?.Properties ?? {};

    expect(PolicyDocument).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': false } },
        },
      ],
    });
  });
});

describe('data of the packaged service', () => {
  const protections = (packaged: Template) => ({
    tables: [...resourcesOf(packaged, 'AWS::DynamoDB::Table').values()].map(
      ({ DeletionProtectionEnabled }) => DeletionProtectionEnabled,
    ),
    versions: packaged.Resources['RecordingsBucket']?.Properties['VersioningConfiguration'],
  });

  it('is protected against deletion by hand', () => {
    expect(protections(template)).toEqual({
      tables: [true, true, true, true, true, true],
      versions: { Status: 'Enabled' },
    });
  });

  it('is not, when the deployment says so', async () => {
    const packaged = await packagedWith({ protectData: 'false' });

    expect(protections(packaged)).toEqual({
      tables: [false, false, false, false, false, false],
      versions: { Status: 'Suspended' },
    });
  });

  it('goes for good three days after its deletion, also when versions are kept no longer', () => {
    const { LifecycleConfiguration } = template.Resources['RecordingsBucket']?.Properties ?? {};

    // No prefix: whatever is in the bucket.
    expect(LifecycleConfiguration).toMatchObject({
      Rules: [
        {},
        {
          Id: 'former-versions',
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: 3 },
          ExpiredObjectDeleteMarker: true,
        },
        { Id: 'retention' },
        { Id: 'retention-of-exports' },
      ],
    });
  });

  it('is not packaged with another word for yes or no', () => {
    expect(refusalOf({ protectData: 'no' })).toContain('protectData must be true or false');
  });
});

describe('the packaged template', () => {
  it('names no partition, no region and no DNS suffix, so that it also works in China', () => {
    // Names of services as principals are the same in every partition.
    const text = JSON.stringify(template).replaceAll(
      /"(lambda|apigateway|events)\.amazonaws\.com"/g,
      '"principal"',
    );

    const literals = text.match(/arn:aws|amazonaws|\b(us|eu|ap|cn|sa|ca|me|af)-[a-z]+-\d\b/g);

    expect(literals).toBeNull();
  });

  it('holds no secret', () => {
    const secret = template.Resources['ConfigSecret'];

    expect(secret?.Properties).not.toHaveProperty('SecretString');
    expect(secret).toMatchObject(KEPT);
  });

  it('lets no function make its log group, which would be in the way of the next deployment', () => {
    const rights = JSON.stringify([...resourcesOf(template, 'AWS::IAM::Role').values()]);

    expect(rights).toContain('logs:PutLogEvents');
    expect(rights).not.toContain('logs:CreateLogGroup');
  });
});
