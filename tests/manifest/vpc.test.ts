import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { functionsOf, packagedTemplate, resourcesOf } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedWith({
    vpcSubnetIds: 'subnet-0a1b2c3d,subnet-4e5f6a7b',
    vpcSecurityGroupIds: 'sg-0a1b2c3d',
  });
});

const Role = v.looseObject({
  Policies: v.tuple([v.looseObject({ PolicyDocument: v.looseObject({ Statement: v.array(v.unknown()) }) })]),
});

const statementsOf = (packaged: Template, roleId: string): readonly unknown[] =>
  v.parse(Role, packaged.Resources[roleId]?.Properties).Policies[0].PolicyDocument.Statement;

const arnOf = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

describe('a deployment with subnets and security groups', () => {
  it('runs every function in them', () => {
    const functions = [...functionsOf(template).values()];

    expect(functions.length).toBeGreaterThanOrEqual(20);
    for (const { VpcConfig } of functions)
      expect(VpcConfig).toEqual({
        SubnetIds: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
        SecurityGroupIds: ['sg-0a1b2c3d'],
      });
  });

  it.each(['bind', 'cdr-webhook', 'recording-archiver', 'health'])(
    'lets Lambda make the interfaces of %s there and nowhere else, and its code none',
    (name) => {
      const role = functionsOf(template).get(name)?.Role['Fn::GetAtt'][0] ?? '';

      const statements = statementsOf(template, role).slice(-4);

      expect(statements).toEqual([
        {
          Effect: 'Allow',
          Action: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
          Resource: ['*'],
        },
        {
          Effect: 'Allow',
          Action: ['ec2:CreateNetworkInterface'],
          Resource: [
            arnOf('ec2', 'subnet/subnet-0a1b2c3d'),
            arnOf('ec2', 'subnet/subnet-4e5f6a7b'),
            arnOf('ec2', 'security-group/sg-0a1b2c3d'),
            arnOf('ec2', 'network-interface/*'),
          ],
        },
        {
          Effect: 'Allow',
          Action: [
            'ec2:AssignPrivateIpAddresses',
            'ec2:DeleteNetworkInterface',
            'ec2:UnassignPrivateIpAddresses',
          ],
          Resource: [arnOf('ec2', 'network-interface/*')],
        },
        {
          Effect: 'Deny',
          Action: [
            'ec2:CreateNetworkInterface',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSubnets',
            'ec2:AssignPrivateIpAddresses',
            'ec2:DeleteNetworkInterface',
            'ec2:UnassignPrivateIpAddresses',
          ],
          Resource: ['*'],
          Condition: {
            ArnEquals: {
              'lambda:SourceFunctionArn': [arnOf('lambda', `function:privatenumber-prod-${name}`)],
            },
          },
        },
      ]);
    },
  );

  it('has these rights in the role of every function', () => {
    const roles = [...resourcesOf(template, 'AWS::IAM::Role').keys()];

    const without = roles.filter((id) => !JSON.stringify(statementsOf(template, id)).includes('ec2:'));

    expect(roles.length).toBeGreaterThanOrEqual(20);
    expect(without).toEqual([]);
  });
});

describe('a deployment without subnets', () => {
  it('has no function in a VPC and no right to make an interface', async () => {
    const packaged = await packagedTemplate();

    expect(JSON.stringify(packaged)).not.toMatch(/VpcConfig|ec2:/);
  });
});

it.each([
  [{ vpcSubnetIds: 'subnet-0a1b2c3d' }, 'vpcSubnetIds and vpcSecurityGroupIds must be given together'],
  [{ vpcSecurityGroupIds: 'sg-0a1b2c3d' }, 'vpcSubnetIds and vpcSecurityGroupIds must be given together'],
  [
    { vpcSubnetIds: 'vpc-0a1', vpcSecurityGroupIds: 'sg-0a1b2c3d' },
    'vpcSubnetIds must be ids of subnets, at most 16 with commas between them, none twice, or none',
  ],
])('%j is not packaged', (parameters, fault) => {
  expect(refusalOf(parameters)).toContain(fault);
});
