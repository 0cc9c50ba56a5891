import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { functionsOf } from './expect-template.ts';
import { packagedWith, refusalOf } from './packaged-with.ts';

/** Every feature that a deployment can have, but tracing, which AWS China does not have. */
const everythingIn = (partition: string, region: string): Readonly<Record<string, string>> => ({
  vpcSubnetIds: 'subnet-0a1b2c3d,subnet-4e5f6a7b',
  vpcSecurityGroupIds: 'sg-0a1b2c3d',
  tags: 'team=orders',
  kmsKeyArn: `arn:${partition}:kms:${region}:123456789012:key/01234567-89ab-cdef-0123-456789abcdef`,
  domainName: 'calls.example.com',
  certificateArn: `arn:${partition}:acm:${region}:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef`,
  recordingRetentionDays: '90',
  recordingShards: '32',
  pageTopicArn: `arn:${partition}:sns:${region}:123456789012:pages`,
  ticketTopicArn: `arn:${partition}:sns:${region}:123456789012:tickets`,
});

const NOTHING = {
  protectData: 'false',
  webhookConcurrency: '0',
  recordingShards: '1',
  architecture: 'x86_64',
  runtime: 'nodejs22.x',
};

const PLACES = [
  ['aws', 'us-east-1'],
  ['aws', 'eu-central-1'],
  ['aws-cn', 'cn-north-1'],
] as const;

const Resource = v.looseObject({
  DependsOn: v.optional(v.union([v.string(), v.array(v.string())]), []),
  Condition: v.optional(v.string()),
});

/** The names in a function of CloudFormation: logical ids, pseudo parameters, conditions. */
const NAMES_OF: Readonly<Record<string, (argument: unknown) => readonly string[]>> = {
  Ref: (id) => [String(id)],
  'Fn::GetAtt': (attribute) => [
    String(Array.isArray(attribute) ? attribute[0] : attribute).split('.', 1)[0] ?? '',
  ],
  'Fn::If': (choice) => (Array.isArray(choice) ? [String(choice[0])] : []),
  'Fn::Sub': (text) => [...String(text).matchAll(/\$\{([A-Za-z0-9:]+)/g)].map(([, name]) => name ?? ''),
};

const namedIn = (value: unknown): readonly string[] => {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(NAMES_OF[key]?.(inner) ?? []),
    ...namedIn(inner),
  ]);
};

const absentFrom = (template: Template): readonly string[] => {
  const there = new Set([
    ...Object.keys(template.Resources),
    ...Object.keys(v.parse(v.optional(v.record(v.string(), v.unknown()), {}), template['Conditions'])),
  ]);
  const named = [
    ...Object.values(template.Resources).flatMap((resource) => {
      const { DependsOn, Condition } = v.parse(Resource, resource);
      return [...[DependsOn].flat(), ...(Condition === undefined ? [] : [Condition])];
    }),
    ...namedIn(Object.values(template.Resources).map(({ Properties }) => Properties)),
    ...namedIn(template['Outputs']),
  ];
  return [...new Set(named)].filter((name) => !name.startsWith('AWS::') && !there.has(name));
};

/** Without what the parameters themselves brought in, which names their partition and region. */
const literalsIn = (template: Template, given: Readonly<Record<string, string>>): readonly string[] => {
  const text = Object.values(given)
    .filter((value) => value.startsWith('arn:'))
    .reduce((whole, value) => whole.replaceAll(value, 'given'), JSON.stringify(template))
    // Names of services as principals are the same in every partition.
    .replaceAll(/"(lambda|apigateway|events|cloudwatch)\.amazonaws\.com"/g, '"principal"');
  return text.match(/arn:aws|amazonaws|\b(us|eu|ap|cn|sa|ca|me|af)-[a-z]+-\d\b/g) ?? [];
};

const templates = new Map<string, Template>();
const givenIn = (partition: string, region: string, mode: string) =>
  mode === 'everything' ? everythingIn(partition, region) : NOTHING;
const CASES = PLACES.flatMap(([partition, region]) =>
  ['everything', 'nothing'].map((mode) => [mode, partition, region] as const),
);

beforeAll(async () => {
  for (const [mode, partition, region] of CASES)
    templates.set(`${mode} ${region}`, await packagedWith(givenIn(partition, region, mode), region));
}, 240_000);

const templateOf = (mode: string, region: string): Template =>
  templates.get(`${mode} ${region}`) ?? { Resources: {} };

describe.each(CASES)('the template with %s for %s in %s', (mode, partition, region) => {
  it('refers to nothing that is not there', () => {
    expect(absentFrom(templateOf(mode, region))).toEqual([]);
  });

  it('names no partition, no region and no DNS suffix of its own', () => {
    expect(literalsIn(templateOf(mode, region), givenIn(partition, region, mode))).toEqual([]);
  });
});

describe.each(CASES.filter(([, , region]) => region !== 'us-east-1'))(
  'the template with %s for %s in %s',
  (mode, partition, region) => {
    it('is that of us-east-1, but for the ARNs that were given', () => {
      const generic = (template: Template, given: Readonly<Record<string, string>>) =>
        Object.entries(given)
          .filter(([, value]) => value.startsWith('arn:'))
          .reduce((whole, [name, value]) => whole.replaceAll(value, name), JSON.stringify(template))
          // The folder of the package has the time.
          .replaceAll(/\d{13}-[^"/]+Z/g, 'package');

      const here = generic(templateOf(mode, region), givenIn(partition, region, mode));

      expect(here).toBe(generic(templateOf(mode, 'us-east-1'), givenIn('aws', 'us-east-1', mode)));
    });
  },
);

describe('functions', () => {
  it('run on what a region has, when the deployment says so', () => {
    for (const { Runtime, Architectures } of functionsOf(templateOf('nothing', 'cn-north-1')).values()) {
      expect(Runtime).toBe('nodejs22.x');
      expect(Architectures).toEqual(['x86_64']);
    }
  });

  it.each([
    [{ runtime: 'nodejs20.x' }, 'runtime must be nodejs24.x or nodejs22.x'],
    [{ architecture: 'arm' }, 'architecture must be arm64 or x86_64'],
    [
      { runtime: 'nodejs22.x', httpsProxy: 'http://proxy.example.com:3128' },
      'runtime must be nodejs24.x with httpsProxy',
    ],
  ])('are not packaged with %j', (parameters, fault) => {
    expect(refusalOf(parameters)).toContain(fault);
  });
});
