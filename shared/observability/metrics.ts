/** Metrics that are counted by the stage alone, which is what alarms read. */
export const PLAIN_METRICS = [
  ...['bindingEndsStuck', 'bindingsDue', 'bindingsExpired', 'bindingsFailed', 'bindingsRecovered'],
  ...['bindingsReleased', 'configurationsNotRead', 'configuredNumbersRefused', 'itemsQuarantined'],
  ...['itemsUnreadable'],
  ...['nearestDeadlineHours', 'numberFailuresNotRecorded', 'oldestRecordingAgeSeconds', 'recordingsArchived'],
  ...['recordingsDue', 'recordingsLost', 'recordingsRemaining', 'recordingsRetried', 'recordingsSuspect'],
  ...['recordingsWaiting', 'webhooksNotFound'],
] as const;

/**
 * The other metrics, and by what each is counted beside the stage. Each list is one more metric for every value that it meets, at
 * 0.30 dollars a month (docs/operations.md, What they cost); `[]` is the one of the stage alone.
 */
export const DIVIDED_METRICS = {
  affectedBindings: [['state']],
  downloadExceptions: [['used']],
  extensionsResting: [['app']],
  itemsStored: [['kind']],
  numberReportsIgnored: [['because']],
  numbersLeftPool: [[], ['app']],
  numbersRefused: [[], ['app']],
  numbersReported: [['state']],
  platformCalls: [['outcome'], ['operation', 'outcome']],
  platformRefusals: [['code'], ['problem']],
  pushesFailed: [[], ['route']],
  pushesKept: [['kind']],
  pushesRefused: [['reason']],
  reconcileFailures: [[], ['app']],
  reconcileFindings: [[], ['app']],
  unbindNotFound: [[], ['app']],
} as const;

type DividedMetric = keyof typeof DIVIDED_METRICS;

/** Every metric of this project. Units follow the name: `...Seconds`, `...Bytes`, everything else is a count. */
export type MetricName = (typeof PLAIN_METRICS)[number] | DividedMetric;

/** The dimensions that a metric is counted by, the stage left out. */
export type DimensionOf<Name extends MetricName> = Name extends DividedMetric
  ? (typeof DIVIDED_METRICS)[Name][number][number]
  : never;

const LISTS: Readonly<Record<string, readonly (readonly string[])[] | undefined>> = DIVIDED_METRICS;

/** The sets of dimensions under which a metric is counted. */
export const dimensionSets = (name: string): readonly (readonly string[])[] =>
  (LISTS[name] ?? [[]]).map((by) => ['stage', ...by]);

/** Levels, of which a 0 says something. A 0 of another metric is not sent: no data says the same. */
export const isLevel = (name: string): boolean => /Hours$|AgeSeconds$/.test(name);
