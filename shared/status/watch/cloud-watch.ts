import * as v from 'valibot';
import type { JsonCall, JsonService } from '../../aws/json-service.ts';
import { iso } from '../../kernel/clock.ts';

/** CloudWatch, for the lean client: the protocol that its SDK speaks as well. */
export const CLOUD_WATCH: JsonService = {
  name: 'monitoring',
  endpointVariable: 'AWS_ENDPOINT_URL_CLOUDWATCH',
  target: 'GraniteServiceVersion20100801',
  jsonVersion: '1.0',
  tries: 2,
  baseMs: 100,
};

const NextToken = v.optional(v.nullable(v.string()));

const Alarm = v.object({
  AlarmName: v.string(),
  AlarmDescription: v.optional(v.string(), ''),
  StateValue: v.string(),
  /** Seconds since 1970. */
  StateUpdatedTimestamp: v.optional(v.number(), 0),
  InsufficientDataActions: v.optional(v.array(v.string()), []),
});
type Alarm = v.InferOutput<typeof Alarm>;

const Alarms = v.object({
  MetricAlarms: v.optional(v.array(Alarm), []),
  CompositeAlarms: v.optional(v.array(Alarm), []),
  NextToken,
});

/** An alarm of this deployment. `page` is the name of its page. */
export type WatchedAlarm = Readonly<{ name: string; page: string; isRinging: boolean; since: string }>;

const MOST_PAGES = 10;

/** Reads the alarms of a stage. @throws what the call throws. */
export const readAlarms = async (call: JsonCall, stage: string): Promise<readonly WatchedAlarm[]> => {
  const prefix = `privatenumber-${stage}-`;
  const found: Alarm[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const input = {
      AlarmNamePrefix: prefix,
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: 100,
      ...(next === undefined ? {} : { NextToken: next }),
    };
    const page = v.parse(Alarms, await call('DescribeAlarms', input));
    found.push(...page.MetricAlarms, ...page.CompositeAlarms);
    next = page.NextToken ?? undefined;
    if (next === undefined) break;
  }
  return found.flatMap((alarm) => seenAlarm(alarm, prefix));
};

/**
 * The prefix alone would also take those of another stage: `prod-` begins the names of `prod-eu`. So the name has to be that of the
 * page which the alarm itself names, with a number behind it where one row became several alarms.
 */
const seenAlarm = (alarm: Alarm, prefix: string): readonly WatchedAlarm[] => {
  const name = alarm.AlarmName.slice(prefix.length);
  const [, page] = /docs\/runbook\/alarms\/([a-z0-9-]+)\.md$/.exec(alarm.AlarmDescription) ?? [];
  if (page === undefined || name.replace(/-\d+$/, '') !== page.replace(/-\d+$/, '')) return [];
  return [
    { name, page, isRinging: isRinging(alarm), since: iso(new Date(alarm.StateUpdatedTimestamp * 1000)) },
  ];
};

/** An alarm that tells of missing data rings without any. */
const isRinging = ({ StateValue, InsufficientDataActions }: Alarm): boolean =>
  StateValue === 'ALARM' || (StateValue === 'INSUFFICIENT_DATA' && InsufficientDataActions.length > 0);

/** A sum over time: a metric by its name and dimensions, in periods of so many seconds. */
export type AskedSeries = Readonly<{
  namespace: string;
  metric: string;
  dimensions: Readonly<Record<string, string>>;
  periodSeconds: number;
}>;

/** The sum of a period that begins then (ISO 8601 UTC). Periods without data are left out. */
export type SeriesPoint = Readonly<{ at: string; sum: number }>;

const Results = v.object({
  MetricDataResults: v.array(
    v.object({ Id: v.string(), Timestamps: v.array(v.number()), Values: v.array(v.number()) }),
  ),
  NextToken,
});

/** Reads several series at once, each in the place of its question. @throws what the call throws. */
export const readSeries = async (
  call: JsonCall,
  asked: readonly AskedSeries[],
  { from, to }: Readonly<{ from: Date; to: Date }>,
): Promise<readonly (readonly SeriesPoint[])[]> => {
  const points = asked.map((): SeriesPoint[] => []);
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const input = {
      MetricDataQueries: asked.map(queryOf),
      StartTime: from.getTime() / 1000,
      EndTime: to.getTime() / 1000,
      ScanBy: 'TimestampAscending',
      ...(next === undefined ? {} : { NextToken: next }),
    };
    const page = v.parse(Results, await call('GetMetricData', input));
    for (const { Id, Timestamps, Values } of page.MetricDataResults)
      points[Number(Id.slice(1))]?.push(
        ...Timestamps.map((at, index) => ({ at: iso(new Date(at * 1000)), sum: Values[index] ?? 0 })),
      );
    next = page.NextToken ?? undefined;
    if (next === undefined) break;
  }
  return points;
};

const queryOf = ({ namespace, metric, dimensions, periodSeconds }: AskedSeries, index: number) => ({
  Id: `s${index}`,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: periodSeconds,
    Stat: 'Sum',
  },
});
