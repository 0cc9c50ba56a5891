import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { whyNoCfnLint } from '../../../tools/template-check/cfn-lint.ts';
import { templateFaults } from '../../../tools/template-check/template-faults.ts';

const BUCKET = {
  Type: 'AWS::S3::Bucket',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
    BucketName: { 'Fn::Sub': 'recordings-${AWS::AccountId}' },
    LifecycleConfiguration: { Rules: [{ Id: 'retention', Status: 'Enabled', ExpirationInDays: '400' }] },
  },
};
const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  },
};
const LOG = { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } };
const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: {}, Tags: [{ Key: 'stage', Value: '生产' }] },
};

/** Nothing is wrong with the template but what is put into it. */
const faultsWith = (resources: object, rest: object = {}) =>
  templateFaults({
    Resources: { Bucket: BUCKET, Table: TABLE, Log: LOG, Role: ROLE, ...resources },
    ...rest,
  });

const bucketWith = (properties: object) => ({ Bucket: { ...BUCKET, Properties: properties } });
const rules = (rule: object) => bucketWith({ LifecycleConfiguration: { Rules: [rule] } });

describe('the check of the template', () => {
  it('takes what CloudFormation takes, numbers that are written as text among it', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'a word where days belong',
      rules({ Status: 'Enabled', ExpirationInDays: 'never' }),
      'Bucket (AWS::S3::Bucket) LifecycleConfiguration.Rules.0.ExpirationInDays must be integer',
    ],
    [
      'a word where days belong, in the side of a condition that is not taken',
      rules({
        Status: 'Enabled',
        ExpirationInDays: { 'Fn::If': ['Kept', { Ref: 'AWS::NoValue' }, 'never'] },
      }),
      'Bucket (AWS::S3::Bucket) LifecycleConfiguration.Rules.0.ExpirationInDays must be integer',
    ],
    [
      'a character that a pattern of letters of any script leaves out',
      { Role: { ...ROLE, Properties: { ...ROLE.Properties, Tags: [{ Key: 'st*ge', Value: 'prod' }] } } },
      'Role (AWS::IAM::Role) Tags.0.Key must match pattern "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+$"',
    ],
    [
      'a misspelt property',
      bucketWith({ BucketNane: 'recordings' }),
      'Bucket (AWS::S3::Bucket) must NOT have additional properties: BucketNane',
    ],
    [
      'a misspelt property deep inside',
      rules({ Status: 'Enabled', Prefiks: 'recordings/' }),
      'Bucket (AWS::S3::Bucket) LifecycleConfiguration.Rules.0 must NOT have additional properties: Prefiks',
    ],
    [
      'a property that only AWS sets',
      bucketWith({ Arn: 'arn:aws:s3:::recordings' }),
      'Bucket (AWS::S3::Bucket) must NOT have additional properties: Arn',
    ],
    [
      'a choice that there is not',
      rules({ Status: 'On' }),
      'Bucket (AWS::S3::Bucket) LifecycleConfiguration.Rules.0.Status must be equal to one of the allowed values: Enabled, Disabled',
    ],
    [
      'a choice of DynamoDB that there is not',
      { Table: { ...TABLE, Properties: { ...TABLE.Properties, BillingMode: 'ON_DEMAND' } } },
      'Table (AWS::DynamoDB::Table) BillingMode must be equal to one of the allowed values: PAY_PER_REQUEST, PROVISIONED',
    ],
    [
      'days that CloudWatch does not have',
      { Log: { ...LOG, Properties: { RetentionInDays: 31 } } },
      'Log (AWS::Logs::LogGroup) RetentionInDays must be equal to one of the allowed values: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
    ],
    [
      'a missing property',
      { Table: { ...TABLE, Properties: { BillingMode: 'PAY_PER_REQUEST' } } },
      "Table (AWS::DynamoDB::Table) must have required property 'KeySchema'",
    ],
    [
      'a policy of deletion that there is not',
      { Table: { ...TABLE, DeletionPolicy: 'Keep' } },
      'Table: DeletionPolicy must be one of Delete, Retain, RetainExceptOnCreate, Snapshot, not Keep',
    ],
    [
      'a policy of replacement that only deletion knows',
      { Table: { ...TABLE, UpdateReplacePolicy: 'RetainExceptOnCreate' } },
      'Table: UpdateReplacePolicy must be one of Delete, Retain, Snapshot, not RetainExceptOnCreate',
    ],
    [
      'an attribute that there is not',
      { Table: { ...TABLE, DependOn: 'Log' } },
      'Table: unknown attribute DependOn',
    ],
    [
      'a type that it does not know',
      { Queue: { Type: 'AWS::SQS::Kueue' } },
      'Queue: no schema of AWS::SQS::Kueue; add it to tools/template-check/refresh-schemas.ts',
    ],
    [
      'a reference to nothing',
      bucketWith({ BucketName: { Ref: 'Nothing' } }),
      'Bucket: Ref to nothing: Nothing',
    ],
    [
      'an attribute of nothing',
      bucketWith({ BucketName: { 'Fn::GetAtt': ['Nothing', 'Arn'] } }),
      'Bucket: Fn::GetAtt of nothing: Nothing',
    ],
    [
      'an attribute that a type does not have',
      bucketWith({ BucketName: { 'Fn::GetAtt': ['Table', 'Url'] } }),
      'Bucket: Table has no attribute Url',
    ],
    [
      'a text with nothing in it',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
      bucketWith({ BucketName: { 'Fn::Sub': '${Table.Arn}-${Nothing}' } }),
      'Bucket: Fn::Sub to nothing: Nothing',
    ],
    ['a dependency on nothing', { Table: { ...TABLE, DependsOn: [null] } }, 'Table: DependsOn nothing: null'],
    [
      'a condition that there is not',
      { Table: { ...TABLE, Condition: 'Never' } },
      'Table: no condition Never',
    ],
  ])('reports %s', (_case, resources, line) => {
    expect(faultsWith(resources, { Conditions: { Kept: { 'Fn::Equals': ['a', 'a'] } } })).toEqual([line]);
  });

  it('reports an output of nothing', () => {
    expect(faultsWith({}, { Outputs: { Name: { Value: { Ref: 'Nothing' } } } })).toEqual([
      'Outputs: Ref to nothing: Nothing',
    ]);
  });

  it('leaves to CloudFormation what a function stands for', () => {
    const properties = { KeySchema: { Ref: 'Bucket' }, BillingMode: { 'Fn::GetAtt': 'Log.Arn' } };

    expect(faultsWith({ Table: { ...TABLE, Properties: properties } })).toEqual([]);
  });
});

describe('the warnings of cfn-lint that are ignored', () => {
  it('have a reason each', () => {
    const lines = readFileSync(join(ROOT, '.cfnlintrc.yaml'), 'utf8').trimEnd().split('\n');

    const ignored = lines.flatMap((line, index) => (/^ {2}- [A-Z]\d+$/.test(line) ? [index] : []));

    expect(ignored.length).toBeGreaterThan(0);
    for (const index of ignored) expect(lines[index - 1]).toMatch(/^ {2}# .{20,}/);
  });
});

describe('cfn-lint', () => {
  const ENOENT = new Error('spawn cfn-lint ENOENT');

  it.each([
    [{ status: null, stdout: null, error: ENOENT }, 'cfn-lint is not installed: pip install cfn-lint'],
    [{ status: 127, stdout: '' }, 'cfn-lint is there and does not run: pip install cfn-lint'],
    [{ status: 0, stdout: '' }, 'cfn-lint is there and does not run: pip install cfn-lint'],
    [{ status: 0, stdout: 'cfn-lint 0.86.4\n' }, 'cfn-lint 0.86 is older than 1.51: pip install cfn-lint'],
    [{ status: 0, stdout: 'cfn-lint 1.50.9\n' }, 'cfn-lint 1.50 is older than 1.51: pip install cfn-lint'],
    [{ status: 0, stdout: 'cfn-lint 1.51.0\n' }, undefined],
    [{ status: 0, stdout: 'cfn-lint 2.0.0\n' }, undefined],
  ])('is used or skipped: %j', (asked, reason) => {
    expect(whyNoCfnLint(asked)).toBe(reason);
  });
});
