import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { packagedTemplate, resourcesOf } from './expect-template.ts';
import { countedSets } from './metrics-in-code.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const Widget = v.looseObject({
  properties: v.looseObject({
    title: v.string(),
    region: v.string(),
    metrics: v.array(v.array(v.unknown())),
  }),
});
const Body = v.object({ widgets: v.array(Widget) });
const Dashboard = v.object({ DashboardName: v.string(), DashboardBody: v.object({ 'Fn::Sub': v.string() }) });

const dashboard = () => {
  const [properties] = resourcesOf(template, 'AWS::CloudWatch::Dashboard').values();
  const { DashboardName, DashboardBody } = v.parse(Dashboard, properties);
  return { name: DashboardName, ...v.parse(Body, JSON.parse(DashboardBody['Fn::Sub'])) };
};

const entries = (): readonly (readonly unknown[])[] =>
  dashboard().widgets.flatMap(({ properties }) => properties.metrics);

const expressionOf = ([first]: readonly unknown[]): string | undefined =>
  first instanceof Object && 'expression' in first ? String(first.expression) : undefined;

/** `metric by stage, dimension` of the graphs of ours; those of AWS are left out. */
const shown = (): readonly string[] =>
  entries().flatMap((entry) => {
    const search = expressionOf(entry);
    if (search === undefined) {
      const [namespace, metric, ...rest] = entry;
      return namespace === 'PrivateNumber' ? [`${metric} by ${rest[0]}`] : [];
    }
    const [, dimensions, metric] = /\{PrivateNumber,([\w,]+)\} MetricName="(\w+)"/.exec(search) ?? [];
    return metric === undefined ? [] : [`${metric} by ${dimensions?.split(',').join(', ')}`];
  });

describe('the dashboard of the packaged service', () => {
  it('has the name of the stage, and shows its own stage alone', () => {
    expect(dashboard().name).toBe('privatenumber-prod');
    for (const entry of entries())
      expect(JSON.stringify(entry)).toMatch(
        /"stage","prod"|stage=\\"prod\\"|FunctionName=\\"privatenumber-prod-\\"|"ApiId","\$\{HttpApi\}"/,
      );
  });

  it('shows metrics that the code counts, by dimensions that it gives them', () => {
    expect(shown().length).toBeGreaterThan(25);
    expect(shown().filter((set) => !countedSets().has(set))).toEqual([]);
  });

  it.each([
    ...[
      'bindFailures by stage, code',
      'platformRefusals by stage, code',
      'poolUsedPercent by stage, app, area',
    ],
    ...[
      'pushesKept by stage, kind',
      'cdrLagSeconds by stage',
      'recordingsArchived by stage',
      'lockOuts by stage',
    ],
    ...['oldestRecordingAgeSeconds by stage', 'minutesWithoutPush by stage'],
  ])('shows %s', (set) => {
    expect(shown()).toContain(set);
  });

  it.each(['Errors', 'Throttles', 'Duration'])('shows %s of each function', (metric) => {
    const searches = entries().map((entry) => expressionOf(entry) ?? '');

    expect(
      searches.filter((search) => search.includes(`{AWS/Lambda,FunctionName} MetricName="${metric}"`)),
    ).toHaveLength(1);
  });

  it.each(['4xx', '5xx', 'Latency'])('shows %s of the API', (metric) => {
    expect(entries()).toContainEqual(expect.arrayContaining(['AWS/ApiGateway', metric]));
  });
});
