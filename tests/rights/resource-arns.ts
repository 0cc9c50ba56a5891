// ARNs of the template's resources, as they would be in the account and the region of local engines.
import * as v from 'valibot';
import { bucketName, LOCAL_REGION } from '../../tools/local-stack/create-from-template.ts';
import type { Template } from '../../tools/local-stack/template.ts';

const ACCOUNT_OF_TESTS = '000000000000';
const REGION_OF_TESTS = LOCAL_REGION;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': REGION_OF_TESTS,
  'AWS::AccountId': ACCOUNT_OF_TESTS,
  'AWS::URLSuffix': 'amazonaws.com',
};

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION_OF_TESTS}:${ACCOUNT_OF_TESTS}:${resource}`;

/** The ARN of a table by its name. */
export const tableArn = (name: string): string => arn('dynamodb', `table/${name}`);

/** The ARNs of the bus and of the queue that the stack has; requests to them name neither in path or headers. */
export const EVENT_BUS_ARN = arn('events', 'event-bus/privatenumber-local');
export const UNTOLD_EVENTS_ARN = arn('sqs', 'privatenumber-local-untold-events');

/** The ARN of a function by its name. */
export const functionArn = (name: string): string => arn('lambda', `function:${name}`);

const Ref = v.strictObject({ Ref: v.string() });
const Attribute = v.strictObject({
  'Fn::GetAtt': v.union([
    v.tuple([v.string(), v.string()]),
    v.pipe(
      v.string(),
      v.transform((text) => text.split('.')),
    ),
  ]),
});
const Sub = v.strictObject({ 'Fn::Sub': v.string() });
const Join = v.strictObject({ 'Fn::Join': v.tuple([v.string(), v.array(v.unknown())]) });

/**
 * A value of the template as text.
 *
 * @throws {Error} for what this does not know: a policy that was misread would prove nothing.
 */
export const resolved = (template: Template, value: unknown): string => {
  if (typeof value === 'string') return value;
  if (v.is(Ref, value)) return referenceOf(template, value.Ref);
  if (v.is(Sub, value))
    return value['Fn::Sub'].replaceAll(/\$\{([^}]+)\}/g, (_all, name: string) => {
      const [id = '', attribute] = name.split('.');
      return attribute === undefined ? referenceOf(template, id) : attributeOf(template, id, attribute);
    });
  if (v.is(Join, value)) {
    const [between, parts] = value['Fn::Join'];
    return parts.map((part) => resolved(template, part)).join(between);
  }
  const attribute = v.safeParse(Attribute, value);
  const [id = '', name = ''] = attribute.success ? attribute.output['Fn::GetAtt'] : [];
  if (attribute.success) return attributeOf(template, id, name);
  throw new Error(`a policy says ${JSON.stringify(value)}, which is not understood`);
};

/** A `Ref`: of a secret its ARN, of what else is in policies its name. */
const referenceOf = (template: Template, id: string): string => {
  const pseudo = PSEUDO[id];
  if (pseudo !== undefined) return pseudo;
  const { Type } = template.Resources[id] ?? {};
  return Type === 'AWS::SecretsManager::Secret' ? arnOf(template, id) : nameOf(template, id);
};

const attributeOf = (template: Template, id: string, attribute: string): string => {
  if (attribute !== 'Arn') throw new Error(`a policy speaks of ${id}.${attribute}, which is not understood`);
  return arnOf(template, id);
};

const NAMES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SQS::Queue': 'QueueName',
};

const nameOf = (template: Template, id: string): string => {
  const { Type = 'no resource', Properties = {} } = template.Resources[id] ?? {};
  if (Type === 'AWS::S3::Bucket') return bucketName(template);
  const name = NAMES[Type];
  if (name === undefined) throw new Error(`a policy speaks of ${id} (${Type}), which is not understood`);
  return resolved(template, Properties[name]);
};

const arnOf = (template: Template, id: string): string => {
  const name = () => nameOf(template, id);
  switch (template.Resources[id]?.Type) {
    case 'AWS::DynamoDB::Table':
      return tableArn(name());
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${name()}`;
    case 'AWS::SecretsManager::Secret':
      return arn('secretsmanager', `secret:${name()}-AbCdEf`);
    case 'AWS::Lambda::Function':
      return functionArn(name());
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${name()}:*`);
    case 'AWS::SQS::Queue':
      return arn('sqs', name());
    case 'AWS::KMS::Key':
      return arn('kms', `key/${id}`);
    default:
      throw new Error(`a policy speaks of ${id}.Arn, which is not understood`);
  }
};
