// Names, and ARNs of another place, that only the cloud would refuse, after half a deployment.

/** A stage stands in the name of a bucket, which has no capital letters, and in names where two hyphens would part words. */
const STAGE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @returns the fault of a stage's name by itself, in any region; undefined when there is none */
export const stageFault = (stage) => {
  if (stage === 'default') return 'stage default must have another name: default stands for all stages';
  return STAGE.test(stage)
    ? undefined
    : `stage ${shown(stage)} must be lower-case letters, digits and single hyphens between them, such as prod or eu-1`;
};

/** Nothing that could be more than a name in a wrong spelling. */
const shown = (stage) => {
  if (!/^[\p{L}\p{M}\p{N}_. -]{1,64}$/u.test(stage)) return '(not shown)';
  return stage.includes(' ') ? `"${stage}"` : stage;
};

/**
 * Where a resource has its name, and the most characters of it, by the API references of the services: S3 (bucket naming rules),
 * Lambda, DynamoDB, Secrets Manager, CloudWatch, SNS, IAM, CloudWatch Logs, EventBridge, KMS.
 */
const NAMES = {
  'AWS::S3::Bucket': { property: 'BucketName', most: 63, form: /^[a-z0-9-]+$/ },
  'AWS::Lambda::Function': { property: 'FunctionName', most: 64 },
  'AWS::IAM::Role': { property: 'RoleName', most: 64 },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', most: 128 },
  'AWS::Events::Rule': { property: 'Name', most: 64 },
  'AWS::DynamoDB::Table': { property: 'TableName', most: 255 },
  'AWS::CloudWatch::Alarm': { property: 'AlarmName', most: 255 },
  'AWS::CloudWatch::CompositeAlarm': { property: 'AlarmName', most: 255 },
  'AWS::CloudWatch::Dashboard': { property: 'DashboardName', most: 255 },
  'AWS::SNS::Topic': { property: 'TopicName', most: 256 },
  'AWS::KMS::Alias': { property: 'AliasName', most: 256 },
  'AWS::Logs::LogGroup': { property: 'LogGroupName', most: 512 },
  'AWS::SecretsManager::Secret': { property: 'Name', most: 512 },
  'AWS::CloudFormation::Stack': { property: 'StackName', most: 128, form: /^[A-Za-z][A-Za-z0-9-]*$/ },
};

/**
 * @param {object} deployment
 * @param {string} deployment.stage
 * @param {string} deployment.region
 * @param {readonly object[]} deployment.resources of CloudFormation, in any order
 * @returns {readonly string[]} one line when the stage is too long for a name, and one for each name of a wrong form
 */
export const nameFaults = ({ stage, region, resources }) => {
  const names = resources.flatMap((resource) => namesOf(resource, region));
  const wrong = names
    .filter(({ name, form }) => !form.test(name))
    .map(({ name, kind }) => `service must have another name: ${name} is not one of an ${kind}`);
  const [worst] = names
    .map((named) => ({ ...named, over: named.name.length - named.most }))
    .filter(({ over }) => over > 0)
    .sort((one, other) => other.over - one.over);
  return worst === undefined ? wrong : [...wrong, tooLong(worst, stage, region)];
};

const namesOf = ({ Type, Properties }, region) => {
  const { property, most, form = /^/ } = NAMES[Type] ?? {};
  const name = property === undefined ? undefined : filledIn(Properties?.[property], region);
  return name === undefined ? [] : [{ kind: Type, name, most, form }];
};

/** A name with what CloudFormation fills in; undefined where that is known to CloudFormation alone. */
const filledIn = (written, region) => {
  const text = typeof written === 'string' ? written : written?.['Fn::Sub'];
  if (typeof text !== 'string') return undefined;
  const name = text
    .replaceAll(/\$\{AWS::AccountId\}/g, '123456789012')
    .replaceAll(/\$\{AWS::Region\}/g, region);
  return name.includes('${') ? undefined : name;
};

const tooLong = ({ kind, name, most, over }, stage, region) => {
  const left = stage.length - over;
  const why = `${kind} ${name} would have ${name.length} characters and may have ${most}`;
  return left > 0
    ? `stage ${stage} must have at most ${left} characters in ${region}: ${why}`
    : `service must have a shorter name: ${why}`;
};

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** The fault of a region's name by itself; undefined when there is none. */
export const regionFault = (region) =>
  typeof region !== 'string' || REGION.test(region)
    ? undefined
    : 'the region must be a name such as eu-central-1';

/** The partition that a region belongs to, as ARNs begin with it (docs.aws.amazon.com/general/latest/gr, ARNs). */
const partitionOf = (region) => {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  if (region.startsWith('us-isob-')) return 'aws-iso-b';
  return region.startsWith('us-iso-') ? 'aws-iso' : 'aws';
};

/** Why an ARN is of no use for a stack in a region; undefined when it is. */
export const arnFault = (name, arn, region) => {
  const [, partition, , ofRegion] = arn.split(':');
  return ofRegion === region && partition === partitionOf(region)
    ? undefined
    : `${name} must be of ${region} in ${partitionOf(region)}, where the stack is, and not of ${ofRegion} in ${partition}`;
};

/** Secrets Manager puts a hyphen and six characters of its own behind a name. */
const SUFFIX_LENGTH = 7;

/** The name of a secret by its name or its whole ARN. */
export const secretName = (secret) =>
  secret.startsWith('arn:') ? secret.split(':').at(-1).slice(0, -SUFFIX_LENGTH) : secret;

/** Services take what is in their own region alone; CloudFormation would hear of it in the midst of a deployment. */
const OF_STACK = ['kmsKeyArn', 'certificateArn', 'pageTopicArn', 'ticketTopicArn'];

/** @returns {string[]} a line for each ARN of another region or partition */
export const arnFaults = (settings, region) =>
  OF_STACK.filter((name) => settings[name] !== '').flatMap(
    (name) => arnFault(name, settings[name], region) ?? [],
  );
