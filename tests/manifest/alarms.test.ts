import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_NAMESPACE } from '../../shared/observability/logger.ts';
import { ROOT, type Template } from '../../tools/local-stack/template.ts';
import { packagedTemplate, resourcesOf } from './expect-template.ts';
import { countedSets } from './metrics-in-code.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const PREFIX = 'privatenumber-prod-';
const PAGES = 'docs/runbook/alarms';

type Properties = Template['Resources'][string]['Properties'];
const alarms = (): readonly Properties[] => [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()];
const composites = (): readonly Properties[] => [
  ...resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').values(),
];
const nameOf = ({ AlarmName }: Properties): string => String(AlarmName).slice(PREFIX.length);
const named = (name: string): Properties | undefined =>
  [...alarms(), ...composites()].find((alarm) => nameOf(alarm) === name);

const page = { AlarmActions: [{ Ref: 'PageTopic' }], OKActions: [{ Ref: 'PageTopic' }] };
const ticket = { AlarmActions: [{ Ref: 'TicketTopic' }], OKActions: [{ Ref: 'TicketTopic' }] };
const silent = { AlarmActions: undefined, OKActions: undefined };

const byStage = (...more: readonly (readonly [string, string])[]) => [
  { Name: 'stage', Value: 'prod' },
  ...more.map(([Name, Value]) => ({ Name, Value })),
];
const atLeast = (Threshold: number) => ({
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  Threshold,
});
const below = (Threshold: number) => ({ ComparisonOperator: 'LessThanThreshold', Threshold });

/** The alarms, whom each rings for, and when; from the reasons in docs/adr/0047 and the pages of the vendor. */
type Pairs = readonly (readonly [string, string])[];
const EXPECTED: readonly (readonly [name: string, tells: object, watches: object, by?: Pairs])[] = [
  ['platform-locked-out', page, { MetricName: 'lockOuts', Period: 5400, ...atLeast(1) }],
  [
    'arrears',
    page,
    { MetricName: 'platformProblems', Period: 3600, ...atLeast(1) },
    [['problem', 'account-suspended']],
  ],
  [
    'not-on-whitelist',
    page,
    { MetricName: 'platformRefusals', Period: 3600, ...atLeast(1) },
    [['code', '1020166']],
  ],
  [
    'wrong-mode',
    ticket,
    { MetricName: 'platformRefusals', Period: 3600, ...atLeast(1) },
    [['code', '1010040']],
  ],
  [
    'platform-throttled',
    ticket,
    { MetricName: 'platformProblems', Period: 3600, ...atLeast(3) },
    [['problem', 'platform-throttled']],
  ],
  ['clock-skew', page, { MetricName: 'clocksApart', Period: 3600, ...atLeast(3) }],
  [
    'pushes-missing',
    page,
    {
      MetricName: 'minutesWithoutPush',
      Statistic: 'Maximum',
      Period: 1800,
      EvaluationPeriods: 1,
      ...atLeast(120),
    },
  ],
  ['pushes-refused', page, { MetricName: 'signedPushesRefused', Period: 900, ...atLeast(3) }],
  ['pushes-unsigned', ticket, { MetricName: 'pushesRefused', ...atLeast(20) }, [['reason', 'missing']]],
  ['pushes-failed', page, { MetricName: 'pushesFailed', ...atLeast(1) }],
  ['webhooks-not-found', ticket, { MetricName: 'webhooksNotFound', Period: 900, ...atLeast(3) }],
  [
    'pushes-of-unknown-apps',
    ticket,
    { MetricName: 'pushesRefused', Period: 21_600, ...atLeast(10) },
    [['reason', 'unknown-app']],
  ],
  ['pushes-quarantined', ticket, { MetricName: 'itemsQuarantined', ...atLeast(1) }],
  ['quarantine-not-empty', ticket, { MetricName: 'quarantineItems', Statistic: 'Maximum', ...atLeast(1) }],
  ['usage-not-counted', ticket, { MetricName: 'usageNotCounted', Period: 21_600, ...atLeast(3) }],
  ['configuration-not-read', page, { MetricName: 'configurationsNotRead', Period: 3600, ...atLeast(1) }],
  ['items-unreadable', page, { MetricName: 'itemsUnreadable', ...atLeast(1) }],
  ['erasures-undone', ticket, { MetricName: 'erasuresUndone', ...atLeast(1) }],
  ['keys-refused', ticket, { MetricName: 'keysRefused', Period: 21_600, ...atLeast(20) }],
  ['keys-expiring', ticket, { MetricName: 'keysExpiring', Period: 86_400, ...atLeast(1) }],
  ['numbers-refused', silent, { MetricName: 'numbersRefused', ...atLeast(1) }],
  ['numbers-lost', page, { MetricName: 'numbersLost', ...atLeast(1) }],
  ['numbers-unknown', ticket, { MetricName: 'numbersUnknown', ...atLeast(1) }],
  [
    'pool-nearly-empty',
    ticket,
    { MetricName: 'poolUsedPercent', Statistic: 'Maximum', Period: 3600, ...atLeast(80) },
  ],
  [
    'pool-low',
    ticket,
    { MetricName: 'poolsLow', Statistic: 'Maximum', Period: 1800, EvaluationPeriods: 2, ...atLeast(1) },
  ],
  ['unbinds-not-found', silent, { MetricName: 'unbindNotFound', Period: 900, ...atLeast(20) }],
  ['binding-ends-stuck', silent, { MetricName: 'bindingEndsStuck', Period: 7200, ...atLeast(1) }],
  ['sweeper-behind', silent, { MetricName: 'bindingsDue', EvaluationPeriods: 4, ...atLeast(1) }],
  ['reconcile-findings', ticket, { MetricName: 'reconcileFindings', Period: 86_400, ...atLeast(1) }],
  ['reports-not-refreshed', ticket, { MetricName: 'reportRefreshFailures', Period: 21_600, ...atLeast(3) }],
  ['reconcile-failures', silent, { MetricName: 'reconcileFailures', ...atLeast(1) }],
  [
    'recordings-late',
    ticket,
    { MetricName: 'oldestRecordingAgeSeconds', Statistic: 'Maximum', ...atLeast(24 * 3600) },
  ],
  [
    'recordings-in-danger',
    ticket,
    { MetricName: 'nearestDeadlineHours', Statistic: 'Minimum', ...below(96) },
  ],
  ['recordings-last-day', page, { MetricName: 'nearestDeadlineHours', Statistic: 'Minimum', ...below(24) }],
  ['recordings-paused', ticket, { MetricName: 'recordingsPaused', ...atLeast(1) }],
  [
    'recordings-paused-deadline',
    page,
    { MetricName: 'pausedDeadlineHours', Statistic: 'Minimum', ...below(48) },
  ],
  ['recordings-lost', page, { MetricName: 'recordingsLost', ...atLeast(1) }],
];

const PUSHED_TO = ['call-event-webhook', 'cdr-webhook', 'number-status-webhook', 'sms-webhook'];
/** With the one of all other addresses, which anybody may flood. */
const WEBHOOKS = [...PUSHED_TO.slice(0, 3), 'other-webhook', 'sms-webhook'];
/** Started by the stream of a table alone, so nobody hears of it when there are no changes. */
const STREAMED = ['mark-usage'];
const SCHEDULES = [
  'binding-sweeper',
  'count-usage',
  'export-records',
  'manage-privacy',
  'manage-recordings',
  'measure-state',
  'publish-events',
  'reconcile',
  'recording-archiver',
  'report-numbers',
];
const OTHERS = [
  ...[
    'api-5xx',
    'api-errors',
    'archiver-silent',
    'bind-failures',
    'binds-all-failing',
    'count-usage-silent',
    'export-records-silent',
    'function-throttles',
    'manage-privacy-silent',
    'manage-recordings-silent',
    'events-late',
    'events-untold',
    'measure-state-silent',
    'publish-events-silent',
    'reconcile-silent',
    'report-numbers-silent',
    'schedule-errors',
    'sweeper-silent',
  ],
  ...['service-degraded', 'webhook-errors', 'work-behind'],
];

/** The name of an alarm's row; one with more metrics than an alarm may look at makes several, `-2` and so on. */
const rowOf = (name: string): string => name.replace(/-\d$/, '');

/** The functions whose metric the alarms of a row sum, in all. */
const summed = (name: string, metric: string): readonly string[] =>
  alarms()
    .filter((alarm) => rowOf(nameOf(alarm)) === name)
    .flatMap((alarm) => summedBy(alarm, metric));

const summedBy = (alarm: Properties, metric: string): readonly string[] => {
  // One metric alone needs no sum.
  if (alarm['MetricName'] === metric)
    return (alarm['Dimensions'] as { Value: string }[]).map(({ Value }) => Value.slice(PREFIX.length));
  const queries = (alarm['Metrics'] ?? []) as readonly {
    Expression?: string;
    MetricStat?: { Metric: { MetricName: string; Dimensions: { Value: string }[] } };
  }[];
  expect(queries[0]).toMatchObject({ Expression: 'SUM(METRICS())', ReturnData: true });
  return queries.slice(1).map(({ MetricStat }) => {
    expect(MetricStat?.Metric.MetricName).toBe(metric);
    return String(MetricStat?.Metric.Dimensions[0]?.Value).slice(PREFIX.length);
  });
};

/** The metric that one query of an alarm reads; an expression reads none itself. */
const metricIn = ({ MetricStat }: Properties): Properties =>
  (MetricStat as { Metric: Properties } | undefined)?.Metric ?? {};

describe('alarms of the packaged service', () => {
  it('are exactly the expected ones', () => {
    const names = new Set([...alarms(), ...composites()].map(nameOf).map(rowOf));

    expect([...names].sort()).toEqual([...EXPECTED.map(([name]) => name), ...OTHERS].sort());
  });

  it.each(
    EXPECTED.map(([name, tells, watches, by = []]): [string, object, object, Pairs] => [
      name,
      tells,
      watches,
      by,
    ]),
  )('%s rings for the right people, at the right time, by the stage', (name, tells, watches, by) => {
    expect(named(name)).toMatchObject({
      Namespace: METRIC_NAMESPACE,
      Statistic: 'Sum',
      TreatMissingData: 'notBreaching',
      Dimensions: byStage(...by),
      ...watches,
    });
    expect({ ...silent, ...named(name) }).toMatchObject(tells);
  });

  it('read metrics that the code counts, by dimensions that it gives them', () => {
    const read = alarms()
      .flatMap((alarm) => [alarm, ...((alarm['Metrics'] ?? []) as readonly Properties[]).map(metricIn)])
      .filter(({ Namespace }) => Namespace === METRIC_NAMESPACE)
      .map(({ MetricName, Dimensions }) => {
        const names = (Dimensions as readonly { Name: string }[]).map(({ Name }) => Name);
        return `${MetricName} by ${names.join(', ')}`;
      });

    expect(read.length).toBeGreaterThan(30);
    expect(read.filter((set) => !countedSets().has(set))).toEqual([]);
  });

  it('need no Metrics Insights, which not every region has', () => {
    expect(JSON.stringify(alarms())).not.toMatch(/SELECT|SCHEMA/);
  });

  it('sum errors and throttles of functions, ten at most, by what starts them', () => {
    expect(summed('webhook-errors', 'Errors')).toEqual(WEBHOOKS);
    const byThemselves = [...SCHEDULES, ...STREAMED].sort();
    expect(summed('schedule-errors', 'Errors')).toEqual(byThemselves);
    expect(summed('function-throttles', 'Throttles')).toEqual([...PUSHED_TO, ...byThemselves]);
    for (const alarm of alarms()) {
      const metrics = (alarm['Metrics'] ?? []) as readonly object[];
      expect(metrics.filter((metric) => 'MetricStat' in metric).length).toBeLessThanOrEqual(10);
    }
  });

  it('miss no function that runs by itself', () => {
    const behindApi = summed('api-errors', 'Errors');
    const watched = [...WEBHOOKS, ...SCHEDULES, ...STREAMED, ...behindApi];
    const unattended = readdirSync(`${ROOT}functions`).filter((folder) =>
      /^events:/m.test(readFileSync(`${ROOT}functions/${folder}/function.yml`, 'utf8')),
    );

    expect([...watched].sort()).toEqual([...unattended].sort());
  });

  const query = (Id: string, MetricStat: object) => ({ Id, MetricStat, ReturnData: false });
  const ofApi = (MetricName: string) => ({
    Metric: {
      Namespace: 'AWS/ApiGateway',
      MetricName,
      Dimensions: [{ Name: 'ApiId', Value: { Ref: 'HttpApi' } }],
    },
    Stat: 'Sum',
    Period: 3600,
  });

  it('hear the share of 5xx of the API of this stack, once there are three', () => {
    expect(named('api-5xx')).toMatchObject({
      Metrics: [
        { Expression: 'IF(part >= 3, 100 * part / whole, 0)', ReturnData: true },
        query('part', ofApi('5xx')),
        query('whole', ofApi('Count')),
      ],
      EvaluationPeriods: 1,
      ...atLeast(1),
    });
  });

  it.each([
    ['bind-failures', 'Average', 3600, 20],
    ['binds-all-failing', 'Minimum', 21_600, 100],
  ])('%s hears the %s of binds that fail, once three have failed', (name, Stat, Period, percent) => {
    const ofOurs = (MetricName: string, stat: string) => ({
      Metric: { Namespace: METRIC_NAMESPACE, MetricName, Dimensions: byStage() },
      Stat: stat,
      Period,
    });

    expect({ ...silent, ...named(name) }).toMatchObject({
      ...silent,
      Metrics: [
        { Expression: 'IF(counted >= 3, value, 0)', ReturnData: true },
        query('value', ofOurs('bindFailurePercent', Stat)),
        query('counted', ofOurs('bindFailures', 'Sum')),
      ],
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      ...atLeast(percent),
    });
  });

  it.each([
    ['archiver-silent', 'recording-archiver'],
    ['sweeper-silent', 'binding-sweeper'],
  ])(
    '%s rings when %s does not run, by the count that Lambda keeps, because an idle one sends no metric',
    (name, folder) => {
      expect(named(name)).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Dimensions: [{ Name: 'FunctionName', Value: `${PREFIX}${folder}` }],
        Period: 300,
        EvaluationPeriods: 3,
        ...below(1),
        TreatMissingData: 'missing',
        ...page,
        InsufficientDataActions: page.AlarmActions,
      });
    },
  );

  it.each([
    ['export-records-silent', 'export-records', 1800, 2],
    ['publish-events-silent', 'publish-events', 300, 3],
    ['manage-privacy-silent', 'manage-privacy', 900, 2],
    ['manage-recordings-silent', 'manage-recordings', 900, 2],
    ['measure-state-silent', 'measure-state', 1800, 2],
    ['reconcile-silent', 'reconcile', 86_400, 1],
    ['report-numbers-silent', 'report-numbers', 10_800, 1],
  ])(
    '%s rings when %s does not run in periods of %i s, %i in a row',
    (name, folder, Period, EvaluationPeriods) => {
      expect(named(name)).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Dimensions: [{ Name: 'FunctionName', Value: `${PREFIX}${folder}` }],
        Period,
        EvaluationPeriods,
        ...below(1),
        TreatMissingData: 'missing',
        ...ticket,
        InsufficientDataActions: ticket.AlarmActions,
      });
    },
  );

  it('hear each function that runs by a schedule fall silent', () => {
    const heard = alarms()
      .filter(({ TreatMissingData }) => TreatMissingData === 'missing')
      .map(({ Dimensions }) => (Dimensions as { Value: string }[])[0]?.Value.slice(PREFIX.length));

    expect(heard.sort()).toEqual([...SCHEDULES].sort());
  });

  it('sleep without data, but for those: zeros are not sent, so a backlog that is gone ends them', () => {
    const missing = alarms().filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');

    expect(missing.map(nameOf).sort()).toEqual([
      'archiver-silent',
      'count-usage-silent',
      'export-records-silent',
      'manage-privacy-silent',
      'manage-recordings-silent',
      'measure-state-silent',
      'publish-events-silent',
      'reconcile-silent',
      'report-numbers-silent',
      'sweeper-silent',
    ]);
  });

  it('of a composite alarm are all of them, also where one row makes two', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alarms-'));
    try {
      cpSync(`${ROOT}resources`, join(folder, 'resources'), { recursive: true });
      cpSync(`${ROOT}functions`, join(folder, 'functions'), { recursive: true });
      cpSync(`${ROOT}functions/unbind`, join(folder, 'functions', 'zz-eleventh'), { recursive: true });
      const make = createRequire(import.meta.url)(join(folder, 'resources', 'alarms.cjs'));
      const { Resources } = await make({ resolveVariable: async () => 'prod' });

      expect(Resources.ApiErrors2Alarm.Properties.AlarmActions).toBeUndefined();
      expect(Resources.ServiceDegradedAlarm.DependsOn).toContain('ApiErrors2Alarm');
      expect(Resources.ServiceDegradedAlarm.Properties.AlarmRule).toContain(
        'ALARM("prod-prod-api-errors") OR ALARM("prod-prod-api-errors-2") OR',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const rung = (rule: unknown): readonly string[] =>
    [...String(rule).matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name = '']) => name.slice(PREFIX.length));
  const halves = (name: string) => {
    const [parts = '', causes = ''] = String(named(name)?.['AlarmRule']).split(' AND NOT ');
    return [rung(parts), rung(causes)].map((names) => [...new Set(names.map(rowOf))]);
  };

  it.each([
    [
      'service-degraded',
      page,
      ['api-errors', 'api-5xx', 'bind-failures', 'binds-all-failing', 'numbers-refused'],
      ['platform-locked-out', 'arrears', 'not-on-whitelist', 'clock-skew', 'configuration-not-read'],
    ],
    [
      'work-behind',
      ticket,
      ['unbinds-not-found', 'binding-ends-stuck', 'sweeper-behind', 'reconcile-failures'],
      [
        ...['platform-locked-out', 'arrears', 'not-on-whitelist', 'platform-throttled'],
        ...['clock-skew', 'configuration-not-read'],
      ],
    ],
  ])(
    '%s rings once for what follows from a cause, and not while the cause rings',
    (name, tells, parts, causes) => {
      expect(named(name)).toMatchObject(tells);
      expect(halves(name)).toEqual([parts, causes]);
      for (const part of parts) expect({ ...silent, ...named(part) }).toMatchObject(silent);
      for (const cause of causes) expect(named(cause)?.['AlarmActions']).toHaveLength(1);
    },
  );

  it('tell two topics of the stack, and each alarm is told when all is well again', () => {
    expect([...resourcesOf(template, 'AWS::SNS::Topic').values()].map(({ TopicName }) => TopicName)).toEqual([
      'privatenumber-prod-page',
      'privatenumber-prod-ticket',
    ]);
  });

  it('cost as the pages say, which have the figures of this template', () => {
    const metrics = alarms()
      .map((alarm) => (alarm['Metrics'] ?? [{ MetricStat: {} }]) as readonly object[])
      .flatMap((queries) => queries.filter((query) => 'MetricStat' in query)).length;
    const page = (name: string) => readFileSync(`${ROOT}docs/${name}.md`, 'utf8');

    // `node tools/with-node24.mjs tests/bench/cost-model.ts --write` renews the first, with the sums.
    expect(page('performance')).toContain(`| metrics that alarms look at | ${metrics} |`);
    expect(page('performance')).toContain(`| composite alarms | ${composites().length} |`);
    expect(page('scaling')).toContain(
      `now ${metrics} metrics x 0.10, ${composites().length} composite ones x 0.50, 3.00 for the dashboard (three of an account are free) | 3.40 | ${(metrics * 0.1 + composites().length * 0.5 + 3).toFixed(2)} |`,
    );
  });

  it('have a name of the stage', () => {
    for (const { AlarmName } of [...alarms(), ...composites()])
      expect(AlarmName).toMatch(/^privatenumber-prod-[a-z0-9-]+$/);
  });

  it('have a page each, which the description names, and no page is left over', () => {
    const pages = readdirSync(`${ROOT}${PAGES}`).filter((file) => file !== 'README.md');
    const names = [...alarms(), ...composites()].map(nameOf);

    expect(pages.sort()).toEqual([...new Set(names.map(rowOf))].map((name) => `${name}.md`).sort());
    for (const alarm of [...alarms(), ...composites()])
      expect(alarm['AlarmDescription']).toMatch(
        new RegExp(` \\[(page|ticket)\\] See ${PAGES}/${rowOf(nameOf(alarm))}\\.md$`),
      );
  });
});
