// The functions as they are after a deployment, with their code and their rights.
import { createHash } from 'node:crypto';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import type { Template } from '../../tools/local-stack/template.ts';
import { expectSame, resourcesOfType } from './compare.ts';
import type { DeployedFunction } from './deployed-functions.ts';
import type { StandIn } from './stand-in.ts';

const FunctionProperties = v.looseObject({
  FunctionName: v.string(),
  Handler: v.string(),
  Runtime: v.string(),
  Timeout: v.number(),
  MemorySize: v.number(),
  Code: v.object({ S3Key: v.string() }),
  Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }),
});

/** Each function has the code of its zip, its variables without an open reference, and a role with the rights of the template. */
export const functionsAreAsWritten = async (
  standIn: StandIn,
  template: Template,
): Promise<{ remark: string; deployed: ReadonlyMap<string, DeployedFunction> }> => {
  const deployed = new Map<string, DeployedFunction>();
  const bucket = await deploymentBucket(standIn, template);
  for (const { Properties } of resourcesOfType(template, 'AWS::Lambda::Function')) {
    const written = v.parse(FunctionProperties, Properties);
    const { FunctionName } = written;
    const there = await standIn.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expectSame(
      [there.Handler, there.Runtime, there.Timeout, there.MemorySize],
      [written.Handler, written.Runtime, written.Timeout, written.MemorySize],
      FunctionName,
    );
    const zip = await objectOf(standIn, bucket, written.Code.S3Key);
    expectSame(
      there.CodeSha256,
      createHash('sha256').update(zip).digest('base64'),
      `code of ${FunctionName}`,
    );
    const variables = there.Environment?.Variables ?? {};
    expectSame(
      Object.keys(variables).sort(),
      Object.keys(written.Environment.Variables).sort(),
      FunctionName,
    );
    const open = Object.entries(variables).filter(([, value]) => value.includes('${'));
    expectSame(open, [], `variables of ${FunctionName}`);
    await roleIsAsWritten(standIn, template, there.Role ?? '', FunctionName);
    deployed.set(written.Handler.split('/')[1] ?? '', {
      name: FunctionName,
      handler: written.Handler,
      timeoutSeconds: written.Timeout,
      memoryMegabytes: written.MemorySize,
      variables,
      zip,
    });
  }
  return { remark: `${deployed.size} functions, each with its zip, variables and role`, deployed };
};

const deploymentBucket = async ({ s3 }: StandIn, template: Template): Promise<string> => {
  const [{ Properties } = { Properties: {} }] = resourcesOfType(template, 'AWS::Lambda::Function');
  const prefix = v.parse(v.looseObject({ FunctionName: v.string() }), Properties).FunctionName;
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const [, service = '', stage = ''] = /^([a-z]+)-([a-z0-9]+)-/.exec(prefix) ?? [];
  const name = Buckets.map(({ Name = '' }) => Name).find((one) =>
    one.startsWith(`${service}-${stage}-serverlessdeploymentbucket`),
  );
  if (name === undefined) throw new Error('no bucket of packages');
  return name;
};

const objectOf = async ({ s3 }: StandIn, Bucket: string, Key: string): Promise<Uint8Array> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
};

const Policies = v.looseObject({
  Policies: v.tuple([
    v.looseObject({
      PolicyName: v.string(),
      PolicyDocument: v.looseObject({ Statement: v.array(v.looseObject({ Action: v.array(v.string()) })) }),
    }),
  ]),
});
const FoundPolicy = v.looseObject({
  Statement: v.array(v.looseObject({ Action: v.array(v.string()), Resource: v.array(v.string()) })),
});

const roleIsAsWritten = async (
  { iam }: StandIn,
  template: Template,
  roleArn: string,
  functionName: string,
): Promise<void> => {
  const roleName = roleArn.split('/').at(-1) ?? '';
  const role = resourcesOfType(template, 'AWS::IAM::Role').find(({ id }) => roleName.includes(`-${id}-`));
  const [policy] = v.parse(Policies, role?.Properties).Policies;
  const answer = await iam.send(
    new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policy.PolicyName }),
  );
  const found = v.parse(FoundPolicy, policyOf(answer.PolicyDocument ?? ''));
  const actions = (statements: readonly { Action: readonly string[] }[]) =>
    statements.map(({ Action }) => Action);
  expectSame(actions(found.Statement), actions(policy.PolicyDocument.Statement), `rights of ${functionName}`);
  const strange = found.Statement.flatMap(({ Resource }) => Resource).filter(
    (one) => !one.startsWith('arn:'),
  );
  expectSame(strange, [], `resources of ${functionName}`);
};

/** moto answers a policy that CloudFormation made as Python writes it, `{'Version': …}`. */
const policyOf = (encoded: string): unknown => {
  const text = decodeURIComponent(encoded)
    .trim()
    .replace(/^"([\s\S]*)"$/, '$1');
  return JSON.parse(text.startsWith("{'") ? text.replaceAll("'", '"').replaceAll('None', 'null') : text);
};
