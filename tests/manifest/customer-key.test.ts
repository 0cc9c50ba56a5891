import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { functionsOf, grantsOf, packagedTemplate, resourcesOf } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

const KEY = 'arn:aws-cn:kms:cn-north-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef';

const Statement = v.looseObject({
  Effect: v.string(),
  Action: v.array(v.string()),
  Resource: v.array(v.unknown()),
  Condition: v.optional(v.unknown()),
});
const Role = v.looseObject({
  Policies: v.tuple([v.looseObject({ PolicyDocument: v.looseObject({ Statement: v.array(Statement) }) })]),
});

const keyStatements = (template: Template, name: string) => {
  const id = functionsOf(template).get(name)?.Role['Fn::GetAtt'][0] ?? '';
  return v
    .parse(Role, template.Resources[id]?.Properties)
    .Policies[0].PolicyDocument.Statement.filter(({ Action }) =>
      Action.some((action) => /^kms:/.test(action)),
    );
};

const through = (service: string, ...Action: readonly string[]) => ({
  Effect: 'Allow',
  Action,
  Resource: [KEY],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
  Condition: { StringLike: { 'kms:ViaService': [{ 'Fn::Sub': `${service}.` + '${AWS::Region}.*' }] } },
});

describe('a deployment with a key of its own', () => {
  let template: Template;
  beforeAll(async () => {
    template = await packagedWith({ kmsKeyArn: KEY }, 'cn-north-1');
  });

  it('encrypts tables, secrets and logs with it', () => {
    const tables = [...resourcesOf(template, 'AWS::DynamoDB::Table').values()];
    const keyed = [
      ...resourcesOf(template, 'AWS::Logs::LogGroup').values(),
      ...resourcesOf(template, 'AWS::SecretsManager::Secret').values(),
    ];

    expect(tables).toHaveLength(6);
    for (const { SSESpecification } of tables)
      expect(SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: KEY });
    expect(keyed.length).toBeGreaterThanOrEqual(22);
    for (const { KmsKeyId } of keyed) expect(KmsKeyId).toBe(KEY);
  });

  it('encrypts recordings with it, and asks KMS once for many', () => {
    expect(template.Resources['RecordingsBucket']?.Properties['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY },
          BucketKeyEnabled: true,
        },
      ],
    });
  });

  it.each([
    ['bind', [through('secretsmanager', 'kms:Decrypt'), through('dynamodb', 'kms:Decrypt')]],
    [
      'recording-archiver',
      [
        through('secretsmanager', 'kms:Decrypt'),
        through('dynamodb', 'kms:Decrypt'),
        through('s3', 'kms:Decrypt', 'kms:GenerateDataKey'),
      ],
    ],
    [
      'query-calls',
      [
        through('secretsmanager', 'kms:Decrypt'),
        through('dynamodb', 'kms:Decrypt'),
        through('s3', 'kms:Decrypt'),
      ],
    ],
    // It deletes recordings and reads none.
    ['manage-recordings', [through('secretsmanager', 'kms:Decrypt'), through('dynamodb', 'kms:Decrypt')]],
    ['health', []],
    ['describe-problem', []],
  ])(
    'gives %s the rights on it that its other rights need, through their services alone',
    (name, expected) => {
      expect(keyStatements(template, name)).toEqual(expected);
    },
  );

  it('leaves no function without the right to decrypt what it reads', () => {
    const readers = [...functionsOf(template).keys()].filter(
      (name) => !['health', 'console', 'describe-problem'].includes(name),
    );

    // It reads the two documents alone.
    const leastOf = (name: string) => (name === 'read-access' ? 1 : 2);
    for (const name of readers)
      expect(keyStatements(template, name).length).toBeGreaterThanOrEqual(leastOf(name));
  });
});

it('a deployment without one leaves encryption to AWS and gives no right on a key', async () => {
  const template = await packagedTemplate();

  expect(JSON.stringify(template)).not.toMatch(/kms:|KmsKeyId|KMSMasterKeyI/);
  expect(grantsOf(template, 'bind').some(({ action }) => action.startsWith('kms:'))).toBe(false);
});

it.each(['alias/privatenumber', 'arn:aws:kms:us-east-1:123456789012:alias/privatenumber'])(
  'kmsKeyArn=%s is not packaged: rights are given on the key, not on a name for it',
  (kmsKeyArn) => {
    expect(refusalOf({ kmsKeyArn })).toContain(
      'kmsKeyArn must be the ARN of a key in KMS, not of an alias, or none',
    );
  },
);
