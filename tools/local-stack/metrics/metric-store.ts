import * as v from 'valibot';

/** The line of a function in the embedded metric format of CloudWatch Logs. */
const Line = v.looseObject({
  _aws: v.object({
    Timestamp: v.number(),
    CloudWatchMetrics: v.array(
      v.object({
        Namespace: v.string(),
        Dimensions: v.array(v.array(v.string())),
        Metrics: v.array(v.object({ Name: v.string() })),
      }),
    ),
  }),
});

/** A metric as it is asked for: its dimensions are all of its dimensions. */
export type AskedMetric = Readonly<{
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
}>;

type Value = Readonly<{ at: number; value: number }>;

/** Sums by the begin of their period, in seconds since 1970. */
type Sums = ReadonlyMap<number, number>;

const MOST_VALUES = 200_000;

/** Keeps what functions count in their log, as CloudWatch does; the oldest values are forgotten. */
export const createMetricStore = () => {
  const values = new Map<string, Value[]>();
  let kept = 0;
  return {
    /** Takes in a line of a log; one that counts nothing is passed over. */
    hear: (line: string): void => {
      const start = line.indexOf('{"_aws"');
      const counted = start < 0 ? undefined : parsed(line.slice(start));
      if (counted === undefined) return;
      for (const [key, value] of valuesIn(counted)) {
        const list = values.get(key) ?? [];
        values.set(key, list);
        list.push(value);
        kept += 1;
        if (kept > MOST_VALUES) kept -= list.splice(0, 1).length;
      }
    },
    /** The sums of a metric from one moment to another, which are in seconds since 1970. */
    sums: (asked: AskedMetric, from: number, to: number, periodSeconds: number): Sums => {
      const sums = new Map<number, number>();
      for (const { at, value } of values.get(keyOf(asked)) ?? []) {
        const period = Math.floor(at / periodSeconds) * periodSeconds;
        if (at >= from && at < to) sums.set(period, (sums.get(period) ?? 0) + value);
      }
      return sums;
    },
  };
};
export type MetricStore = ReturnType<typeof createMetricStore>;

const parsed = (text: string): v.InferOutput<typeof Line> | undefined => {
  try {
    return v.parse(Line, JSON.parse(text));
  } catch {
    return undefined;
  }
};

const valuesIn = (line: v.InferOutput<typeof Line>): readonly (readonly [string, Value])[] =>
  line._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.flatMap(({ Name: name }) => {
        const value = line[name];
        const dimensions = Object.fromEntries(names.map((one) => [one, String(line[one])]));
        return typeof value === 'number'
          ? [[keyOf({ namespace, name, dimensions }), { at: line._aws.Timestamp / 1000, value }] as const]
          : [];
      }),
    ),
  );

const keyOf = ({ namespace, name, dimensions }: AskedMetric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
