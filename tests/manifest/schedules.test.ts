import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { functionsOf, packagedTemplate, resourcesOf } from './expect-template.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const Rule = v.looseObject({
  ScheduleExpression: v.string(),
  State: v.string(),
  Targets: v.tuple([
    v.looseObject({
      Arn: v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.literal('Arn')]) }),
      Input: v.optional(v.string()),
    }),
  ]),
});

const Retries = v.looseObject({
  FunctionName: v.object({ Ref: v.string() }),
  Qualifier: v.string(),
  MaximumRetryAttempts: v.number(),
  MaximumEventAgeInSeconds: v.number(),
});

const schedules = (functionId: string) =>
  [...resourcesOf(template, 'AWS::Events::Rule').values()]
    .map((properties) => v.parse(Rule, properties))
    .filter(({ Targets }) => Targets[0].Arn['Fn::GetAtt'][0] === functionId);

describe('schedules of the packaged service', () => {
  it('run the archiver each minute, once for every shard', () => {
    const shards = functionsOf(template).get('recording-archiver')?.Environment.Variables['RECORDING_SHARDS'];

    const rules = schedules('RecordingDasharchiverLambdaFunction');

    expect(shards).toBe('4');
    expect(rules.map(({ Targets }) => Targets[0].Input).sort()).toEqual([
      '{"shard":0}',
      '{"shard":1}',
      '{"shard":2}',
      '{"shard":3}',
    ]);
    for (const { ScheduleExpression, State } of rules) {
      expect(ScheduleExpression).toBe('rate(1 minute)');
      expect(State).toBe('ENABLED');
    }
  });

  it('run the sweeper each minute', () => {
    const rules = schedules('BindingDashsweeperLambdaFunction');

    expect(rules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['rate(1 minute)']);
  });

  it('look again after erasures every five minutes', () => {
    const rules = schedules('ManageDashrecordingsLambdaFunction');

    expect(rules.map(({ ScheduleExpression, Targets }) => [ScheduleExpression, Targets[0].Input])).toEqual([
      ['rate(5 minutes)', '{"action":"erase-again"}'],
    ]);
  });

  it('measure the state every quarter of an hour', () => {
    const rules = schedules('MeasureDashstateLambdaFunction');

    expect(rules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['rate(15 minutes)']);
  });

  it('begin the comparison every night, and go on with it for four hours', () => {
    const rules = schedules('ReconcileLambdaFunction');

    expect(
      rules.map(({ ScheduleExpression, Targets }) => [ScheduleExpression, Targets[0].Input]).sort(),
    ).toEqual([
      ['cron(0 18 * * ? *)', '{}'],
      ['cron(5/5 18-21 * * ? *)', '{"resume":true}'],
    ]);
    expect(rules.map(({ State }) => State)).toEqual(['ENABLED', 'ENABLED']);
  });

  it('are not repeated by Lambda where the next run does what one left, and are where nothing else would', () => {
    const scheduled = [...resourcesOf(template, 'AWS::Events::Rule').values()].map(
      (properties) => v.parse(Rule, properties).Targets[0].Arn['Fn::GetAtt'][0],
    );

    const retries = Object.fromEntries(
      [...resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').values()].map((properties) => {
        const { FunctionName, Qualifier, MaximumRetryAttempts, MaximumEventAgeInSeconds } = v.parse(
          Retries,
          properties,
        );
        return [FunctionName.Ref, [Qualifier, MaximumRetryAttempts, MaximumEventAgeInSeconds]];
      }),
    );

    expect(retries).toEqual({
      BindingDashsweeperLambdaFunction: ['$LATEST', 0, 60],
      CountDashusageLambdaFunction: ['$LATEST', 0, 60],
      ExportDashrecordsLambdaFunction: ['$LATEST', 0, 300],
      ManageDashprivacyLambdaFunction: ['$LATEST', 0, 300],
      ManageDashrecordingsLambdaFunction: ['$LATEST', 0, 300],
      MeasureDashstateLambdaFunction: ['$LATEST', 0, 900],
      PublishDasheventsLambdaFunction: ['$LATEST', 0, 60],
      ReconcileLambdaFunction: ['$LATEST', 2, 900],
      RecordingDasharchiverLambdaFunction: ['$LATEST', 0, 60],
      ReportDashnumbersLambdaFunction: ['$LATEST', 0, 900],
    });
    expect(Object.keys(retries).sort()).toEqual([...new Set(scheduled)].sort());
  });
});
