/**
 * Every metric of this project, and by what it is counted: by the stage alone, which is what alarms read, and where dimensions
 * stand here also by the stage and all of them. Each value of a dimension is one more metric, at 0.30 dollars a month
 * (docs/operations.md, Cost of watching), so dimensions have few values.
 *
 * Units follow the name: `...Seconds`, `...Bytes`, `...Percent`, everything else is a count. The bundles do not have this list: it
 * is for the types, for tests, and for whoever looks for a metric.
 */
export const METRICS = {
  affectedBindings: ['state'],
  apiKeysIgnored: [],
  bindFailurePercent: [],
  bindFailures: ['code'],
  bindingEndsStuck: [],
  bindingsDue: [],
  bindingsExpired: [],
  bindingsFailed: [],
  bindingsMoved: [],
  bindingsNotMoved: [],
  bindingsRecovered: [],
  bindingsReleased: [],
  bindsNotReported: ['app'],
  cdrLagSeconds: [],
  clocksApart: [],
  configurationsNotRead: ['reason'],
  configuredNumbersRefused: [],
  downloadExceptions: ['used'],
  erasuresUndone: [],
  eventsPublished: [],
  eventsUntold: [],
  extensionsResting: ['app'],
  itemsQuarantined: [],
  itemsStored: ['kind'],
  itemsUnreadable: [],
  keysExpiring: [],
  keysRefused: [],
  lockOuts: [],
  minutesWithoutPush: ['app'],
  nearestDeadlineHours: [],
  numberFailuresNotRecorded: [],
  numberReportsIgnored: ['because'],
  numbersLeftPool: ['app'],
  numbersLost: [],
  numbersRefused: ['app'],
  numbersReported: ['state'],
  numbersUnknown: [],
  oldestRecordingAgeSeconds: [],
  pausedDeadlineHours: [],
  platformCalls: ['operation', 'outcome'],
  platformProblems: ['problem'],
  platformRefusals: ['code'],
  poolsLow: [],
  poolUsedPercent: ['app', 'area'],
  pushesFailed: ['route'],
  pushesKept: ['kind'],
  pushesRefused: ['reason'],
  quarantineItems: [],
  reconcileFailures: ['app'],
  reconcileFindings: ['app'],
  recordingsArchived: [],
  recordingsDue: [],
  recordingsLost: [],
  recordingsPaused: [],
  recordingsRemaining: [],
  recordingsRetried: [],
  recordingsSuspect: [],
  recordingsWaiting: [],
  reportRefreshFailures: [],
  signedPushesRefused: [],
  unbindNotFound: ['app'],
  usageNotCounted: [],
  webhooksNotFound: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MetricName = keyof typeof METRICS;

/** The dimensions that a metric is counted by, the stage left out. */
export type DimensionOf<Name extends MetricName> = (typeof METRICS)[Name][number];
