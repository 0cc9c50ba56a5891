import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
} from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { awsRegion } from '../../region.mjs';
import type { AskedStage } from '../ops/asked-stage.ts';
import { alarmQuestions } from './aws-alarms.ts';
import { storageQuestions } from './aws-storage.ts';
import type { Cloud } from './cloud.ts';
import { seen } from './seen.ts';

/** {@link Cloud} by the SDK, with the credentials and the region of the operator. */
export const createAwsCloud = ({ stage, region }: Pick<AskedStage, 'stage' | 'region'>): Cloud => {
  const settings = { region: region ?? (() => awsRegion(process.env)), maxAttempts: 2 };
  const stack = `privatenumber-${stage}`;
  const formation = new CloudFormationClient(settings);
  const lambda = new LambdaClient(settings);
  const events = new EventBridgeClient(settings);
  const topics = new SNSClient(settings);
  const secrets = new SecretsManagerClient(settings);
  return {
    ...storageQuestions(settings),
    ...alarmQuestions(settings, stack),

    outputs: () =>
      seen('cloudformation:DescribeStacks', async () => {
        const { Stacks = [] } = await formation.send(new DescribeStacksCommand({ StackName: stack }));
        const outputs = Stacks[0]?.Outputs ?? [];
        return Object.fromEntries(
          outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
        );
      }),

    functionNamed: (name) =>
      seen('lambda:GetFunctionConfiguration', async () => {
        const answer = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
        const { FunctionArn = '', State = '', LastUpdateStatus = '', LastModified = '' } = answer;
        return { arn: FunctionArn, state: State, lastUpdate: LastUpdateStatus, modifiedAt: LastModified };
      }),

    rulesOf: (functionArn) =>
      seen('events:ListRuleNamesByTarget, events:DescribeRule', async () => {
        const list = new ListRuleNamesByTargetCommand({ TargetArn: functionArn });
        const { RuleNames = [] } = await events.send(list);
        return Promise.all(
          RuleNames.map(async (name) => {
            const { State } = await events.send(new DescribeRuleCommand({ Name: name }));
            return { name, isEnabled: State === 'ENABLED' };
          }),
        );
      }),

    confirmedSubscriptions: (topicArn) =>
      seen('sns:ListSubscriptionsByTopic', async () => {
        let confirmed = 0;
        for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
          { client: topics },
          { TopicArn: topicArn },
        ))
          confirmed += Subscriptions.filter(({ SubscriptionArn = '' }) =>
            SubscriptionArn.startsWith('arn:'),
          ).length;
        return confirmed;
      }),

    secret: (name) =>
      seen('secretsmanager:DescribeSecret', async () => {
        const answer = await secrets.send(new DescribeSecretCommand({ SecretId: name }));
        const versions = Object.entries(answer.VersionIdsToStages ?? {});
        const [versionId = ''] = versions.find(([, stages]) => stages.includes('AWSCURRENT')) ?? [];
        return { versionId, changedAt: (answer.LastChangedDate ?? new Date(0)).toISOString() };
      }),
  };
};
