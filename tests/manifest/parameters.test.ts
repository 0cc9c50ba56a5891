import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  linkService,
  type PackageOptions,
  packageIn,
  readTemplate,
  runServerless,
  type Template,
} from '../../tools/local-stack/template.ts';
import { functionsOf, grantsOf, resourcesOf } from './expect-template.ts';
import { runServerlessAgain } from './framework/run-again.ts';

let directory: string;
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Runs the framework's packaging as the command line does, and gives all it said, also when it fails. */
const packaged = async (stage: string, options: PackageOptions): Promise<string> => {
  directory = await mkdtemp(join(tmpdir(), 'parameters-'));
  try {
    return await packageIn(directory, stage, {
      ...options,
      variables: { TEMPLATE_ONLY: '1', ...options.variables },
      run: runServerlessAgain,
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** The lines that name what is wrong. */
const faultsOf = async (stage: string, options: PackageOptions): Promise<readonly string[]> => {
  const [, faults = ''] = (await packaged(stage, options)).split('This deployment cannot be made:\n');
  return faults.trim().split('\n');
};

const variablesOf = (template: Template, name: string) =>
  functionsOf(template).get(name)?.Environment.Variables;

describe('a deployment', () => {
  it('goes by deployment.yml: the stage before default, other stages not at all', async () => {
    await packaged('prod', {
      deployment: `
default:
  retentionDays: 90
  keepMessageText: FALSE
  logRetentionDays: 14
prod:
  retentionDays: 30
  httpsProxy: http://proxy.example.com:3128
  recordingShards: \${env:SHARDS}
dev:
  logLevel: debug
  platformUrl: \${ssm:/not/asked/for}
`,
      variables: { SHARDS: '2' },
    });
    const template = await readTemplate(directory);

    expect(variablesOf(template, 'cdr-webhook')).toMatchObject({
      RETENTION_DAYS: '30',
      KEEP_MESSAGE_TEXT: 'false',
      LOG_LEVEL: 'info',
    });
    expect(variablesOf(template, 'recording-archiver')).toMatchObject({
      HTTPS_PROXY: 'http://proxy.example.com:3128',
      PLATFORM_URL: '',
      RECORDING_SHARDS: '2',
    });
    for (const group of resourcesOf(template, 'AWS::Logs::LogGroup').values())
      expect(group['RetentionInDays']).toBe(14);
  });

  it.each([
    ['has nothing but comments', '\ufeff# prod:\r\n#   retentionDays: 30\r\n---\r\n\r\n'],
    ['has stages without parameters', 'default:\nprod:\n  # retentionDays: 30\n'],
  ])('has the defaults where deployment.yml %s', async (_case, deployment) => {
    await packaged('prod', { deployment });

    const template = await readTemplate(directory);
    expect(variablesOf(template, 'bind')).toMatchObject({ RETENTION_DAYS: '180', HTTPS_PROXY: '' });
  });

  it('says in which parameters its command line departs from deployment.yml, without values', async () => {
    const said = await packaged('prod', {
      deployment: 'prod:\n  retentionDays: 90\n  httpsProxy: http://proxy.example.com:3128\n',
      parameters: { retentionDays: '30', httpsProxy: 'none', logLevel: 'warn' },
    });

    expect(said).toContain('Not as in deployment.yml, this time alone: retentionDays, httpsProxy\n');
    expect(said).not.toContain('proxy.example.com');
    const { RETENTION_DAYS, HTTPS_PROXY } = variablesOf(await readTemplate(directory), 'bind') ?? {};
    expect([RETENTION_DAYS, HTTPS_PROXY]).toEqual(['30', '']);
  });

  it('is not made with faults, and names all of them at once, without values', async () => {
    const faults = await faultsOf('prod', {
      deployment: `
default:
  retentionDay: 30
  keepMessageText: off
  logRetentionDays: 31
prod:
  httpsProxy: person:password@proxy:3128
dev:
  recordingShards:
`,
      parameters: { platformUrl: 'host', retentionDays: '5', jwtIssuer: 'https://id.example' },
      args: ['--param=logLevel=debug', '--param=logLevel=warn', '--param=apiGuard'],
    });

    expect(faults).toEqual([
      '--param: platformUrl must be an https address without user, password, ? and #, such as https://rtcpns.cn-north-1.myhuaweicloud.com; http is for loopback hosts only, or none',
      '--param: retentionDays must be an integer from 14 to 36500',
      '--param: apiGuard has no value: give it one or leave it out',
      '--param: logLevel is given twice with different values',
      'deployment.yml, default: retentionDay is not a parameter; did you mean retentionDays?',
      'deployment.yml, default: keepMessageText must be true or false',
      'deployment.yml, default: logRetentionDays must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653',
      'deployment.yml, prod: httpsProxy must be an http or https address without user, password and path, such as http://proxy.example.com:3128, or none',
      'deployment.yml, dev: recordingShards has no value: give it one or leave it out',
      'stage prod: jwtIssuer must be left out without apiGuard=jwt',
    ]);
  });

  it.each([
    ['a list', '- retentionDays: 30\n', 'it must hold stages, and the parameters of each below it'],
    ['a parameter at the top', 'retentionDays: 30\n', 'retentionDays must stand below default or a stage'],
  ])('is not made with %s in deployment.yml', async (_case, deployment, fault) => {
    expect(await faultsOf('prod', { deployment })).toEqual([`deployment.yml: ${fault}`]);
  });

  it('is not made of a stage that is missing beside others', async () => {
    expect(await faultsOf('prod', { deployment: 'prd:\n  keepMessageText: false\n' })).toEqual([
      'deployment.yml: the stage prod is missing, there is only prd; "prod: {}" says that it has the defaults',
    ]);
  });

  it('is not made with a file that is not YAML, of which nothing is shown', async () => {
    const deployment = 'prod:\n  httpsProxy: http://u:GEHEIM7@h:1\n\tlogLevel: warn\n';

    const said = await packaged('prod', { deployment, args: ['--region', 'EU-CENTRAL-1'] });

    expect(said).toMatch(
      /This deployment cannot be made:\ndeployment\.yml, line 3: tab characters must not be used in indentation\nthe region must be a name such as eu-central-1/,
    );
    expect(said).not.toContain('GEHEIM7');
  });

  it('is not made beside a deployment.yaml, which would not count', async () => {
    directory = await mkdtemp(join(tmpdir(), 'parameters-'));
    await writeFile(join(directory, 'deployment.yaml'), 'prod:\n  keepMessageText: false\n');

    await expect(packageIn(directory, 'prod', { variables: { TEMPLATE_ONLY: '1' } })).rejects.toThrow(
      'deployment.yaml is not read: its name must be deployment.yml',
    );
  });

  it('is not made with a value of the environment that has not its form', async () => {
    const deployment = 'prod:\n  keepMessageText: $'.concat('{env:KEEP}\n');

    expect(await faultsOf('prod', { deployment, variables: { KEEP: 'False' } })).toEqual([
      'deployment.yml, prod: keepMessageText must be true or false',
    ]);
  });
});

describe('a deployment without a region', () => {
  it.each([['deploy'], ['remove'], ['info']])('is refused before anything is asked: %s', async (command) => {
    directory = await mkdtemp(join(tmpdir(), 'parameters-'));
    await linkService(directory);
    const nowhere = {
      ...{ AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, AWS_PROFILE: undefined },
      ...{ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
    };

    await expect(runServerless(directory, [command, '--stage', 'prod'], nowhere)).rejects.toThrow(
      'The region is missing: --region, AWS_REGION, AWS_DEFAULT_REGION, or region in the profile',
    );
  });
});

describe('the stage of a deployment', () => {
  it.each([
    [
      'Prod',
      'us-east-1',
      'stage Prod must be lower-case letters, digits and single hyphens between them, such as prod or eu-1',
    ],
    [
      'preproduct1',
      'cn-northwest-1',
      'stage preproduct1 must have at most 10 characters in cn-northwest-1: AWS::S3::Bucket privatenumber-preproduct1-recordings-123456789012-cn-northwest-1 would have 64 characters and may have 63',
    ],
  ])('is not %s in %s', async (stage, region, fault) => {
    expect(await faultsOf(stage, { args: ['--region', region] })).toEqual([fault]);
  });

  it('is not my_stage', async () => {
    const said = await packaged('my_stage', {});

    expect(said.match(/Stage names may contain only ASCII letters, numbers, and hyphens/g)).toHaveLength(1);
  });

  it('may have ten characters in cn-northwest-1', async () => {
    await packaged('preproduct', { args: ['--region', 'cn-northwest-1'] });

    const { Resources } = await readTemplate(directory);
    expect(Resources['BindLambdaFunction']?.Properties['FunctionName']).toBe('privatenumber-preproduct-bind');
  });

  it('is not in a region that AWS does not have, such as one of Huawei Cloud', async () => {
    expect(await packaged('prod', { args: ['--region', 'cn-north-4'] })).toMatch(
      /'provider\.region': must be equal to one of the allowed values \[.*cn-northwest-1/,
    );
  });
});

describe('an access document in another secret', () => {
  it('is the one that functions of the API are told of and may read, and the stack makes none', async () => {
    const accessUri = 'secretsmanager:calls/access';
    await packaged('prod', { parameters: { accessUri }, args: ['--region', 'eu-central-1'] });
    const template = await readTemplate(directory);
    const readable = (name: string) =>
      grantsOf(template, name)
        .filter(({ action }) => action === 'secretsmanager:GetSecretValue')
        .map(({ resource }) => resource);

    expect(variablesOf(template, 'bind')).toMatchObject({ ACCESS_URI: accessUri });
    expect(readable('bind')).toEqual([
      'ConfigSecret',
      `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:calls/access-??????`,
    ]);
    expect(readable('binding-sweeper')).toEqual(['ConfigSecret']);
    expect(Object.keys(template.Resources)).toContain('ConfigSecret');
    expect(Object.keys(template.Resources)).not.toContain('AccessSecret');
    expect(template).toMatchObject({ Outputs: { AccessSecretName: { Value: 'calls/access' } } });
  });
});

describe('a configuration document in another secret', () => {
  const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:calls/configuration-a1B2c3';
  const packagedWith = async (configUri: string): Promise<Template> => {
    await packaged('prod', { parameters: { configUri }, args: ['--region', 'eu-central-1'] });
    return readTemplate(directory);
  };
  const readable = (template: Template, name: string) =>
    grantsOf(template, name)
      .filter(({ action }) => action === 'secretsmanager:GetSecretValue')
      .map(({ resource }) => resource);

  it.each([
    [
      'name',
      'calls/configuration',
      `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:calls/configuration-??????`,
    ],
    ['ARN', ARN, ARN],
  ])(
    'by its %s is the one that functions are told of and may read, and the stack makes none',
    async (_case, secret, resource) => {
      const template = await packagedWith(`secretsmanager:${secret}`);

      expect(variablesOf(template, 'bind')).toMatchObject({ CONFIG_URI: `secretsmanager:${secret}` });
      expect(readable(template, 'bind')).toEqual([resource, 'AccessSecret']);
      expect(readable(template, 'binding-sweeper')).toEqual([resource]);
      expect(Object.keys(template.Resources)).not.toContain('ConfigSecret');
      expect(JSON.stringify(template)).not.toMatch(/"ConfigSecret"|\$\{ConfigSecret/);
      expect(template).toMatchObject({ Outputs: { ConfigSecretName: { Value: secret } } });
    },
  );

  it.each([
    [
      'file:///etc/configuration.json',
      'configUri must be in a secret: only serverless offline can read a file',
    ],
    [
      `secretsmanager:${ARN.replace('eu-central-1', 'eu-west-1')}`,
      'configUri must be of eu-central-1 in aws, where the stack is, and not of eu-west-1 in aws',
    ],
  ])('cannot be %s', async (configUri, fault) => {
    expect(await faultsOf('prod', { parameters: { configUri }, args: ['--region', 'eu-central-1'] })).toEqual(
      [fault],
    );
  });
});
