import { isPattern } from './fits.ts';
import type { Grant } from './policies.ts';

/** Why a grant stands in a policy although no call of ours shows that it must, or shows it as wide as it is. */
type Reason = Readonly<{
  action: string;
  /** `<function>` stands for the folder of the function that has it. */
  resource: string;
  /** The functions that may have it; without, any. */
  functions?: readonly string[];
  /** Whether calls of ours use it, and the reason is for its width alone. */
  used: boolean;
  why: string;
}>;

const LOG_STREAMS =
  'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/privatenumber-local-<function>:log-stream:*';
const BUCKET = 'arn:aws:s3:::privatenumber-local-recordings-000000000000-us-east-1';
const RECORDINGS = `${BUCKET}/recordings/*`;
const EXPORTS = `${BUCKET}/exports/*`;

/** The key of the deployment that has rights by parameters. */
export const KEY_OF_TESTS = 'arn:aws:kms:us-east-1:000000000000:key/01234567-89ab-cdef-0123-456789abcdef';
const secretOf = (document: string): string =>
  `arn:aws:secretsmanager:us-east-1:000000000000:secret:privatenumber-local-${document}-??????`;
const INTERFACES = 'arn:aws:ec2:us-east-1:000000000000:network-interface/*';
const SUBNET = 'arn:aws:ec2:us-east-1:000000000000:subnet/subnet-0a1b2c3d';
const SECURITY_GROUP = 'arn:aws:ec2:us-east-1:000000000000:security-group/sg-0a1b2c3d';

const SECRET = 'existingData: Secrets Manager puts six characters behind the name, which no template knows';
const KEY = 'kmsKeyArn: Amazon asks KMS with the rights of whoever reads or writes what the key encrypts';
const TRACES = 'tracing: Lambda sends traces with the rights of the role, and X-Ray has no resources';
const NETWORK =
  'vpcSubnetIds: Lambda makes interfaces with the rights of the role; code of ours is denied them';
const LOGS =
  'Lambda writes what a function prints with the rights of its role, to streams that it names as it goes';
const STREAM =
  'Lambda reads the stream of a table with the rights of the role, and the name of a stream has the time at which it was made';
const streamOf = (table: string): string =>
  `arn:aws:dynamodb:us-east-1:000000000000:table/privatenumber-local-${table}/stream/*`;
/** The functions that Lambda feeds from the stream of a table. */
const FED_BY: Readonly<Record<string, readonly string[]>> = {
  bindings: ['publish-events'],
  calls: ['mark-usage', 'publish-events'],
  messages: ['mark-usage', 'publish-events'],
  numbers: ['publish-events'],
};
const ALL_METRICS =
  'GetMetricData has no resources, and DescribeAlarms tells of composite alarms to whoever may ask for all alone';
const EVERY_RECORDING = 'the key of a recording ends with its call and its file, which no template can know';
const EVERY_EXPORT = 'the key of an export has its app and its day, which no template can know';

/** The table of the grants that need a reason, those by parameters of the deployment last. One that no function has is an error, too. */
export const REASONS: readonly Reason[] = [
  ...Object.entries(FED_BY).flatMap(([table, functions]) =>
    ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((action) => ({
      action: `dynamodb:${action}`,
      resource: streamOf(table),
      functions,
      used: false,
      why: STREAM,
    })),
  ),
  { action: 'logs:CreateLogStream', resource: LOG_STREAMS, used: false, why: LOGS },
  { action: 'logs:PutLogEvents', resource: LOG_STREAMS, used: false, why: LOGS },
  { action: 's3:PutObject', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
  { action: 's3:GetObject', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
  { action: 's3:DeleteObject', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
  { action: 's3:AbortMultipartUpload', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
  { action: 's3:PutObject', resource: EXPORTS, used: true, why: EVERY_EXPORT },
  { action: 's3:GetObject', resource: EXPORTS, used: true, why: EVERY_EXPORT },
  { action: 's3:DeleteObject', resource: EXPORTS, used: true, why: EVERY_EXPORT },
  { action: 'secretsmanager:GetSecretValue', resource: secretOf('configuration'), used: true, why: SECRET },
  { action: 'secretsmanager:GetSecretValue', resource: secretOf('access'), used: true, why: SECRET },
  ...['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'].map((action) => ({
    action,
    resource: '*',
    functions: ['operate-status'],
    used: true,
    why: ALL_METRICS,
  })),
  { action: 'kms:Decrypt', resource: KEY_OF_TESTS, used: false, why: KEY },
  { action: 'kms:GenerateDataKey', resource: KEY_OF_TESTS, used: false, why: KEY },
  { action: 'xray:PutTelemetryRecords', resource: '*', used: false, why: TRACES },
  { action: 'xray:PutTraceSegments', resource: '*', used: false, why: TRACES },
  { action: 'ec2:DescribeNetworkInterfaces', resource: '*', used: false, why: NETWORK },
  { action: 'ec2:DescribeSubnets', resource: '*', used: false, why: NETWORK },
  { action: 'ec2:CreateNetworkInterface', resource: SUBNET, used: false, why: NETWORK },
  { action: 'ec2:CreateNetworkInterface', resource: SECURITY_GROUP, used: false, why: NETWORK },
  { action: 'ec2:CreateNetworkInterface', resource: INTERFACES, used: false, why: NETWORK },
  { action: 'ec2:AssignPrivateIpAddresses', resource: INTERFACES, used: false, why: NETWORK },
  { action: 'ec2:DeleteNetworkInterface', resource: INTERFACES, used: false, why: NETWORK },
  { action: 'ec2:UnassignPrivateIpAddresses', resource: INTERFACES, used: false, why: NETWORK },
];

/** The reason of a grant, which is for exactly what it says: a wider one needs its own. */
export const reasonOf = ({ functionName, action, resource }: Grant): Reason | undefined =>
  REASONS.find(
    (reason) =>
      reason.action === action &&
      reason.resource.replace('<function>', functionName) === resource &&
      reason.functions?.includes(functionName) !== false,
  );

/** Whether a grant must be shown by a use. */
export const mustBeUsed = (grant: Grant): boolean => reasonOf(grant)?.used !== false;

/** Whether a grant allows more than a use can show, without a reason. */
export const isTooWide = (grant: Grant): boolean =>
  (isPattern(grant.action) || isPattern(grant.resource)) && reasonOf(grant) === undefined;
