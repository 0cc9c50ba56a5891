import { describe, expect, it } from 'vitest';
import { nameFaults } from '../../../tools/serverless-plugin/parameters/names.mjs';

const BUCKET = 'AWS::S3::Bucket';
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
const END = 'recordings-${AWS::AccountId}-${AWS::Region}';

const bucketOf = (prefix: string) => ({
  Type: BUCKET,
  Properties: { BucketName: { 'Fn::Sub': `${prefix}-${END}` } },
});

const faultsOf = (stage: string, region: string) =>
  nameFaults({
    stage,
    region,
    resources: [
      bucketOf(`privatenumber-${stage}`),
      {
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName: `privatenumber-${stage}-number-status-webhook` },
      },
    ],
  });

describe('the longest stage', () => {
  // 63 characters of a bucket, without `privatenumber-`, `-recordings-`, twelve digits, `-` and the region.
  it.each([
    ['us-east-1', 15],
    ['us-west-2', 15],
    ['cn-north-1', 14],
    ['eu-west-1', 15],
    ['eu-central-1', 12],
    ['us-gov-west-1', 11],
    ['cn-northwest-1', 10],
    ['ap-northeast-1', 10],
    ['ap-southeast-2', 10],
  ])('has in %s %i characters', (region, most) => {
    const fits = 'a'.repeat(most);
    const long = 'a'.repeat(most + 1);

    expect(faultsOf(fits, region)).toEqual([]);
    expect(faultsOf(long, region)).toEqual([
      `stage ${long} must have at most ${most} characters in ${region}: AWS::S3::Bucket privatenumber-${long}-recordings-123456789012-${region} would have 64 characters and may have 63`,
    ]);
  });

  it.each([
    ['AWS::Lambda::Function', 'FunctionName', 64],
    ['AWS::IAM::Role', 'RoleName', 64],
    ['AWS::Events::Rule', 'Name', 64],
    ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName', 128],
    ['AWS::CloudFormation::Stack', 'StackName', 128],
    ['AWS::DynamoDB::Table', 'TableName', 255],
    ['AWS::CloudWatch::Alarm', 'AlarmName', 255],
    ['AWS::CloudWatch::CompositeAlarm', 'AlarmName', 255],
    ['AWS::CloudWatch::Dashboard', 'DashboardName', 255],
    ['AWS::SNS::Topic', 'TopicName', 256],
    ['AWS::KMS::Alias', 'AliasName', 256],
    ['AWS::Logs::LogGroup', 'LogGroupName', 512],
    ['AWS::SecretsManager::Secret', 'Name', 512],
  ])('is short enough for the name of an %s', (Type, property, most) => {
    const stage = 'a'.repeat(most - 'privatenumber-'.length);
    const named = (name: string) =>
      nameFaults({
        stage: name,
        region: 'us-east-1',
        resources: [{ Type, Properties: { [property]: `privatenumber-${name}` } }],
      });

    expect(named(stage)).toEqual([]);
    expect(named(`${stage}b`)).toEqual([
      `stage ${stage}b must have at most ${stage.length} characters in us-east-1: ${Type} privatenumber-${stage}b would have ${most + 1} characters and may have ${most}`,
    ]);
  });

  it('is the one that the most demanding name leaves', () => {
    const [fault, ...others] = faultsOf('a'.repeat(40), 'us-east-1');

    expect(fault).toContain('must have at most 15 characters in us-east-1');
    expect(others).toEqual([]);
  });
});

describe('the name of the service', () => {
  it.each([
    ['Calls', BUCKET, [bucketOf('Calls-prod')], 'Calls-prod-recordings-123456789012-us-east-1'],
    [
      '1calls',
      'AWS::CloudFormation::Stack',
      [{ Type: 'AWS::CloudFormation::Stack', Properties: { StackName: '1calls-prod' } }],
      '1calls-prod',
    ],
  ])('is refused when it does not fit in names: %s', (_service, kind, resources, name) => {
    expect(nameFaults({ stage: 'prod', region: 'us-east-1', resources })).toEqual([
      `service must have another name: ${name} is not one of an ${kind}`,
    ]);
  });

  it('is refused when nothing is left for a stage', () => {
    const [fault] = nameFaults({
      stage: 'p',
      region: 'us-east-1',
      resources: [bucketOf(`a-very-long-name-of-a-service-p`)],
    });

    expect(fault).toContain(
      'service must have a shorter name: AWS::S3::Bucket a-very-long-name-of-a-service-p-recordings',
    );
  });
});

describe('names that CloudFormation makes', () => {
  it.each([
    ['none at all', { Type: 'AWS::IAM::Role', Properties: {} }],
    ['no properties', { Type: BUCKET }],
    ['another resource', { Type: BUCKET, Properties: { BucketName: { Ref: 'Other' } } }],
    [
      'a part of another resource',
      { Type: BUCKET, Properties: { BucketName: { 'Fn::Sub': `${'a'.repeat(80)}\${Other}` } } },
    ],
    [
      'a type without a name',
      { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: 'a'.repeat(300) } },
    ],
  ])('are left to it: %s', (_case, resource) => {
    expect(nameFaults({ stage: 'prod', region: 'us-east-1', resources: [resource] })).toEqual([]);
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
