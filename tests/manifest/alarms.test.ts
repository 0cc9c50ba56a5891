import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_NAMESPACE } from '../../shared/observability/logger.ts';
import { ROOT, type Template } from '../../tools/local-stack/template.ts';
import { packagedTemplate, resourcesOf } from './expect-template.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const QUEUE = 'shared/recordings/store/queue.ts';

/** Hours left of the seven days: after 72 h and after 6 days. */
const EXPECTED = {
  RecordingsLostAlarm: ['recordingsLost', 'Sum', 'GreaterThanOrEqualToThreshold', 1, 'notBreaching', QUEUE],
  RecordingsLateAlarm: [
    'oldestRecordingAgeSeconds',
    'Maximum',
    'GreaterThanThreshold',
    24 * 3600,
    'notBreaching',
    QUEUE,
  ],
  RecordingsInDangerAlarm: [
    'nearestDeadlineHours',
    'Minimum',
    'LessThanThreshold',
    4 * 24,
    'notBreaching',
    QUEUE,
  ],
  RecordingsLastDayAlarm: ['nearestDeadlineHours', 'Minimum', 'LessThanThreshold', 24, 'notBreaching', QUEUE],
  WebhooksNotFoundAlarm: [
    'webhooksNotFound',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/http/mistyped-webhook.ts',
  ],
  ConfigurationNotReadAlarm: [
    'configurationsNotRead',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/runtime/with-configuration.ts',
  ],
  BindingEndsStuckAlarm: [
    'bindingEndsStuck',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/bindings/sweep/put-off.ts',
  ],
  PushesFailedAlarm: [
    'pushesFailed',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/runtime/compose/webhook.ts',
  ],
  PushesQuarantinedAlarm: [
    'itemsQuarantined',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/pushes/intake/intake.ts',
  ],
  ReconcileFindingsAlarm: [
    'reconcileFindings',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'functions/reconcile/handler.ts',
  ],
  ReconcileFailuresAlarm: [
    'reconcileFailures',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/bindings/reconcile/reconcile-all.ts',
  ],
  UnbindsNotFoundAlarm: [
    'unbindNotFound',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    20,
    'notBreaching',
    'shared/platform/client/log-call.ts',
  ],
  NumbersLeftPoolAlarm: [
    'numbersLeftPool',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/bindings/allocation/gone-numbers.ts',
  ],
  NumbersRefusedAlarm: [
    'numbersRefused',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/bindings/allocation/gone-numbers.ts',
  ],
  PlatformLockedOutAlarm: [
    'platformCalls',
    'Sum',
    'GreaterThanOrEqualToThreshold',
    1,
    'notBreaching',
    'shared/platform/client/log-call.ts',
  ],
} as const;

const source = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');

/** Functions that run by themselves; an operator sees what the others say. */
const UNATTENDED = [
  'bind',
  'binding-sweeper',
  'call-event-webhook',
  'cdr-webhook',
  'health',
  'manage-numbers',
  'manage-recordings',
  'modify-binding',
  'number-status-webhook',
  'query-bindings',
  'query-calls',
  'query-messages',
  'reconcile',
  'recording-archiver',
  'set-temporary-callee',
  'sms-webhook',
  'stop-call',
  'unbind',
];

const errorAlarmOf = (folder: string): string =>
  `${folder.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase())}ErrorsAlarm`;

describe('alarms of the packaged service', () => {
  it('are exactly the expected ones', () => {
    const names = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').keys()];

    expect(names.sort()).toEqual(
      [...Object.keys(EXPECTED), ...UNATTENDED.map(errorAlarmOf), 'ArchiverSilentAlarm'].sort(),
    );
  });

  it.each(Object.entries(EXPECTED))(
    '%s is on a metric that we write',
    (id, [metric, statistic, comparison, threshold, missing, file]) => {
      const alarm = template.Resources[id]?.Properties;

      expect(alarm).toMatchObject({
        Namespace: METRIC_NAMESPACE,
        MetricName: metric,
        Statistic: statistic,
        ComparisonOperator: comparison,
        Threshold: threshold,
        TreatMissingData: missing,
      });
      expect(alarm?.['Dimensions']).toContainEqual({ Name: 'stage', Value: 'prod' });
      expect(source(file)).toContain(`${metric}:`);
    },
  );

  it.each(UNATTENDED)('tell when %s ends without an answer of its own', (folder) => {
    const alarm = template.Resources[errorAlarmOf(folder)]?.Properties;

    expect(alarm).toMatchObject({
      AlarmName: `privatenumber-prod-${folder}-errors`,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: `privatenumber-prod-${folder}` }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  it('tell when no archiver runs, by the count that Lambda keeps, because an idle one sends no metric', () => {
    expect(template.Resources['ArchiverSilentAlarm']?.Properties).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: 'privatenumber-prod-recording-archiver' }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 3,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });

  it('sleep without data, but for that one: zeros are not sent, so a backlog that is gone ends them', () => {
    const missing = [...resourcesOf(template, 'AWS::CloudWatch::Alarm')].filter(
      ([, { TreatMissingData }]) => TreatMissingData !== 'notBreaching',
    );

    expect(missing.map(([id]) => id)).toEqual(['ArchiverSilentAlarm']);
  });

  it('tell a topic only when there is one', () => {
    const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()];
    const telling = [{ 'Fn::If': ['TellAlarms', 'none', { Ref: 'AWS::NoValue' }] }];

    expect(template['Conditions']).toMatchObject({
      TellAlarms: { 'Fn::Not': [{ 'Fn::Equals': ['none', 'none'] }] },
    });
    for (const { AlarmActions, OKActions } of alarms) {
      expect(AlarmActions).toEqual(telling);
      expect(OKActions).toEqual(telling);
    }
  });

  it('have a name of the stage', () => {
    const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()];

    for (const { AlarmName } of alarms) expect(AlarmName).toMatch(/^privatenumber-prod-[a-z-]+$/);
  });
});
