import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../shared/runtime/environment.ts';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { TABLE_PAGES, withTable } from '../../../tools/parameter-table.ts';
import { formInChinese, MEANINGS } from '../../../tools/serverless-plugin/parameters/chinese.ts';
import { notices, parameterFaults } from '../../../tools/serverless-plugin/parameters/faults.mjs';
import { PARAMETERS } from '../../../tools/serverless-plugin/parameters/parameters.mjs';
import { settingsFrom } from '../../../tools/serverless-plugin/parameters/settings.mjs';

const faultsOf = (file: unknown, commandLine: readonly string[] = []) =>
  parameterFaults({ stage: 'prod', commandLine, file });

const LOG_DAYS =
  '1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653';
const PROXY =
  'an http or https address without user, password and path, such as http://proxy.example.com:3128, or none';
const PLATFORM =
  'an https address without user, password, ? and #, such as https://rtcpns.cn-north-1.myhuaweicloud.com; http is for loopback hosts only, or none';
const TOPIC = 'the ARN of an SNS topic, such as arn:aws:sns:eu-central-1:123456789012:alarms, or own';
const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:calls/configuration';

/** As many list items, each with a number of two digits. */
const many = (count: number, item: (nth: string) => string): string =>
  Array.from({ length: count }, (_, index) => item(String(index).padStart(2, '0'))).join(',');

const DOCUMENT_URI = [
  'secretsmanager:<name> or secretsmanager:<ARN with the six characters at its end>; file:///<path> on this machine alone, or own',
  ['own', 'secretsmanager:calls/configuration', `secretsmanager:${ARN}-a1B2c3`],
  [
    'calls/configuration',
    'secretsmanager:',
    'secretsmanager:a b',
    `secretsmanager:${ARN}`,
    ARN,
    'ssm:/configuration',
    'https://host/configuration.json',
    'none',
    '',
  ],
] as const;

/** Name, its form, values that have it, and values that have not. */
const FORMS: readonly (readonly [string, string, readonly unknown[], readonly unknown[]])[] = [
  [
    'httpsProxy',
    PROXY,
    ['http://proxy:3128', 'https://proxy.example.com', 'none'],
    [
      'https://u:p@proxy.example.com',
      'http://user@proxy:3128',
      'host:3128',
      'proxy',
      '',
      ' ',
      'socks5://proxy:1',
      ...['http://proxy#x', 'http:///proxy', 'http://proxy/path', 'http://proxy?x=1', 'http://proxy:0'],
      'http://',
      'http://a b',
      ' http://proxy',
      'None',
      3128,
    ],
  ],
  [
    'platformUrl',
    PLATFORM,
    ['https://host', 'http://127.0.0.1:3100/', 'http://localhost', 'http://[::1]:3100/a', 'none'],
    [
      ...[
        'http://host',
        'http://localhost.example.com',
        'http://127.0.0.1.example.com',
        'http://10.0.0.1:80',
      ],
      'host',
      'http:host',
      'ftp://host',
      'https://host?a=b',
      'https://host/#a',
      'https://u:p@host',
    ],
  ],
  [
    'platformLatestSeconds',
    'an integer from 0 to 86400',
    ['0', 0, '86400', '300'],
    ['-1', '86401', '1e3', '0x10', ' 30', '007', '3.0', '+3', '', '３'],
  ],
  ['axeBindingsPerNumber', 'an integer from 1 to 1000000', ['1', 200], ['0', 'all', '1000001']],
  [
    'retentionDays',
    'an integer from 14 to 36500',
    ['14', 90, '36500'],
    [
      '5',
      '13',
      '36501',
      '30d',
      14.5,
      1e21,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      true,
      '30\n',
      '30\n40',
      ['30'],
      { days: 30 },
      new Date(0),
    ],
  ],
  [
    'recordingRetentionDays',
    'an integer from 1 to 36500, or never',
    ['1', 'never', 400],
    ['0', 'keep', 'none', false],
  ],
  [
    'callRetentionDays',
    'an integer from 14 to 36500, or retentionDays',
    ['14', 400, 'retentionDays'],
    ['13', '36501', 'never', 'retentiondays', '', 14.5],
  ],
  [
    'messageRetentionDays',
    'an integer from 1 to 36500, or retentionDays',
    ['1', 30, 'retentionDays'],
    ['0', '36501', 'none', ' 30'],
  ],
  ['auditRetentionDays', 'an integer from 1 to 36500', ['1', 1096], ['0', 'never', '366 days']],
  ['usageRetentionDays', 'an integer from 62 to 36500', ['62', 1096], ['61', 'never', '']],
  ['usageWindowSeconds', 'an integer from 0 to 21600', ['0', '3600'], ['1.5', '-1', '21601']],
  ['archiveFirstDelaySeconds', 'an integer from 0 to 86400', ['0', '60'], ['1.5', '-1', '90000']],
  ['recordingShards', 'an integer from 1 to 32', ['1', '32', 4], ['0', '33', '']],
  [
    'keepMessageText',
    'true or false',
    ['true', 'false', true, false],
    [
      'False',
      'FALSE',
      'True',
      'TRUE',
      'yes',
      'no',
      'off',
      'n',
      '0',
      '1',
      0,
      '',
      ' ',
      ' true',
      'false\n',
      [false],
    ],
  ],
  [
    'eventBusName',
    'the name of a bus in EventBridge of the same account and region, or own',
    ['own', 'default', 'orders', 'team/orders_1.b-c'],
    ['', 'a b', 'arn:aws:events:eu-central-1:123456789012:event-bus/orders', '/x'],
  ],
  ['exports', 'off, masked or sealed', ['off', 'masked', 'sealed'], ['clear', 'on', '', 'Masked']],
  ['exportRetentionDays', 'an integer from 1 to 36500', ['1', 400], ['0', 'never', '']],
  ...['pageTopicArn', 'ticketTopicArn'].map((name): [string, string, unknown[], unknown[]] => [
    name,
    TOPIC,
    ['arn:aws:sns:eu-central-1:123456789012:alarms', 'arn:aws-cn:sns:cn-north-1:123456789012:a_B-1', 'own'],
    [
      'alarms',
      'arn:aws:sqs:eu-central-1:123456789012:alarms',
      'arn:aws:sns:eu-central-1:12345678901:alarms',
      'arn:aws:sns:eu-central-1:123456789012:',
      '',
      'none',
      { Ref: 'Topic' },
    ],
  ]),
  [
    'alarmEmail',
    'an e-mail address, such as on-call@example.com, or none',
    ['on-call@example.com', 'a.b+c@mail.example.cn', 'none'],
    ['example.com', '@example.com', 'on-call@', 'on-call@example', 'a b@example.com', 'a@b.c\n', ''],
  ],
  ['silenceMinutes', 'an integer from 90 to 240', ['90', 240], ['89', '241', 'none', '']],
  ['logLevel', 'debug, info, warn or error', ['debug', 'error'], ['INFO', 'trace', '']],
  ['logRetentionDays', LOG_DAYS, ['1', 30, '3653'], ['31', '0', 'never', '030']],
  ['configUri', ...DOCUMENT_URI],
  ['accessUri', ...DOCUMENT_URI],
  ['apiGuard', 'key, jwt or iam', ['key', 'iam'], ['none', 'KEY', '', false]],
  ['jwtIssuer', 'an https address, or none', ['none'], ['http://id.example', 'id.example', 'https://', '']],
  [
    'jwtAudience',
    'text of visible ASCII characters without blanks (a number in quotes), or none',
    ['none'],
    ['', 'a b', 'é', 7, 1e20, true],
  ],
  [
    'jwtScopePrefix',
    'text of visible ASCII characters without blanks (a number in quotes), or none',
    ['none'],
    ['', 'a b', 'é', true],
  ],
  ['existingData', 'true or false', ['true', false], ['yes', '']],
  [
    'domainName',
    'the name of a domain, such as calls.example.com, or none',
    ['none'],
    [
      `${'a'.repeat(64)}.example.com`,
      `calls.${'a'.repeat(64)}`,
      'calls.example-',
      'https://calls.example.com',
      'calls',
      'calls.example.com/',
      'Calls.example.com',
      '-a.example.com',
      '',
    ],
  ],
  [
    'certificateArn',
    'the ARN of a certificate in ACM, or none',
    ['none'],
    ['certificate', 'arn:aws:iam::123456789012:server-certificate/a', ''],
  ],
  ['apiRequestsPerSecond', 'an integer from 1 to 10000', ['1', 100, '10000'], ['0', '10001', 'all']],
  ['webhookRequestsPerSecond', 'an integer from 1 to 10000', ['1', '10000'], ['0', '']],
  ['webhookConcurrency', 'an integer from 0 to 1000', ['0', 25], ['-1', 'none', '1001']],
  [
    'vpcSubnetIds',
    'ids of subnets, at most 16 with commas between them, none twice, or none',
    ['none'],
    [
      many(17, (nth) => `subnet-0a1b2c${nth}`),
      'subnet-0a1b2c3d, subnet-0a1b2c3d',
      'vpc-0a1',
      'subnet-0a1b2c3d;subnet-4e5f6a7b',
      'subnet-0a1b2c3d,',
      'subnet-',
      '',
      ['subnet-0a1b2c3d'],
    ],
  ],
  [
    'vpcSecurityGroupIds',
    'ids of security groups, at most 5 with commas between them, none twice, or none',
    ['none'],
    ['default', 'sg-', '', 'sg-0a1b2c3d,sg-0a1b2c3d', many(6, (nth) => `sg-0a1b2c${nth}`)],
  ],
  ['protectData', 'true or false', ['true', false], ['no', '']],
  [
    'kmsKeyArn',
    'the ARN of a key in KMS, not of an alias, or none',
    [
      'none',
      'arn:aws-cn:kms:cn-north-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef',
      'arn:aws:kms:eu-central-1:123456789012:key/mrk-0123456789abcdef0123456789abcdef',
    ],
    [
      'arn:aws:kms:eu-central-1:123456789012:key/x',
      'alias/calls',
      'arn:aws:kms:eu-central-1:123456789012:alias/calls',
      '',
    ],
  ],
  [
    'tags',
    'name=value, other names than service and stage, at most 47 with commas between them, none twice, or none',
    [
      'none',
      'team=orders',
      'team=orders, cost-centre=a=b',
      'empty=',
      many(47, (nth) => `t${nth}=a`),
      'services=a',
    ],
    [
      ...[
        'a=1,a=2',
        'Team=a,team=b',
        'service=me',
        'team=orders,stage=you',
        'Stage=you',
        many(48, (nth) => `t${nth}=a`),
      ],
      'team',
      '=orders',
      'aws:team=orders',
      'AWS:team=orders',
      'a=b,',
      `${'n'.repeat(129)}=o`,
      '',
    ],
  ],
  ['tracing', 'off or active', ['off', 'active'], ['true', 'on', '']],
  ['runtime', 'nodejs24.x or nodejs22.x', ['nodejs24.x', 'nodejs22.x'], ['nodejs20.x', '24', '']],
  ['architecture', 'arm64 or x86_64', ['arm64', 'x86_64'], ['arm', '']],
  ['awsClients', 'lean or sdk', ['lean', 'sdk'], ['aws', 'Lean']],
  ['s3ForcePathStyle', 'true or false', ['true', false], ['1', '']],
];

describe('the parameters of a deployment', () => {
  it('are all in the table below', () => {
    expect(FORMS.map(([name]) => name).toSorted()).toEqual(Object.keys(PARAMETERS).toSorted());
  });

  it.each(FORMS)('%s must be %s', (name, wanted, right, wrong) => {
    for (const value of right) expect(faultsOf({ prod: { [name]: value } }), String(value)).toEqual([]);
    for (const value of wrong)
      expect(faultsOf({ prod: { [name]: value } }), JSON.stringify(value)).toEqual([
        `deployment.yml, prod: ${name} must be ${wanted}`,
      ]);
  });

  it('of a VPC are as many as Lambda takes', () => {
    const vpcSubnetIds = many(16, (nth) => `subnet-0a1b2c${nth}`);
    const vpcSecurityGroupIds = many(5, (nth) => `sg-0a1b2c${nth}`);

    expect(faultsOf({ prod: { vpcSubnetIds, vpcSecurityGroupIds } })).toEqual([]);
  });

  it.each(FORMS)('%s has a default of its own form', (name, _wanted, _right, _wrong) => {
    const { default: absent, form } = PARAMETERS[name] ?? {};

    expect(form?.takes(absent ?? '')).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['a file of comments', null],
    ['stages without parameters', { default: null, prod: {} }],
  ])('may be left out: %s', (_case, file) => {
    expect(faultsOf(file)).toEqual([]);
  });

  it('are judged wherever they stand, in other stages too, and all at once without a value', () => {
    const faults = faultsOf(
      {
        default: { retentionDays: 5 },
        prod: { keepMessageText: 'no' },
        dev: { httpsProxy: 'u:secret@host:1' },
      },
      ['platformUrl=host', 'recordingShards=0'],
    );

    expect(faults).toEqual([
      `--param: platformUrl must be ${PLATFORM}`,
      '--param: recordingShards must be an integer from 1 to 32',
      'deployment.yml, default: retentionDays must be an integer from 14 to 36500',
      'deployment.yml, prod: keepMessageText must be true or false',
      `deployment.yml, dev: httpsProxy must be ${PROXY}`,
    ]);
  });

  it.each([
    ['retentionDay', 'did you mean retentionDays?'],
    ['RETENTIONDAYS', 'did you mean retentionDays?'],
    ['keepMesageTxt', 'did you mean keepMessageText?'],
    ['httpProxy', 'did you mean httpsProxy?'],
    ['recordingRetention', 'did you mean recordingRetentionDays?'],
    ['toString', 'docs/deploy.md lists them'],
    ['foo', 'docs/deploy.md lists them'],
  ])('have no other names: %s', (name, hint) => {
    expect(faultsOf({ default: { [name]: '30' } }, [`${name}=30`])).toEqual([
      `--param: ${name} is not a parameter; ${hint}`,
      `deployment.yml, default: ${name} is not a parameter; ${hint}`,
    ]);
  });

  it('are named without what somebody wrote in the place of a name', () => {
    expect(faultsOf(undefined, ['http://person:password@proxy/?a=b'])).toEqual([
      '--param: a name that is not one of a parameter; docs/deploy.md lists them',
    ]);
  });

  it('have a value, in the file and on the command line', () => {
    const faults = faultsOf({ prod: { keepMessageText: null } }, [
      'retentionDays',
      'recordingShards=',
      'logLevel= ',
    ]);

    expect(faults).toEqual([
      '--param: retentionDays has no value: give it one or leave it out',
      '--param: recordingShards has no value: give it one or leave it out',
      '--param: logLevel has no value: give it one or leave it out',
      'deployment.yml, prod: keepMessageText has no value: give it one or leave it out',
    ]);
  });

  it('are given twice only with the same value', () => {
    expect(faultsOf(undefined, ['retentionDays=30', 'retentionDays=30'])).toEqual([]);
    expect(faultsOf(undefined, ['retentionDays=30', 'retentionDays=40', 'retentionDays=30'])).toEqual([
      '--param: retentionDays is given twice with different values',
    ]);
  });

  it.each([
    [['prod'], 'it must hold stages, and the parameters of each below it'],
    ['prod', 'it must hold stages, and the parameters of each below it'],
    [{ retentionDays: 90 }, 'retentionDays must stand below default or a stage'],
    [{ prod: 90 }, 'prod must hold parameters of that stage'],
    [{ prod: ['retentionDays'] }, 'prod must hold parameters of that stage'],
  ])('stand below a stage: %j', (file, fault) => {
    expect(faultsOf(file)).toEqual([`deployment.yml: ${fault}`]);
  });

  it('may be variables of the framework, which have their values before the template is made', () => {
    const variable = '$'.concat('{ssm:/proxy}');

    expect(faultsOf({ dev: { httpsProxy: variable }, prod: {} })).toEqual([]);
  });

  it.each([
    [
      { prod: { apiGuard: 'jwt' } },
      [
        'stage prod: jwtIssuer must be given with apiGuard=jwt',
        'stage prod: jwtAudience must be given with apiGuard=jwt',
      ],
    ],
    [
      { prod: { configUri: 'secretsmanager:shared/calls', accessUri: 'secretsmanager:shared/calls' } },
      ['stage prod: configUri and accessUri must be two secrets'],
    ],
    [
      {
        prod: { configUri: 'secretsmanager:calls/configuration', accessUri: `secretsmanager:${ARN}-a1B2c3` },
      },
      ['stage prod: configUri and accessUri must be two secrets'],
    ],
    [{ prod: { configUri: 'secretsmanager:calls/other', accessUri: `secretsmanager:${ARN}-a1B2c3` } }, []],
    [
      {
        prod: {
          alarmEmail: 'on-call@example.com',
          pageTopicArn: 'arn:aws:sns:eu-central-1:123456789012:calls',
          ticketTopicArn: 'arn:aws:sns:eu-central-1:123456789012:mail',
        },
      },
      [
        'stage prod: alarmEmail must be left out with pageTopicArn and ticketTopicArn: it would be told of nothing',
      ],
    ],
    [
      {
        prod: {
          alarmEmail: 'on-call@example.com',
          pageTopicArn: 'arn:aws:sns:eu-central-1:123456789012:calls',
          ticketTopicArn: 'own',
        },
      },
      [],
    ],
    [
      {
        default: {
          certificateArn:
            'arn:aws:acm:eu-central-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef',
        },
        prod: { domainName: `${'a'.repeat(63)}.example.com` },
        dev: { domainName: 'calls.xn--fiqs8s' },
      },
      [],
    ],
    [
      { default: { jwtIssuer: 'https://id.example' } },
      ['stage prod: jwtIssuer must be left out without apiGuard=jwt'],
    ],
    [
      { dev: { jwtScopePrefix: 'calls/' }, prod: {} },
      ['stage dev: jwtScopePrefix must be left out without apiGuard=jwt'],
    ],
    [
      { dev: { apiGuard: 'iam', jwtAudience: 'calls' }, prod: {} },
      ['stage dev: jwtAudience must be left out without apiGuard=jwt'],
    ],
    [{ default: { jwtIssuer: 'https://id.example', jwtAudience: 'calls' }, prod: { apiGuard: 'jwt' } }, []],
  ])('go together: %j', (file, faults) => {
    expect(faultsOf(file)).toEqual(faults);
  });

  it.each([
    [{ prod: { apiGuard: 'jwt', jwtIssuer: '$'.concat('{ssm:/issuer}'), jwtAudience: 'calls' } }, []],
    [{ dev: { apiGuard: '$'.concat('{ssm:/guard}'), jwtAudience: 'calls' }, prod: {} }, []],
    [
      { prod: { apiGuard: 'jwt', jwtIssuer: 'http://id.example', jwtAudience: 'calls' } },
      ['deployment.yml, prod: jwtIssuer must be an https address, or none'],
    ],
    [
      { prod: { apiGuard: 'JWT', jwtAudience: 'calls' } },
      ['deployment.yml, prod: apiGuard must be key, jwt or iam'],
    ],
  ])('are not judged together before each is known and fine: %j', (file, faults) => {
    expect(faultsOf(file)).toEqual(faults);
  });

  it('of the command line go together with those of the file', () => {
    const file = { default: { jwtIssuer: 'https://id.example', jwtAudience: 'calls' } };

    expect(faultsOf(file, ['apiGuard=jwt'])).toEqual([]);
  });
});

describe('the stages of a deployment', () => {
  it.each(['Prod', 'a--b', '-a', 'a-', 'a.b', 'a_b', 'ünit', '', 'a b', '生产', 'prod ', 'a/b=c'])(
    'are not called %j',
    (stage) => {
      const shown =
        { '': '(not shown)', 'a b': '"a b"', 'prod ': '"prod "', 'a/b=c': '(not shown)' }[stage] ?? stage;
      const fault = `stage ${shown} must be lower-case letters, digits and single hyphens between them, such as prod or eu-1`;

      expect(parameterFaults({ stage, commandLine: [], file: null })).toEqual([fault]);
      expect(faultsOf({ [stage]: {} })).toEqual([fault]);
    },
  );

  it.each(['prod', 'eu-1', '1', 'a-b-c'])('may be called %s', (stage) => {
    expect(parameterFaults({ stage, commandLine: [], file: { default: {}, [stage]: {} } })).toEqual([]);
  });

  it.each([
    [{ prd: { keepMessageText: false } }, 'prd'],
    [{ prd: null, dev: { logLevel: 'debug' } }, 'prd, dev'],
  ])('are not left out of a file that has others, because one may be misspelt: %j', (file, others) => {
    expect(faultsOf(file)).toEqual([
      `deployment.yml: the stage prod is missing, there is only ${others}; "prod: {}" says that it has the defaults`,
    ]);
  });

  it.each<unknown>([
    undefined,
    null,
    {},
    { default: null },
    { default: { logLevel: 'debug' } },
    { default: {}, dev: { logLevel: 'debug' } },
    { prod: null, dev: null },
    { prod: {}, prd: {} },
  ])('may be left to the defaults: %j', (file) => {
    expect(faultsOf(file)).toEqual([]);
  });

  it('are not called default, which stands for all of them', () => {
    expect(parameterFaults({ stage: 'default', commandLine: [], file: null })).toEqual([
      'stage default must have another name: default stands for all stages',
    ]);
  });
});

describe('a deployment tells', () => {
  it.each([
    [{ prod: { retentionDays: 90 } }, ['retentionDays=30'], 'retentionDays'],
    [{ default: { retentionDays: 90 } }, ['retentionDays=30'], 'retentionDays'],
    [
      { prod: { retentionDays: 90, logLevel: 'info' } },
      ['logLevel=warn', 'retentionDays=30'],
      'logLevel, retentionDays',
    ],
  ])('that it does not go by the file: %j with %j', (file, commandLine, names) => {
    expect(notices({ stage: 'prod', commandLine, file })).toEqual([
      `Not as in deployment.yml, this time alone: ${names}`,
    ]);
  });

  it.each([
    [{ default: { retentionDays: 30 }, prod: { retentionDays: 90 } }, ['retentionDays=90']],
    [{ dev: { retentionDays: 90 }, prod: null }, ['retentionDays=30']],
    [{ prod: { keepMessageText: false } }, ['keepMessageText=false', 'logLevel=warn']],
    [{ default: { logLevel: 'info' } }, []],
    [undefined, ['logLevel=warn']],
  ])('nothing when it does: %j with %j', (file, commandLine) => {
    expect(notices({ stage: 'prod', commandLine, file })).toEqual([]);
  });

  it('that there is no file', () => {
    expect(notices({ stage: 'prod', commandLine: [], file: undefined, isFileThere: false })).toEqual([
      'There is no deployment.yml: every parameter that --param does not give has its default',
    ]);
  });

  it('that it goes by default where the file has only other stages', () => {
    const file = { default: {}, production: { keepMessageText: false }, dev: null };

    expect(notices({ stage: 'prod', commandLine: [], file })).toEqual([
      'deployment.yml has nothing for the stage prod but default, and more for production, dev',
    ]);
  });
});

describe('the settings that the template is made with', () => {
  const given = (values: Readonly<Record<string, unknown>>) =>
    settingsFrom(async (name) => values[name] ?? null);

  it('are the defaults where nothing is given', async () => {
    expect(await given({})).toEqual({
      httpsProxy: '',
      platformUrl: '',
      eventBusName: null,
      platformLatestSeconds: '300',
      axeBindingsPerNumber: '200',
      retentionDays: '180',
      callRetentionDays: '',
      messageRetentionDays: '',
      recordingRetentionDays: '180',
      auditRetentionDays: '366',
      usageRetentionDays: '1096',
      usageWindowSeconds: '3600',
      archiveFirstDelaySeconds: '60',
      recordingShards: '4',
      keepMessageText: 'true',
      exports: 'off',
      exportRetentionDays: '180',
      pageTopicArn: '',
      ticketTopicArn: '',
      alarmEmail: '',
      silenceMinutes: '120',
      logLevel: 'info',
      logRetentionDays: '30',
      existingData: 'false',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
      configUri: { 'Fn::Sub': 'secretsmanager:${ConfigSecret}' },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
      accessUri: { 'Fn::Sub': 'secretsmanager:${AccessSecret}' },
      apiGuard: 'key',
      jwtIssuer: '',
      jwtAudience: '',
      jwtScopePrefix: '',
      domainName: '',
      certificateArn: '',
      apiRequestsPerSecond: '100',
      webhookRequestsPerSecond: '1000',
      webhookConcurrency: '25',
      vpcSubnetIds: '',
      vpcSecurityGroupIds: '',
      protectData: 'true',
      kmsKeyArn: '',
      tags: '',
      tracing: 'off',
      runtime: 'nodejs24.x',
      architecture: 'arm64',
      awsClients: 'lean',
      s3ForcePathStyle: 'false',
    });
  });

  it('are text, whatever type YAML gave them, and a given none is none', async () => {
    const settings = await given({
      retentionDays: 90,
      keepMessageText: false,
      httpsProxy: 'none',
      platformUrl: 'https://host',
      configUri: 'secretsmanager:calls',
    });

    expect(settings).toMatchObject({
      retentionDays: '90',
      keepMessageText: 'false',
      httpsProxy: '',
      platformUrl: 'https://host',
      configUri: 'secretsmanager:calls',
    });
  });

  /** The variables that functions read them from. */
  const VARIABLES: Readonly<Record<string, string>> = {
    httpsProxy: 'HTTPS_PROXY',
    platformUrl: 'PLATFORM_URL',
    platformLatestSeconds: 'PLATFORM_LATEST_SECONDS',
    axeBindingsPerNumber: 'AXE_BINDINGS_PER_NUMBER',
    retentionDays: 'RETENTION_DAYS',
    callRetentionDays: 'CALL_RETENTION_DAYS',
    messageRetentionDays: 'MESSAGE_RETENTION_DAYS',
    recordingRetentionDays: 'RECORDING_RETENTION_DAYS',
    auditRetentionDays: 'AUDIT_RETENTION_DAYS',
    usageRetentionDays: 'USAGE_RETENTION_DAYS',
    usageWindowSeconds: 'USAGE_WINDOW_SECONDS',
    archiveFirstDelaySeconds: 'ARCHIVE_FIRST_DELAY_SECONDS',
    recordingShards: 'RECORDING_SHARDS',
    keepMessageText: 'KEEP_MESSAGE_TEXT',
    exports: 'EXPORTS',
    s3ForcePathStyle: 'S3_FORCE_PATH_STYLE',
    logLevel: 'LOG_LEVEL',
    apiGuard: 'API_GUARD',
  };

  it.each(FORMS.filter(([name]) => name in VARIABLES))(
    'are taken and refused by the functions as by the deployment: %s',
    async (name, _wanted, right, wrong) => {
      const variable = VARIABLES[name] ?? '';
      for (const value of right) {
        const { [name]: setting } = await given({ [name]: value });
        expect(() => readSettings({ [variable]: String(setting) }), String(value)).not.toThrow();
      }
      const texts = wrong.filter((value) => typeof value === 'string' && value !== '' && value !== 'None');
      for (const value of texts)
        expect(() => readSettings({ [variable]: String(value) }), JSON.stringify(value)).toThrow(variable);
    },
  );
});

describe('the documents', () => {
  it('docs/deploy.md and its Chinese page have the table of parameters as they are', async () => {
    const texts = await Promise.all(TABLE_PAGES.map(({ file }) => readFile(file, 'utf8')));

    expect(texts).toEqual(TABLE_PAGES.map((page, index) => withTable(page, texts[index] ?? '')));
    expect(texts[0]).toContain(
      '| `retentionDays` | `180` | an integer from 14 to 36500 | how many days ended',
    );
    expect(texts[1]).toContain('| `retentionDays` | `180` | 14 到 36500 的整数 | 已结束的绑定保留的天数');
  });

  it('the Chinese table has the parameters that there are, and no others', () => {
    expect(Object.keys(MEANINGS)).toEqual(Object.keys(PARAMETERS));
  });

  it.each([
    ['an integer from 1 to 32', '1 到 32 的整数'],
    ['an integer from 14 to 36500, or retentionDays', '14 到 36500 的整数，或 retentionDays'],
    ['true or false', 'true 或 false'],
    ['debug, info, warn or error', 'debug、info、warn 或 error'],
    ['the ARN of a certificate in ACM, or none', 'ACM 证书的 ARN，或 none'],
  ])('the form "%s" is "%s" in Chinese', (wanted, chinese) => {
    expect(formInChinese(wanted)).toBe(chinese);
  });

  it('a form without Chinese words is refused, so that no page has it in English', () => {
    expect(() => formInChinese('a colour, or none')).toThrow('no Chinese for: a colour');
  });

  it('deployment.yml shows examples that a deployment takes', async () => {
    const text = await readFile(join(ROOT, 'deployment.yml'), 'utf8');
    const examples = [...text.matchAll(/^#? +(\w+): +(\S+)$/gm)].map(
      ([, name = '', value = '']) => `${name}=${value}`,
    );

    expect(parameterFaults({ stage: 'prod', commandLine: examples, file: undefined })).toEqual([]);
  });
});
