import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { packagedTemplate } from './expect-template.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const Stage = v.looseObject({
  AccessLogSettings: v.object({ DestinationArn: v.unknown(), Format: v.string() }),
});

describe('the access log of the API', () => {
  it('goes to a log group of its own that is kept as long as the others', () => {
    const { AccessLogSettings } = v.parse(Stage, template.Resources['HttpApiStage']?.Properties);

    expect(AccessLogSettings.DestinationArn).toEqual({ 'Fn::GetAtt': ['HttpApiLogGroup', 'Arn'] });
    expect(template.Resources['HttpApiLogGroup']).toMatchObject({
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/aws/http-api/privatenumber-prod', RetentionInDays: 30 },
    });
  });

  it('has the route, times, sizes and errors of a request, and nothing that a person could be told by', () => {
    const { AccessLogSettings } = v.parse(Stage, template.Resources['HttpApiStage']?.Properties);

    // Not $context.path, .identity.sourceIp, .identity.userAgent or anything of a token.
    expect(JSON.parse(AccessLogSettings.Format)).toEqual({
      requestId: '$context.requestId',
      time: '$context.requestTime',
      route: '$context.routeKey',
      status: '$context.status',
      latencyMs: '$context.responseLatency',
      functionLatencyMs: '$context.integrationLatency',
      functionStatus: '$context.integrationStatus',
      responseBytes: '$context.responseLength',
      error: '$context.error.message',
      functionError: '$context.integrationErrorMessage',
      authorizerError: '$context.authorizer.error',
    });
    expect(AccessLogSettings.Format).not.toContain('\n');
  });
});
