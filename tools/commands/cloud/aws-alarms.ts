import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  type CompositeAlarm,
  GetMetricStatisticsCommand,
  type MetricAlarm,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { Cloud, SeenAlarm } from './cloud.ts';
import { seen } from './seen.ts';

type Settings = Readonly<{ region: string | (() => Promise<string>); maxAttempts: number }>;

const PERIOD_SECONDS = 60;
/** CloudWatch answers with no more points at once. */
const MOST_POINTS = 1440;

/** The questions of {@link Cloud} to CloudWatch. */
export const alarmQuestions = (settings: Settings, stack: string): Pick<Cloud, 'alarms' | 'runsOf'> => {
  const client = new CloudWatchClient(settings);
  const points = async (functionName: string, metric: string, sinceSeconds: number) => {
    const end = new Date();
    const period = PERIOD_SECONDS * Math.ceil(sinceSeconds / PERIOD_SECONDS / MOST_POINTS);
    const command = new GetMetricStatisticsCommand({
      Namespace: 'AWS/Lambda',
      MetricName: metric,
      Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      StartTime: new Date(end.getTime() - sinceSeconds * 1000),
      EndTime: end,
      Period: period,
      Statistics: ['Sum'],
    });
    return (await client.send(command)).Datapoints ?? [];
  };
  return {
    alarms: () =>
      seen('cloudformation:ListStackResources, cloudwatch:DescribeAlarms', async () => {
        const found: SeenAlarm[] = [];
        const own = await alarmsOfStack(settings, stack);
        const asked = {
          AlarmNamePrefix: `${stack}-`,
          AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const],
        };
        for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms(
          { client },
          asked,
        ))
          found.push(
            ...[...MetricAlarms, ...CompositeAlarms]
              .filter(({ AlarmName = '' }) => own.has(AlarmName))
              .map((alarm) => seenAlarm(alarm, stack)),
          );
        return found;
      }),

    runsOf: (functionName, sinceSeconds) =>
      seen('cloudwatch:GetMetricStatistics', async () => {
        const [runs, errors] = await Promise.all([
          points(functionName, 'Invocations', sinceSeconds),
          points(functionName, 'Errors', sinceSeconds),
        ]);
        const total = (list: typeof runs) => list.reduce((sum, point) => sum + (point.Sum ?? 0), 0);
        const [last] = runs
          .flatMap(({ Timestamp }) => Timestamp?.toISOString() ?? [])
          .sort()
          .reverse();
        return {
          runs: total(runs),
          errors: total(errors),
          ...(last === undefined ? {} : { lastRunAt: last }),
        };
      }),
  };
};

/** The prefix alone would also take those of another stage: `prod-` begins the names of `prod-eu`. */
const alarmsOfStack = async (settings: Settings, stack: string): Promise<ReadonlySet<string>> => {
  const client = new CloudFormationClient(settings);
  const names = new Set<string>();
  // The id of a composite alarm is its ARN, that of another one its name.
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client },
    { StackName: stack },
  ))
    for (const { ResourceType = '', PhysicalResourceId = '' } of StackResourceSummaries)
      if (/^AWS::CloudWatch::(Composite)?Alarm$/.test(ResourceType))
        names.add(PhysicalResourceId.replace(/^arn:.*:alarm:/, ''));
  return names;
};

/** An alarm that tells of missing data rings without any. */
const isRinging = ({ StateValue, InsufficientDataActions = [] }: MetricAlarm | CompositeAlarm): boolean =>
  StateValue === 'ALARM' || (StateValue === 'INSUFFICIENT_DATA' && InsufficientDataActions.length > 0);

const seenAlarm = (alarm: MetricAlarm | CompositeAlarm, stack: string): SeenAlarm => ({
  name: (alarm.AlarmName ?? '').slice(stack.length + 1),
  isRinging: isRinging(alarm),
  hasActions: alarm.ActionsEnabled === true,
  topics: alarm.AlarmActions ?? [],
  since: (alarm.StateUpdatedTimestamp ?? new Date(0)).toISOString(),
});
