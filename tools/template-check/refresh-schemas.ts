// Writes schemas.json: the types of resources that the template uses, out of the schemas of the CloudFormation registry as cfn-lint
// brings them (MIT-0, https://github.com/aws-cloudformation/cfn-lint), cut down to what the check reads. Run by hand, with
// cfn-lint installed, when a type is added or when AWS has something new:
//
//   node tools/with-node24.mjs tools/template-check/refresh-schemas.ts
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const FILE = fileURLToPath(new URL('schemas.json', import.meta.url));

const TYPES = [
  ...['Api', 'Authorizer', 'Integration', 'Route', 'Stage'].map((name) => `AWS::ApiGatewayV2::${name}`),
  ...['Alarm', 'CompositeAlarm', 'Dashboard'].map((name) => `AWS::CloudWatch::${name}`),
  'AWS::DynamoDB::Table',
  ...['ApiDestination', 'Connection', 'EventBus', 'Rule'].map((name) => `AWS::Events::${name}`),
  'AWS::IAM::Role',
  ...['Alias', 'Key'].map((name) => `AWS::KMS::${name}`),
  ...['EventInvokeConfig', 'EventSourceMapping', 'Function', 'Permission'].map(
    (name) => `AWS::Lambda::${name}`,
  ),
  ...['LogGroup', 'MetricFilter', 'ResourcePolicy'].map((name) => `AWS::Logs::${name}`),
  ...['Bucket', 'BucketPolicy'].map((name) => `AWS::S3::${name}`),
  'AWS::SecretsManager::Secret',
  ...['Topic', 'TopicPolicy'].map((name) => `AWS::SNS::${name}`),
  ...['Queue', 'QueuePolicy'].map((name) => `AWS::SQS::${name}`),
];

/** Choices that the registry leaves open. Source: the pages of the properties in the CloudFormation template reference. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table BillingMode': ['PAY_PER_REQUEST', 'PROVISIONED'],
  'AWS::DynamoDB::Table AttributeType': ['B', 'N', 'S'],
  'AWS::DynamoDB::Table KeyType': ['HASH', 'RANGE'],
  'AWS::DynamoDB::Table ProjectionType': ['ALL', 'INCLUDE', 'KEYS_ONLY'],
};

const PYTHON = `
import importlib.metadata, json, sys
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER as manager
schemas = {name: manager.get_resource_schema('us-east-1', name).schema for name in json.load(sys.stdin)}
print(json.dumps({'version': importlib.metadata.version('cfn-lint'), 'schemas': schemas}))
`;

type Schema = Readonly<Record<string, unknown>>;
const AnySchema = v.record(v.string(), v.unknown());
const Answer = v.object({ version: v.string(), schemas: v.record(v.string(), AnySchema) });

/** The keywords that the check reads; everything else is description, or a rule that only cfn-lint knows. */
const KEYWORDS = new Set(
  [
    ...['type', 'required', 'enum', 'const', 'additionalProperties', '$ref', 'items'],
    ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ].concat('pattern', 'properties', 'patternProperties', 'definitions'),
);
/** Their values are schemas by name. */
const NAMED = new Set(['properties', 'patternProperties', 'definitions']);

const isSchema = (value: unknown): value is Schema => v.is(AnySchema, value) && !Array.isArray(value);

const compact = (schema: Schema, path: (name: string) => string): Schema => {
  const kept = Object.entries(chosen(schema)).flatMap(([key, value]): [string, unknown][] => {
    if (!KEYWORDS.has(key)) return [];
    if (NAMED.has(key) && isSchema(value)) return [[key, byName(value, path)]];
    if (key === 'pattern') return patternOf(value);
    return [[key, isSchema(value) ? compact(value, path) : value]];
  });
  return Object.fromEntries(kept);
};

const byName = (schemas: Schema, path: (name: string) => string): Schema =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const made = isSchema(schema) ? compact(schema, path) : schema;
      const choice = CHOICES[path(name)];
      return [name, choice === undefined || !isSchema(made) ? made : { ...made, enum: choice }];
    }),
  );

/** Of several forms the first: the others are text with JSON in it, which the template has none of. */
const chosen = (schema: Schema): Schema => {
  const forms = [schema['oneOf'], schema['anyOf']].find(Array.isArray) ?? [];
  const first: unknown = forms.find((form: unknown) => isSchema(form) && ('$ref' in form || 'type' in form));
  return 'type' in schema || '$ref' in schema || !isSchema(first) ? schema : { ...schema, ...first };
};

/** In JavaScript's notation; one that it does not have is left out. */
const patternOf = (python: unknown): [string, unknown][] => {
  const pattern = String(python).replaceAll('\\Z', '$').replaceAll('\\A', '^');
  try {
    new RegExp(pattern);
    return [['pattern', pattern]];
  } catch {
    return [];
  }
};

/** Read-only properties are what `Fn::GetAtt` may ask for, and not what a template may set. */
const typeOf = (name: string, schema: Schema): Schema => {
  const readOnly = v
    .parse(v.optional(v.array(v.string()), []), schema['readOnlyProperties'])
    .map((pointer) => pointer.replace('/properties/', '').replaceAll('/', '.'));
  const { properties, ...rest } = compact(schema, (property) => `${name} ${property}`);
  const settable = Object.entries(v.parse(AnySchema, properties)).filter(([one]) => !readOnly.includes(one));
  return { attributes: readOnly, schema: { ...rest, properties: Object.fromEntries(settable) } };
};

const python = spawnSync('python3', ['-c', PYTHON], {
  input: JSON.stringify(TYPES),
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
if (python.status !== 0)
  throw new Error(`cfn-lint cannot be read: ${python.error?.message ?? python.stderr}`);
const { version, schemas } = v.parse(Answer, JSON.parse(python.stdout));
const lines = Object.entries(schemas).map(
  ([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(typeOf(name, schema))}`,
);
const source = `CloudFormation registry of us-east-1, by cfn-lint ${version} (MIT-0); made by refresh-schemas.ts`;
writeFileSync(
  FILE,
  `{\n  "source": ${JSON.stringify(source)},\n  "types": {\n${lines.join(',\n')}\n  }\n}\n`,
);
process.stdout.write(`${TYPES.length} types of cfn-lint ${version}\n`);
