import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentFaults } from '../../../tools/serverless-plugin/other-secrets.mjs';
import { readDeploymentFile } from '../../../tools/serverless-plugin/parameters/deployment-file.mjs';
import { arnFaults, regionFault } from '../../../tools/serverless-plugin/parameters/names.mjs';

describe('deployment.yml', () => {
  let directory: string;
  beforeEach(async () => {
    vi.stubEnv('PRIVATENUMBER_IGNORE_DEPLOYMENT_FILE', undefined);
    directory = await mkdtemp(join(tmpdir(), 'deployment-file-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(directory, { recursive: true });
  });

  const read = async (text: string, name = 'deployment.yml') => {
    await writeFile(join(directory, name), text);
    return readDeploymentFile(directory);
  };

  it('has numbers as they are written, so that none is taken for another one', async () => {
    const { parameters } = await read(
      'default: &all\n  a: 014\n  b: 0x20\n  c: 1e2\n  d: 30.0\n  e: 007\n  f: FALSE\n  g:\n  h: "30"\nprod:\n  <<: *all\n  a: 90\n',
    );

    const all = { a: '014', b: '0x20', c: '1e2', d: '30.0', e: '007', f: false, g: null, h: '30' };
    expect(parameters).toEqual({ default: all, prod: { ...all, a: '90' } });
  });

  it.each(['', '# prod:\n', '\ufeff# prod:\r\n---\r\n'])('says nothing: %j', async (text) => {
    expect(await read(text)).toEqual({ isThere: true, parameters: undefined, faults: [] });
  });

  it.each([
    ['a:\n\tb: GEHEIM7\n', 'deployment.yml, line 2: tab characters must not be used in indentation'],
    ['a: GEHEIM7\na: 2\n', 'deployment.yml, line 2: duplicated mapping key'],
    ['a: {x: GEHEIM7\n', 'deployment.yml, line 2: unexpected end of the stream within a flow collection'],
    ['a: !GEHEIM7 x\n', 'deployment.yml, line 1: unknown tag'],
    ['a: *GEHEIM7\n', 'deployment.yml, line 1: unidentified alias'],
    ['a: 1\n---\nb: GEHEIM7\n', 'deployment.yml: expected a single document in the stream, but found more'],
  ])('is refused by the place, without what stands there: %j', async (text, fault) => {
    expect(await read(text)).toEqual({ isThere: true, faults: [fault] });
  });

  it.each([
    ['http://u:GEHEIM7@$'.concat('{env:X'), 'prod: httpsProxy'],
    ['$'.concat('{env:X, GEHEIM7, }'), 'prod: httpsProxy'],
  ])('is refused with a variable that has no end, without its value: %s', async (value, place) => {
    expect(await read(`prod:\n  httpsProxy: '${value}'\n`)).toEqual({
      isThere: true,
      faults: [
        `deployment.yml, ${place} has a variable of a wrong form, perhaps without its closing bracket`,
      ],
    });
  });

  it('may have variables', async () => {
    const value = '$'.concat("{env:PROXY, '$", "{ssm:/proxy}'}");

    expect((await read(`prod:\n  httpsProxy: "${value}"\n`)).parameters).toEqual({
      prod: { httpsProxy: value },
    });
  });

  it.each(['Deployment.yml', 'deployment.yaml', 'DEPLOYMENT.YML', 'deployments.yml', 'deployment.json'])(
    'is not called %s',
    async (name) => {
      expect(await read('prod:\n', name)).toEqual({
        isThere: false,
        faults: [`${name} is not read: its name must be deployment.yml`],
      });
    },
  );

  it('may be absent', () => {
    expect(readDeploymentFile(directory)).toEqual({ isThere: false, faults: [] });
  });
});

describe('values of a region', () => {
  const NONE = { kmsKeyArn: '', certificateArn: '', pageTopicArn: '', ticketTopicArn: '' };

  it.each(['moon', 'eu-central-1 ', 'EU-CENTRAL-1', 'eu-central', ''])('it is not called %j', (region) => {
    expect(regionFault(region)).toBe('the region must be a name such as eu-central-1');
  });

  it.each(['eu-central-1', 'cn-northwest-1', 'us-gov-west-1', 'eusc-de-east-1', undefined])(
    'it may be called %s',
    (region) => {
      expect(regionFault(region)).toBeUndefined();
    },
  );

  it.each([
    ['kmsKeyArn', 'arn:aws:kms:us-west-2:123456789012:key/a', 'us-west-2 in aws'],
    ['certificateArn', 'arn:aws-cn:acm:cn-north-1:123456789012:certificate/a', 'cn-north-1 in aws-cn'],
    ['pageTopicArn', 'arn:aws:sns:us-west-2:123456789012:a', 'us-west-2 in aws'],
    ['ticketTopicArn', 'arn:aws-cn:sns:eu-central-1:123456789012:a', 'eu-central-1 in aws-cn'],
  ])('%s is refused in another one', (name, arn, where) => {
    expect(arnFaults({ ...NONE, [name]: arn }, 'eu-central-1')).toEqual([
      `${name} must be of eu-central-1 in aws, where the stack is, and not of ${where}`,
    ]);
  });

  it.each([
    ['cn-north-1', 'arn:aws-cn:sns:cn-north-1:123456789012:a'],
    ['us-gov-west-1', 'arn:aws-us-gov:sns:us-gov-west-1:123456789012:a'],
    ['eu-central-1', 'arn:aws:sns:eu-central-1:123456789012:a'],
    ['eusc-de-east-1', 'arn:aws-eusc:sns:eusc-de-east-1:123456789012:a'],
  ])('are taken in %s', (region, arn) => {
    expect(arnFaults({ ...NONE, pageTopicArn: arn }, region)).toEqual([]);
  });
});

describe('documents in other secrets', () => {
  const faultsOf = (settings: Readonly<Record<string, unknown>>) =>
    documentFaults({ settings, stack: 'privatenumber-prod', region: 'eu-central-1', local: false });
  const arn = (name: string) =>
    `secretsmanager:arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-a1B2c3`;

  it.each([
    ['configUri', 'secretsmanager:privatenumber-prod-access', 'access'],
    ['configUri', arn('privatenumber-prod-access'), 'access'],
    ['accessUri', 'secretsmanager:privatenumber-prod-configuration', 'configuration'],
    ['accessUri', arn('privatenumber-prod-configuration'), 'configuration'],
  ])('%s is not %s', (parameter, uri, other) => {
    expect(faultsOf({ [parameter]: uri })).toEqual([
      `${parameter} must be another secret than that of the ${other} document`,
    ]);
  });

  it('may be the own ones by name, of another stage, or of others', () => {
    expect(
      faultsOf({
        configUri: 'secretsmanager:privatenumber-prod-configuration',
        accessUri: arn('privatenumber-dev-access'),
      }),
    ).toEqual([]);
  });
});
