// Every alarm, as data: resources/alarms.cjs makes the resources. `page`: customers are hurt now, or something is lost for
// good within hours. `ticket`: it can wait until the morning. Each has its page, docs/runbook/alarms/<name>.md.
//
//   metric, by       a metric of ours (shared/observability/metrics.ts) by the stage, and by a value of a dimension where `by` says one
//   aws              in its place: a metric of AWS, see `AWS_METRICS` in alarms.cjs
//   statistic        Sum unless said; `at`: the threshold, from it on (`below`: under it), 1 unless said, or a setting of the
//                    deployment
//   seconds, times   so many periods in a row; one of 300 seconds unless said. A period slides: it ends now, not with the hour
//   least            the metric counts only where this other one was counted so often in the same period
//   share            percent of these requests, and none below so many
//   noData           'rings' where data that stop are a bad sign, so that the state INSUFFICIENT_DATA rings and not ALARM: a new alarm
//                    begins in it, and rings nobody. Elsewhere no data says that nothing happened
//   partOf           tells nobody: the composite alarm of this name does, unless one of its causes rings

// Alarms about failures look at an hour or more, so that they ring at night as well, when a bind comes every quarter of an hour.
// A cause that keeps a composite alarm silent lasts as long as what follows from it: a lock-out is half an hour and that.

const MINUTES = 60;
const HOURS = 3600;
const DAY = 24 * HOURS;

const ALARMS = [
  // The platform does not work with us.
  {
    name: 'platform-locked-out',
    severity: 'page',
    metric: 'lockOuts',
    seconds: 90 * MINUTES,
    means:
      'The platform has locked us out, or three authentications in a row failed; no call leaves for 30 minutes.',
  },
  {
    name: 'arrears',
    severity: 'page',
    metric: 'platformProblems',
    by: { problem: 'account-suspended' },
    seconds: HOURS,
    means: 'The account or an application at the platform is suspended: arrears, mostly.',
  },
  {
    name: 'not-on-whitelist',
    severity: 'page',
    metric: 'platformRefusals',
    by: { code: '1020166' },
    seconds: HOURS,
    means: 'The platform refuses our address: it is not on the whitelist of the application (1020166).',
  },
  {
    name: 'wrong-mode',
    severity: 'ticket',
    metric: 'platformRefusals',
    by: { code: '1010040' },
    seconds: HOURS,
    means: 'An application has another mode than our configuration says (1010040).',
  },
  {
    name: 'platform-throttled',
    severity: 'ticket',
    metric: 'platformProblems',
    by: { problem: 'platform-throttled' },
    at: 3,
    seconds: HOURS,
    means: 'The platform asks for fewer calls.',
  },
  {
    name: 'clock-skew',
    severity: 'page',
    metric: 'clocksApart',
    at: 3,
    seconds: HOURS,
    means: "The platform's clock and ours are apart, or it refuses the time of our signatures (1010013).",
  },

  // Pushes do not come in.
  {
    name: 'pushes-missing',
    severity: 'page',
    metric: 'minutesWithoutPush',
    statistic: 'Maximum',
    at: { setting: 'silenceMinutes' },
    seconds: 30 * MINUTES,
    means: 'No push of an app has come for too long, while its calls are to be expected.',
  },
  {
    name: 'measure-state-silent',
    severity: 'ticket',
    aws: 'measuring-runs',
    below: 1,
    seconds: 30 * MINUTES,
    times: 2,
    noData: 'rings',
    means: 'Nothing measures any more: pushes that stay away and items in quarantine ring nobody.',
  },
  {
    name: 'pushes-refused',
    severity: 'page',
    metric: 'signedPushesRefused',
    at: 3,
    seconds: 15 * MINUTES,
    means: 'Pushes of an app of ours are refused (401): a wrong secret, or a clock.',
  },
  {
    name: 'pushes-of-unknown-apps',
    severity: 'ticket',
    metric: 'pushesRefused',
    by: { reason: 'unknown-app' },
    at: 10,
    seconds: 6 * HOURS,
    means:
      'Pushes of an app that the configuration does not have are refused (401), or somebody makes them up.',
  },
  {
    name: 'pushes-unsigned',
    severity: 'ticket',
    metric: 'pushesRefused',
    by: { reason: 'missing' },
    at: 20,
    seconds: 15 * MINUTES,
    means: 'Many pushes come without a signature and are refused (401).',
  },
  {
    name: 'pushes-failed',
    severity: 'page',
    metric: 'pushesFailed',
    means: 'A push was answered with a 5xx. It comes again for five hours and then never.',
  },
  {
    name: 'webhooks-not-found',
    severity: 'ticket',
    metric: 'webhooksNotFound',
    at: 3,
    seconds: 15 * MINUTES,
    means: 'Something went to an address that no webhook has: perhaps the platform, by a mistyped console.',
  },
  {
    name: 'pushes-quarantined',
    severity: 'ticket',
    metric: 'itemsQuarantined',
    means: 'A push, or an item of one, could not be read or stored; it may be the CDR of a recording.',
  },
  {
    name: 'quarantine-not-empty',
    severity: 'ticket',
    metric: 'quarantineItems',
    statistic: 'Maximum',
    seconds: 30 * MINUTES,
    times: 2,
    means: 'Items are in quarantine that nobody has brought in.',
  },

  // Usage and bills.
  {
    name: 'usage-not-counted',
    severity: 'ticket',
    metric: 'usageNotCounted',
    at: 3,
    seconds: 6 * HOURS,
    means:
      'Usage is not counted, or records came when it could not be counted any more: bills would be too low.',
  },
  {
    name: 'count-usage-silent',
    severity: 'ticket',
    aws: 'counting-runs',
    below: 1,
    seconds: 30 * MINUTES,
    times: 2,
    noData: 'rings',
    means: 'Nothing counts usage any more: what `GET /usage` tells is getting old.',
  },

  // Our own service.
  {
    name: 'configuration-not-read',
    severity: 'page',
    metric: 'configurationsNotRead',
    seconds: HOURS,
    means:
      'A function cannot read its document in the secret, or the document is refused: it answers 503, fails, or goes on with an old one.',
  },
  {
    name: 'items-unreadable',
    severity: 'page',
    metric: 'itemsUnreadable',
    means: 'A stored item cannot be opened: a data key is missing, or the item is broken.',
  },
  {
    name: 'erasures-undone',
    severity: 'ticket',
    metric: 'erasuresUndone',
    means:
      'An erasure of a person was given up after eight days with something left, or with items that could not be opened.',
  },
  {
    name: 'manage-privacy-silent',
    severity: 'ticket',
    aws: 'privacy-runs',
    below: 1,
    seconds: 15 * MINUTES,
    times: 2,
    noData: 'rings',
    means: 'Erasures of persons do not look again, and ends of CDRs do not follow their recordings.',
  },
  {
    name: 'events-late',
    severity: 'page',
    aws: 'events-age',
    statistic: 'Maximum',
    at: 2 * HOURS * 1000,
    means: 'The business hears of nothing for two hours; after a day the first changes are lost to it.',
  },
  {
    name: 'events-untold',
    severity: 'ticket',
    aws: 'untold-events',
    statistic: 'Maximum',
    means: 'Something could not be told to the business and waits in the queue.',
  },
  {
    name: 'publish-events-silent',
    severity: 'ticket',
    aws: 'events-runs',
    below: 1,
    times: 3,
    noData: 'rings',
    means: 'Expiries that nobody writes are not told to the business.',
  },
  {
    name: 'export-records-silent',
    severity: 'ticket',
    aws: 'export-runs',
    below: 1,
    seconds: 30 * MINUTES,
    times: 2,
    noData: 'rings',
    means: 'Finished days are not exported.',
  },
  {
    name: 'report-numbers-silent',
    severity: 'ticket',
    aws: 'report-runs',
    below: 1,
    seconds: 3 * HOURS,
    times: 1,
    noData: 'rings',
    means: 'The states of reported A numbers are not read from the platform.',
  },
  {
    name: 'reports-not-refreshed',
    severity: 'ticket',
    metric: 'reportRefreshFailures',
    at: 3,
    seconds: 6 * HOURS,
    means: 'The platform does not tell the states of reported A numbers, three hours in a row.',
  },
  {
    name: 'keys-refused',
    severity: 'ticket',
    metric: 'keysRefused',
    at: 20,
    seconds: 6 * HOURS,
    means: 'Many requests to our API come without a valid key.',
  },
  {
    name: 'keys-expiring',
    severity: 'ticket',
    metric: 'keysExpiring',
    seconds: DAY,
    means: 'The key of a caller ends within fourteen days.',
  },
  {
    name: 'webhook-errors',
    severity: 'page',
    aws: 'webhook-errors',
    means: 'A webhook ended without an answer of its own.',
  },
  {
    name: 'schedule-errors',
    severity: 'page',
    aws: 'schedule-errors',
    means: 'A scheduled function ended without a result of its own.',
  },
  {
    name: 'api-errors',
    severity: 'page',
    aws: 'api-errors',
    partOf: 'service-degraded',
    means: 'A function of our API ended without an answer of its own.',
  },
  {
    name: 'function-throttles',
    severity: 'page',
    aws: 'throttles',
    means: 'Lambda turned away runs of webhooks or schedules: too many at a time.',
  },
  {
    name: 'api-5xx',
    severity: 'page',
    aws: 'api-5xx',
    share: { of: 'api-requests', least: 3 },
    seconds: HOURS,
    partOf: 'service-degraded',
    means: 'Of the answers of our API one of a hundred or more is a 5xx.',
  },

  // Bindings and numbers.
  {
    name: 'bind-failures',
    severity: 'page',
    metric: 'bindFailurePercent',
    statistic: 'Average',
    at: 20,
    seconds: HOURS,
    least: { metric: 'bindFailures', count: 3 },
    partOf: 'service-degraded',
    means: 'One bind of five or more fails by no fault of its caller.',
  },
  {
    name: 'binds-all-failing',
    severity: 'page',
    metric: 'bindFailurePercent',
    statistic: 'Minimum',
    at: 100,
    seconds: 6 * HOURS,
    least: { metric: 'bindFailures', count: 3 },
    partOf: 'service-degraded',
    means: 'For six hours every bind has failed by no fault of its caller, and there were three or more.',
  },
  {
    name: 'numbers-refused',
    severity: 'page',
    metric: 'numbersRefused',
    partOf: 'service-degraded',
    means: 'The platform refuses every private number of a bind.',
  },
  {
    name: 'numbers-lost',
    severity: 'page',
    metric: 'numbersLost',
    means: 'Private numbers may not be used any more; people may live on them.',
  },
  {
    name: 'numbers-unknown',
    severity: 'ticket',
    metric: 'numbersUnknown',
    means: 'The platform reports on private numbers that no pool has.',
  },
  {
    name: 'pool-nearly-empty',
    severity: 'ticket',
    metric: 'poolUsedPercent',
    statistic: 'Maximum',
    at: 80,
    seconds: HOURS,
    means: 'Of the numbers of an app and city four of five are taken for somebody; soon there is none.',
  },
  {
    name: 'pool-low',
    severity: 'ticket',
    metric: 'poolsLow',
    statistic: 'Maximum',
    seconds: 30 * MINUTES,
    times: 2,
    means: 'The numbers of an app in a city run out, as its report of every quarter of an hour says.',
  },
  {
    name: 'unbinds-not-found',
    severity: 'ticket',
    metric: 'unbindNotFound',
    at: 20,
    seconds: 15 * MINUTES,
    partOf: 'work-behind',
    means: 'The platform does not have many of the bindings that we end: arrears, or somebody else unbinds.',
  },
  {
    name: 'binding-ends-stuck',
    severity: 'ticket',
    metric: 'bindingEndsStuck',
    seconds: 2 * HOURS,
    partOf: 'work-behind',
    means:
      'A binding cannot be ended at the platform for an hour or more; its people may still be connected.',
  },
  {
    name: 'sweeper-behind',
    severity: 'ticket',
    metric: 'bindingsDue',
    times: 4,
    partOf: 'work-behind',
    means: 'The sweeper leaves work undone, run after run.',
  },
  {
    name: 'sweeper-silent',
    severity: 'page',
    aws: 'sweeper-runs',
    below: 1,
    times: 3,
    noData: 'rings',
    means: 'No sweeper has run for a quarter of an hour or more; bindings do not end.',
  },
  {
    name: 'reconcile-silent',
    severity: 'ticket',
    aws: 'comparing-runs',
    below: 1,
    seconds: DAY,
    times: 1,
    noData: 'rings',
    means: 'We and the platform were not compared for a day or more.',
  },
  {
    name: 'reconcile-findings',
    severity: 'ticket',
    metric: 'reconcileFindings',
    seconds: DAY,
    means: 'This night we and the platform did not have the same bindings.',
  },
  {
    name: 'reconcile-failures',
    severity: 'ticket',
    metric: 'reconcileFailures',
    partOf: 'work-behind',
    means: 'An app could not be compared with the platform this night.',
  },

  // Recordings: the platform deletes one seven days after its CDR.
  {
    name: 'archiver-silent',
    severity: 'page',
    aws: 'archiver-runs',
    below: 1,
    times: 3,
    noData: 'rings',
    means: 'No archiver has run for a quarter of an hour or more; recordings do not come in.',
  },
  {
    name: 'manage-recordings-silent',
    severity: 'ticket',
    aws: 'recordings-runs',
    below: 1,
    seconds: 15 * MINUTES,
    times: 2,
    noData: 'rings',
    means: 'Erasures of recordings do not look again.',
  },
  {
    name: 'recordings-late',
    severity: 'ticket',
    metric: 'oldestRecordingAgeSeconds',
    statistic: 'Maximum',
    at: 24 * HOURS,
    times: 3,
    means: 'A recording waits for a day.',
  },
  {
    name: 'recordings-in-danger',
    severity: 'ticket',
    metric: 'nearestDeadlineHours',
    statistic: 'Minimum',
    below: 96,
    means: 'A recording is gone in less than four days.',
  },
  {
    name: 'recordings-last-day',
    severity: 'page',
    metric: 'nearestDeadlineHours',
    statistic: 'Minimum',
    below: 24,
    means: 'A recording is gone within a day.',
  },
  {
    name: 'recordings-paused',
    severity: 'ticket',
    metric: 'recordingsPaused',
    seconds: HOURS,
    means: 'Recordings wait because their app is paused: arrears, a lock-out, refused credentials.',
  },
  {
    name: 'recordings-paused-deadline',
    severity: 'page',
    metric: 'pausedDeadlineHours',
    statistic: 'Minimum',
    below: 48,
    seconds: HOURS,
    means: 'The app of a recording is paused, and the recording is gone within two days.',
  },
  { name: 'recordings-lost', severity: 'page', metric: 'recordingsLost', means: 'A recording is lost.' },
];

/** Causes that ring by themselves, and bring about what follows from them. */
const CAUSES = ['platform-locked-out', 'arrears', 'not-on-whitelist', 'clock-skew', 'configuration-not-read'];

/** Alarms over other alarms: any that is `partOf` it rings, and none of the causes. */
const COMPOSITES = [
  {
    name: 'service-degraded',
    severity: 'page',
    causes: CAUSES,
    means: 'Callers of our API are not served, and no alarm of a cause rings.',
  },
  {
    name: 'work-behind',
    severity: 'ticket',
    causes: [...CAUSES, 'platform-throttled'],
    means: 'Work with the platform is left undone, and no alarm of a cause rings.',
  },
];

module.exports = { ALARMS, COMPOSITES };
