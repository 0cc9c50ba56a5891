// The stack as it is after a deployment, asked of the stand-in by API and held against the template.
import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import type { Template } from '../../tools/local-stack/template.ts';
import { expectSame, resourcesOfType } from './compare.ts';
import type { StandIn } from './stand-in.ts';

/** Every resource of the template is in the stack. */
export const stackHasAll = async (standIn: StandIn, stack: string, template: Template): Promise<string> => {
  const found = await resourceTypes(standIn, stack);
  const wanted = Object.entries(template.Resources);
  const missing = wanted.filter(([id, { Type }]) => found.get(id) !== Type).map(([id]) => id);
  if (missing.length > 0) throw new Error(`not made: ${missing.join(', ')}; a gap of the stand-in?`);
  return `${wanted.length} resources of ${new Set(wanted.map(([, { Type }]) => Type)).size} types`;
};

const resourceTypes = async ({ cloudformation }: StandIn, StackName: string) => {
  const types = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await cloudformation.send(new ListStackResourcesCommand({ StackName, NextToken }));
    for (const { LogicalResourceId = '', ResourceType = '' } of page.StackResourceSummaries ?? [])
      types.set(LogicalResourceId, ResourceType);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return types;
};

const TableProperties = v.looseObject({
  TableName: v.string(),
  BillingMode: v.string(),
  KeySchema: v.array(v.unknown()),
  GlobalSecondaryIndexes: v.optional(v.array(v.looseObject({ IndexName: v.string() })), []),
});

/** Each table has the keys, indexes and billing of the template. The stand-in's CloudFormation gives them no expiry and no point-in-time recovery. */
export const tablesAreAsWritten = async ({ dynamodb }: StandIn, template: Template): Promise<string> => {
  const tables = resourcesOfType(template, 'AWS::DynamoDB::Table').map(({ Properties }) =>
    v.parse(TableProperties, Properties),
  );
  let indexes = 0;
  for (const { TableName, KeySchema, GlobalSecondaryIndexes, BillingMode } of tables) {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    expectSame(Table?.KeySchema, KeySchema, `keys of ${TableName}`);
    const found = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema: keys, Projection }) => ({
      IndexName,
      KeySchema: keys,
      Projection,
    }));
    const wanted = GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys, Projection }) => ({
      IndexName,
      KeySchema: keys,
      Projection,
    }));
    expectSame(byName(found), byName(wanted), `indexes of ${TableName}`);
    expectSame(Table?.BillingModeSummary?.BillingMode, BillingMode, `billing of ${TableName}`);
    indexes += wanted.length;
  }
  return `${tables.length} tables, ${indexes} indexes`;
};

const byName = <Named extends { IndexName?: string | undefined }>(indexes: readonly Named[]) =>
  indexes.toSorted((one, other) => (one.IndexName ?? '').localeCompare(other.IndexName ?? ''));

/** Each schedule starts its function, and log groups forget. */
export const schedulesAndLogsAreAsWritten = async (
  { events, logs }: StandIn,
  stack: string,
  template: Template,
): Promise<string> => {
  const rules = resourcesOfType(template, 'AWS::Events::Rule');
  const { Rules = [] } = await events.send(new ListRulesCommand({ NamePrefix: `${stack}-` }));
  expectSame(Rules.length, rules.length, 'schedules');
  for (const { Name } of Rules) {
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
    if (!Targets[0]?.Arn?.includes(`:function:${stack}-`)) throw new Error(`${Name} starts nothing of ours`);
  }
  const groups = resourcesOfType(template, 'AWS::Logs::LogGroup');
  for (const { Properties } of groups) {
    const { LogGroupName, RetentionInDays } = v.parse(
      v.looseObject({ LogGroupName: v.string(), RetentionInDays: v.number() }),
      Properties,
    );
    const { logGroups = [] } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: LogGroupName }),
    );
    const there = logGroups.find(({ logGroupName }) => logGroupName === LogGroupName);
    expectSame(there?.retentionInDays, RetentionInDays, `days of ${LogGroupName}`);
  }
  return `${rules.length} schedules, ${groups.length} log groups`;
};

/** Nothing of a removed stack is there but its data. */
export const stackIsGone = async (
  { cloudformation, lambda, logs, events }: StandIn,
  stack: string,
): Promise<string> => {
  const status = await cloudformation.send(new DescribeStacksCommand({ StackName: stack })).then(
    ({ Stacks = [] }) => Stacks[0]?.StackStatus ?? 'none',
    () => 'none',
  );
  if (status !== 'none' && status !== 'DELETE_COMPLETE') throw new Error(`the stack is ${status}`);
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const left = Functions.filter(({ FunctionName = '' }) => FunctionName.startsWith(`${stack}-`));
  expectSame(left.length, 0, 'functions left');
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: `/aws/lambda/${stack}-` }),
  );
  expectSame(logGroups.length, 0, 'log groups left');
  const { Rules = [] } = await events.send(new ListRulesCommand({ NamePrefix: `${stack}-` }));
  expectSame(Rules.length, 0, 'schedules left');
  return 'no stack, function, schedule or log group';
};
