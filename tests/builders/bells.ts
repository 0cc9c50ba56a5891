import { createRequire } from 'node:module';

/** One value of a metric, by what it was counted. */
export type Sample = Readonly<{
  namespace: string;
  metric: string;
  by: Readonly<Record<string, unknown>>;
  value: number;
  at: Date;
}>;

type Metric = Readonly<{
  Namespace: string;
  MetricName: string;
  Dimensions: readonly Readonly<{ Name: string; Value: unknown }>[];
}>;
type Query = Readonly<{
  Id: string;
  Expression?: string;
  MetricStat?: Readonly<{ Metric: Metric; Stat: string; Period: number }>;
}>;
type AlarmProperties = Metric &
  Readonly<{
    AlarmName: string;
    AlarmRule?: string;
    AlarmActions?: readonly unknown[];
    Metrics?: readonly Query[];
    Statistic: string;
    Period: number;
    EvaluationPeriods: number;
    ComparisonOperator: string;
    Threshold: number;
    TreatMissingData: string;
  }>;
type Resources = Readonly<Record<string, Readonly<{ Properties: AlarmProperties }>>>;

/** The alarms of a stack of the stage `local`, as resources/alarms.cjs makes them. */
const alarmsOfStage = async (): Promise<readonly AlarmProperties[]> => {
  const make = createRequire(import.meta.url)('../../resources/alarms.cjs');
  const { Resources }: { Resources: Resources } = await make({
    resolveVariable: async (name: string) => {
      const answer = ANSWERS[name];
      if (answer === undefined) throw new Error(`the bells do not know the variable ${name}`);
      return answer;
    },
  });
  return Object.values(Resources)
    .map(({ Properties }) => Properties)
    .filter(({ AlarmName }) => AlarmName !== undefined);
};

const ANSWERS: Readonly<Record<string, string>> = {
  'self:provider.stage': 'local',
  'self:service': 'privatenumber',
  'self:custom.settings.silenceMinutes': '120',
  'self:custom.settings.alarmEmail': '',
  'self:custom.settings.pageTopicArn': '',
  'self:custom.settings.ticketTopicArn': '',
};
const PREFIX = 'privatenumber-local-';

/** The metrics in the lines that functions write: in each set of dimensions that they are counted by. */
export const samplesIn = (lines: readonly string[]): readonly Sample[] =>
  lines
    .map((line) => JSON.parse(line))
    .filter((line) => '_aws' in line)
    .flatMap((line) =>
      line._aws.CloudWatchMetrics.flatMap(
        (group: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }) =>
          group.Dimensions.flatMap((names) =>
            group.Metrics.map(({ Name }) => ({
              namespace: group.Namespace,
              metric: Name,
              by: Object.fromEntries(names.map((name) => [name, line[name]])),
              value: line[Name],
              at: new Date(line._aws.Timestamp),
            })),
          ),
      ),
    );

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
};

/** The value of a metric in the period that ended so many periods ago; `undefined` without data. */
const dataOf = (
  samples: readonly Sample[],
  { Namespace, MetricName, Dimensions }: Metric,
  stat: string,
  [from, to]: readonly [number, number],
): number | undefined => {
  const wanted = JSON.stringify(Dimensions.map(({ Name, Value }) => [Name, Value]).sort());
  const values = samples.filter(
    ({ namespace, metric, by, at }) =>
      namespace === Namespace &&
      metric === MetricName &&
      JSON.stringify(Object.entries(by).sort()) === wanted &&
      at.getTime() > from &&
      at.getTime() <= to,
  );
  const statistic = STATISTICS[stat];
  if (statistic === undefined) throw new Error(`the bells do not know the statistic ${stat}`);
  return values.length === 0 ? undefined : statistic(values.map(({ value }) => value));
};

/** The two kinds of expressions that our alarms have. */
const computed = (expression: string, values: Readonly<Record<string, number | undefined>>) => {
  if (expression === 'SUM(METRICS())') {
    const known = Object.values(values).filter((value) => value !== undefined);
    return known.length === 0 ? undefined : STATISTICS['Sum']?.(known);
  }
  const [, least = '', count, percent, part = '', whole] =
    /^IF\((\w+) >= (\d+), (100 \* )?(\w+)(?: \/ (\w+))?, 0\)$/.exec(expression) ?? [];
  if (count === undefined) throw new Error(`the bells do not know the expression ${expression}`);
  const [counted, value, all] = [values[least], values[part], whole === undefined ? 1 : values[whole]];
  if (counted === undefined || value === undefined || all === undefined) return undefined;
  return counted >= Number(count) ? ((percent === undefined ? 1 : 100) * value) / all : 0;
};

const isBreaching = (alarm: AlarmProperties, samples: readonly Sample[], now: Date, ago: number) => {
  const seconds = alarm.Period ?? alarm.Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period;
  const end = now.getTime() - ago * seconds * 1000;
  const period = [end - seconds * 1000, end] as const;
  const value =
    alarm.Metrics === undefined
      ? dataOf(samples, alarm, alarm.Statistic, period)
      : computed(
          alarm.Metrics[0]?.Expression ?? '',
          Object.fromEntries(
            alarm.Metrics.flatMap(({ Id, MetricStat }) =>
              MetricStat === undefined
                ? []
                : [[Id, dataOf(samples, MetricStat.Metric, MetricStat.Stat, period)]],
            ),
          ),
        );
  if (value === undefined) return alarm.TreatMissingData === 'breaching';
  return alarm.ComparisonOperator === 'LessThanThreshold'
    ? value < alarm.Threshold
    : value >= alarm.Threshold;
};

const isRinging = (alarm: AlarmProperties, samples: readonly Sample[], now: Date): boolean =>
  Array.from({ length: alarm.EvaluationPeriods }, (_, ago) => ago).every((ago) =>
    isBreaching(alarm, samples, now, ago),
  );

/** `(A OR B) AND NOT (C OR D)` */
const rulesOn = (rule: string, ringing: readonly string[]): boolean => {
  const [parts = '', causes = ''] = rule
    .split(' AND NOT ')
    .map((half) => [...half.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name = '']) => name))
    .map((names) => (names.some((name) => ringing.includes(name)) ? 'rings' : ''));
  return parts === 'rings' && causes === '';
};

/** The bells that somebody hears at a moment, by the name of the alarm, as CloudWatch computes them from the samples until then. */
export const bellsAt = async (samples: readonly Sample[], now: Date): Promise<readonly string[]> => {
  const alarms = await alarmsOfStage();
  const ringing = alarms
    .filter(
      ({ AlarmRule, TreatMissingData }) => AlarmRule === undefined && TreatMissingData === 'notBreaching',
    )
    .filter((alarm) => isRinging(alarm, samples, now))
    .map(({ AlarmName }) => AlarmName);
  return alarms
    .filter(({ AlarmActions }) => AlarmActions !== undefined)
    .filter(({ AlarmName, AlarmRule }) =>
      AlarmRule === undefined ? ringing.includes(AlarmName) : rulesOn(AlarmRule, ringing),
    )
    .map(({ AlarmName }) => AlarmName.slice(PREFIX.length));
};
