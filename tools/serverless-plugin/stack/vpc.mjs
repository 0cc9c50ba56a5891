// Functions in subnets of your own, so that what they send leaves by your NAT (docs/egress.md).

/** @param {string} written names with commas between them @returns {string[]} */
export const listOf = (written) =>
  written
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** @returns {{ subnetIds: string[], securityGroupIds: string[] } | undefined} none where the functions stay outside a VPC. */
export const vpcOf = ({ vpcSubnetIds, vpcSecurityGroupIds }) => {
  const subnetIds = listOf(vpcSubnetIds);
  return subnetIds.length === 0 ? undefined : { subnetIds, securityGroupIds: listOf(vpcSecurityGroupIds) };
};

const MAKE_INTERFACE = 'ec2:CreateNetworkInterface';
/** IAM knows no resource but `*` for these. */
const SEE = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
/** On all interfaces of the account: an interface has its id when it is made, and Lambda wants the right before. */
const KEEP = ['ec2:AssignPrivateIpAddresses', 'ec2:DeleteNetworkInterface', 'ec2:UnassignPrivateIpAddresses'];

/**
 * The rights with which Lambda itself makes the network interfaces of a function, see
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: interfaces in these subnets with these security groups
 * and in no others. The code of the function is denied all of them: what it sends carries its own ARN as source, what Lambda
 * sends for it does not (https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html).
 *
 * @param {{ functionName: string, vpc: ReturnType<typeof vpcOf> }} options `functionName` as it is deployed
 * @returns {object[]} statements of its role
 */
export const vpcStatements = ({ functionName, vpc }) => {
  if (vpc === undefined) return [];
  const interfaces = ec2Arn('network-interface/*');
  const places = [
    ...vpc.subnetIds.map((id) => ec2Arn(`subnet/${id}`)),
    ...vpc.securityGroupIds.map((id) => ec2Arn(`security-group/${id}`)),
  ];
  return [
    { Effect: 'Allow', Action: SEE, Resource: ['*'] },
    { Effect: 'Allow', Action: [MAKE_INTERFACE], Resource: [...places, interfaces] },
    { Effect: 'Allow', Action: KEEP, Resource: [interfaces] },
    {
      Effect: 'Deny',
      Action: [MAKE_INTERFACE, ...SEE, ...KEEP],
      Resource: ['*'],
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': [functionArn(functionName)] } },
    },
  ];
};

const ec2Arn = (resource) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:ec2:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

const functionArn = (name) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}`,
});
