import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { packagedTemplate } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

/** Types that CloudFormation gives no tags, as of 2026. */
const WITHOUT_TAGS = [
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::CloudWatch::Dashboard',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SNS::Subscription',
];

const AS_MAP = /^AWS::ApiGatewayV2::/;

const wrongTags = (template: Template, tags: Readonly<Record<string, string>>): readonly string[] => {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => !WITHOUT_TAGS.includes(Type))
    .filter(([, { Type, Properties }]) => {
      const wanted = AS_MAP.test(Type) ? tags : list;
      return JSON.stringify(Properties['Tags']) !== JSON.stringify(wanted);
    })
    .map(([id]) => id);
};

describe('tags of the packaged service', () => {
  let template: Template;
  beforeAll(async () => {
    template = await packagedTemplate();
  });

  it('are its name and its stage, on everything that takes tags', () => {
    const wrong = wrongTags(template, { service: 'privatenumber', stage: 'prod' });

    expect(wrong).toEqual([]);
  });

  it('are joined by those of the deployment', async () => {
    const packaged = await packagedWith({ tags: 'team=orders, cost-centre=a=b' });

    const wrong = wrongTags(packaged, {
      service: 'privatenumber',
      stage: 'prod',
      team: 'orders',
      'cost-centre': 'a=b',
    });

    expect(wrong).toEqual([]);
  });

  it.each(['team', '=orders', 'aws:team=orders', `${'n'.repeat(129)}=orders`, `team=${'o'.repeat(257)}`])(
    'cannot be %s',
    (tags) => {
      expect(refusalOf({ tags })).toContain(
        'tags must be name=value, other names than service and stage, at most 47 with commas',
      );
    },
  );
});
