// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
import { describe, expect, it } from 'vitest';
import type { Template } from '../../../tools/local-stack/template.ts';
import { grantsIn, isGranted } from '../../rights/policies.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/privatenumber-local-numbers';
const USE = { functionName: 'binding-sweeper', action: 'dynamodb:UpdateItem', resource: TABLE };

/** A template of one function with these statements. */
const templateOf = (statements: readonly object[], role: object = {}): Template => ({
  Resources: {
    NumbersTable: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'privatenumber-local-numbers' } },
    ConfigSecret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Name: 'privatenumber-local-configuration' },
    },
    Sweeper: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'functions/binding-sweeper/index.handler',
        Role: { 'Fn::GetAtt': ['SweeperRole', 'Arn'] },
      },
    },
    SweeperRole: {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyDocument: { Statement: statements } }], ...role },
    },
  },
});

const allow = (Action: string | string[], Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const NUMBERS = { 'Fn::GetAtt': ['NumbersTable', 'Arn'] };
const INDEX = { 'Fn::Sub': '${NumbersTable.Arn}/index/area-index' };

const granted = (statements: readonly object[], use = USE): boolean =>
  isGranted(grantsIn(templateOf(statements)), use);

describe('a policy grants', () => {
  it.each([
    ['the action on the table', allow(['dynamodb:UpdateItem'], [NUMBERS])],
    ['an action and a resource without brackets', allow('dynamodb:UpdateItem', NUMBERS)],
    ['an action in other letters', allow('DynamoDB:updateitem', NUMBERS)],
    ['a pattern of actions', allow('dynamodb:Update*', NUMBERS)],
    ['every action', allow('*', NUMBERS)],
    ['a pattern of resources', allow('dynamodb:UpdateItem', `${TABLE.slice(0, -1)}?`)],
    ['all resources', allow('dynamodb:UpdateItem', '*')],
    [
      'what its condition lets through',
      allow('dynamodb:UpdateItem', NUMBERS, { Condition: { Bool: { 'aws:SecureTransport': true } } }),
    ],
  ])('%s', (_name, statement) => {
    expect(granted([statement])).toBe(true);
  });

  it.each([
    ['nothing without a statement', []],
    ['no other action', [allow('dynamodb:PutItem', NUMBERS)]],
    ['no table by its index', [allow('dynamodb:UpdateItem', INDEX)]],
    ['no resource whose name only begins alike', [allow('dynamodb:UpdateItem', TABLE.slice(0, -1))]],
    [
      'nothing that is denied',
      [allow('*', '*'), { ...allow('dynamodb:UpdateItem', NUMBERS), Effect: 'Deny' }],
    ],
    [
      'nothing whose condition asks for what a request does not have',
      [
        allow('dynamodb:UpdateItem', NUMBERS, {
          Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
        }),
      ],
    ],
    [
      "nothing that is denied to the function's own code",
      [
        allow('dynamodb:UpdateItem', NUMBERS),
        {
          ...allow('dynamodb:*', '*'),
          Effect: 'Deny',
          Condition: {
            ArnEquals: {
              'lambda:SourceFunctionArn': {
                'Fn::Sub':
                  'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:privatenumber-local-binding-sweeper',
              },
            },
          },
        },
      ],
    ],
  ])('%s', (_name, statements) => {
    expect(granted(statements)).toBe(false);
  });

  it('an index by its own name, and no other', () => {
    const query = { ...USE, action: 'dynamodb:Query', resource: `${TABLE}/index/area-index` };

    expect(granted([allow('dynamodb:Query', INDEX)], query)).toBe(true);
    expect(granted([allow('dynamodb:Query', NUMBERS)], query)).toBe(false);
    expect(granted([allow('dynamodb:Query', INDEX)], { ...query, resource: `${TABLE}/index/due` })).toBe(
      false,
    );
  });

  it('nothing to another function', () => {
    expect(granted([allow('*', '*')], { ...USE, functionName: 'bind' })).toBe(false);
  });

  it('a secret by its reference', () => {
    const [grant] = grantsIn(templateOf([allow('secretsmanager:GetSecretValue', { Ref: 'ConfigSecret' })]));

    expect(grant?.resource).toBe(
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:privatenumber-local-configuration-AbCdEf',
    );
  });
});

describe('a policy is refused', () => {
  it.each([
    ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['a condition that is not known', allow('s3:*', '*', { Condition: { DateGreaterThan: { a: 'b' } } })],
    ['a resource that is not known', allow('s3:*', { 'Fn::ImportValue': 'bucket' })],
    ['a reference to nothing', allow('s3:*', { Ref: 'Nothing' })],
    ['an attribute that is not known', allow('s3:*', { 'Fn::GetAtt': ['NumbersTable', 'StreamArn'] })],
  ])('with %s', (_name, statement) => {
    expect(() => grantsIn(templateOf([statement]))).toThrow();
  });

  it('apart from its function', () => {
    const template = templateOf([]);
    const apart = { Type: 'AWS::IAM::Policy', Properties: {} };

    expect(() => grantsIn({ Resources: { ...template.Resources, Apart: apart } })).toThrow('function.yml');
  });
});

describe('rights that no function.yml names', () => {
  it('are grants as well: a policy of Amazon, and a role of no function', () => {
    const template = templateOf([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] });
    const other = {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyDocument: { Statement: [allow('s3:*', '*')] } }] },
    };

    const grants = grantsIn({ Resources: { ...template.Resources, Other: other } });

    expect(grants.map(({ functionName, action, resource }) => [functionName, action, resource])).toEqual([
      ['binding-sweeper', 'managed-policy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
      ['(role Other)', 's3:*', '*'],
    ]);
  });
});
