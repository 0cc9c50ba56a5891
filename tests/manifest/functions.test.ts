import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, type Template } from '../../tools/local-stack/template.ts';
import { contextFor } from '../harness/gateway.ts';
import { createTestRuntime } from '../harness/test-runtime.ts';
import { functionsOf, packagedTemplate, resourcesOf, shown } from './expect-template.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const EVERY_PUSH = [
  ...['ARCHIVE_FIRST_DELAY_SECONDS', 'BINDINGS_TABLE', 'CALLS_TABLE', 'CONFIG_URI', 'KEEP_MESSAGE_TEXT'],
  ...['LOG_LEVEL', 'MESSAGES_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'],
  ...['CALL_RETENTION_DAYS', 'MESSAGE_RETENTION_DAYS', 'RETENTION_DAYS'],
];
/** Beside what they need, functions of our API are told by what it knows its callers. */
const API_ALONE = ['ACCESS_URI', 'API_GUARD', 'JWT_SCOPE_PREFIX'];
const API = [...API_ALONE, 'CONFIG_URI', 'LOG_LEVEL'];
const PLATFORM_CALLER = [
  ...['BINDINGS_TABLE', 'CONFIG_URI', 'HTTPS_PROXY', 'LOG_LEVEL', 'NUMBERS_TABLE', 'PLATFORM_URL'],
];

/** The variables of functions that write bindings, which stay for a while after their end. */
const BINDING_WRITER = [...PLATFORM_CALLER, 'PLATFORM_LATEST_SECONDS', 'RETENTION_DAYS'];

const EXPECTED: readonly (readonly [name: string, timeoutSeconds: number, variables: readonly string[]])[] = [
  ['bind', 25, [...BINDING_WRITER, ...API_ALONE, 'AXE_BINDINGS_PER_NUMBER']],
  ['binding-sweeper', 300, [...BINDING_WRITER, 'AXE_BINDINGS_PER_NUMBER', 'CALLS_TABLE']],
  ['call-event-webhook', 10, EVERY_PUSH],
  ['cdr-webhook', 10, EVERY_PUSH],
  ['console', 5, ['LOG_LEVEL', 'RECORDINGS_BUCKET', 'S3_FORCE_PATH_STYLE']],
  [
    'count-usage',
    120,
    [
      ...['BINDINGS_TABLE', 'CALLS_TABLE', 'CALL_RETENTION_DAYS', 'CONFIG_URI', 'LOG_LEVEL'],
      ...['MESSAGES_TABLE', 'NUMBERS_TABLE', 'RETENTION_DAYS', 'USAGE_RETENTION_DAYS', 'USAGE_TABLE'],
      'USAGE_WINDOW_SECONDS',
    ],
  ],
  ['describe-problem', 5, ['LOG_LEVEL']],
  [
    'export-records',
    900,
    [
      ...['BINDINGS_TABLE', 'CALLS_TABLE', 'CONFIG_URI', 'EXPORTS', 'LOG_LEVEL', 'MESSAGES_TABLE'],
      ...['PUSHES_TABLE', 'RECORDINGS_BUCKET', 'S3_FORCE_PATH_STYLE'],
    ],
  ],
  ['health', 5, ['LOG_LEVEL']],
  [
    'import-calls',
    120,
    [
      ...['BINDINGS_TABLE', 'CALLS_TABLE', 'CALL_RETENTION_DAYS', 'CONFIG_URI', 'LOG_LEVEL'],
      ...['NUMBERS_TABLE', 'PUSHES_TABLE', 'RETENTION_DAYS'],
    ],
  ],
  [
    'manage-keys',
    120,
    [
      ...['BINDINGS_TABLE', 'CALLS_TABLE', 'CONFIG_URI', 'LOG_LEVEL', 'MESSAGES_TABLE'],
      ...['NUMBERS_TABLE', 'PUSHES_TABLE', 'USAGE_TABLE'],
    ],
  ],
  ['manage-numbers', 25, [...API, 'AXE_BINDINGS_PER_NUMBER', 'BINDINGS_TABLE', 'NUMBERS_TABLE']],
  ['manage-parties', 25, [...BINDING_WRITER, ...API_ALONE]],
  ['manage-platform', 120, ['CONFIG_URI', 'HTTPS_PROXY', 'LOG_LEVEL', 'NUMBERS_TABLE', 'PLATFORM_URL']],
  [
    'manage-pool',
    120,
    ['AXE_BINDINGS_PER_NUMBER', 'BINDINGS_TABLE', 'CONFIG_URI', 'LOG_LEVEL', 'NUMBERS_TABLE'],
  ],
  [
    'manage-privacy',
    120,
    [
      ...BINDING_WRITER,
      ...['AUDIT_RETENTION_DAYS', 'CALLS_TABLE', 'CALL_RETENTION_DAYS', 'MESSAGES_TABLE', 'PUSHES_TABLE'],
      ...['RECORDINGS_BUCKET', 'RECORDING_RETENTION_DAYS', 'S3_FORCE_PATH_STYLE'],
    ],
  ],
  [
    'manage-recordings',
    120,
    [
      ...['AUDIT_RETENTION_DAYS', 'BINDINGS_TABLE', 'CALLS_TABLE', 'CONFIG_URI', 'LOG_LEVEL'],
      ...['CALL_RETENTION_DAYS', 'RECORDINGS_BUCKET', 'S3_FORCE_PATH_STYLE'],
    ],
  ],
  [
    'manage-reports',
    25,
    [...API, 'BINDINGS_TABLE', 'HTTPS_PROXY', 'NUMBERS_TABLE', 'PLATFORM_LATEST_SECONDS'],
  ],
  [
    'manage-usage',
    120,
    [
      ...[
        'BINDINGS_TABLE',
        'CALLS_TABLE',
        'CALL_RETENTION_DAYS',
        'CONFIG_URI',
        'LOG_LEVEL',
        'MESSAGES_TABLE',
      ],
      ...['MESSAGE_RETENTION_DAYS', 'RETENTION_DAYS', 'USAGE_RETENTION_DAYS', 'USAGE_TABLE'],
    ],
  ],
  [
    'mark-usage',
    60,
    [
      ...['BINDINGS_TABLE', 'CALL_RETENTION_DAYS', 'CALLS_TABLE', 'CONFIG_URI', 'LOG_LEVEL'],
      ...['MESSAGE_RETENTION_DAYS', 'MESSAGES_TABLE', 'RETENTION_DAYS', 'USAGE_RETENTION_DAYS'],
      ...['USAGE_TABLE', 'USAGE_WINDOW_SECONDS'],
    ],
  ],
  [
    'measure-state',
    120,
    [
      ...['AXE_BINDINGS_PER_NUMBER', 'BINDINGS_TABLE', 'CONFIG_URI', 'LOG_LEVEL'],
      ...['NUMBERS_TABLE', 'PUSHES_TABLE'],
    ],
  ],
  ['modify-binding', 25, [...BINDING_WRITER, ...API_ALONE]],
  ['number-status-webhook', 10, EVERY_PUSH],
  ['operate-pushes', 25, [...EVERY_PUSH, ...API_ALONE]],
  ['operate-recordings', 25, [...API, 'AUDIT_RETENTION_DAYS', 'CALLS_TABLE', 'CALL_RETENTION_DAYS']],
  ['operate-status', 25, [...API, 'BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE']],
  ['other-webhook', 10, EVERY_PUSH],
  [
    'publish-events',
    120,
    [...['BINDINGS_TABLE', 'CALLS_TABLE', 'CONFIG_URI', 'EVENTS_QUEUE_URL', 'EVENT_BUS_NAME'], 'LOG_LEVEL'],
  ],
  ['query-bindings', 25, [...PLATFORM_CALLER, ...API_ALONE]],
  [
    'query-calls',
    15,
    [
      ...[...API, 'AUDIT_RETENTION_DAYS', 'BINDINGS_TABLE', 'CALLS_TABLE', 'RECORDINGS_BUCKET'],
      'S3_FORCE_PATH_STYLE',
    ],
  ],
  ['query-messages', 15, [...API, 'BINDINGS_TABLE', 'MESSAGES_TABLE']],
  ['query-usage', 25, [...API, 'BINDINGS_TABLE', 'USAGE_TABLE']],
  ['read-access', 10, API],
  ['reconcile', 120, BINDING_WRITER],
  [
    'recording-archiver',
    300,
    [
      ...['BINDINGS_TABLE', 'CALLS_TABLE', 'CONFIG_URI', 'HTTPS_PROXY', 'LOG_LEVEL'],
      ...['NUMBERS_TABLE', 'PLATFORM_URL', 'RECORDINGS_BUCKET', 'RECORDING_RETENTION_DAYS'],
      ...['RECORDING_SHARDS', 'S3_FORCE_PATH_STYLE'],
    ],
  ],
  ['replay-pushes', 120, EVERY_PUSH],
  ['report-gaps', 120, ['CALLS_TABLE', 'CONFIG_URI', 'LOG_LEVEL', 'PUSHES_TABLE']],
  ['report-numbers', 600, ['BINDINGS_TABLE', 'CONFIG_URI', 'HTTPS_PROXY', 'LOG_LEVEL', 'NUMBERS_TABLE']],
  [
    'report-status',
    120,
    ['BINDINGS_TABLE', 'CALLS_TABLE', 'CONFIG_URI', 'LOG_LEVEL', 'NUMBERS_TABLE', 'PUSHES_TABLE'],
  ],
  ['set-temporary-callee', 25, [...BINDING_WRITER, ...API_ALONE]],
  ['sms-webhook', 10, EVERY_PUSH],
  ['stop-call', 25, [...API, 'CALLS_TABLE', 'HTTPS_PROXY', 'NUMBERS_TABLE', 'PLATFORM_URL']],
  ['unbind', 25, [...BINDING_WRITER, ...API_ALONE]],
];

describe('functions of the packaged service', () => {
  it('are the folders under functions/', () => {
    const folders = readdirSync(`${ROOT}functions`);

    const names = [...functionsOf(template).keys()];

    expect(names.sort()).toEqual(folders.sort());
    expect(names).toEqual(EXPECTED.map(([name]) => name));
  });

  it.each(EXPECTED)(
    '%s has its time-out, its variables and nothing more',
    (name, timeoutSeconds, variables) => {
      const properties = functionsOf(template).get(name);

      expect(properties?.Timeout).toBe(timeoutSeconds);
      expect(Object.keys(properties?.Environment.Variables ?? {}).sort()).toEqual(
        [...variables, 'STAGE'].sort(),
      );
      expect(properties?.Handler).toBe(`functions/${name}/index.handler`);
    },
  );

  // Composition is lazy, so importing a bundle tells nothing of its variables.
  it.each(EXPECTED.filter(([name]) => !['health', 'console', 'describe-problem'].includes(name)))(
    '%s has every variable that it asks for before its configuration document',
    async (name) => {
      const variables = functionsOf(template).get(name)?.Environment.Variables ?? {};
      // Settings as they are packaged, and any text for what CloudFormation fills in.
      const environment = Object.fromEntries(
        Object.entries(variables).map(([variable, value]) => [
          variable,
          typeof value === 'string' ? value : 'filled-in',
        ]),
      );
      const asked: string[] = [];
      const readConfiguration = (uri: string) => {
        asked.push(uri);
        return Promise.reject(new Error('this test has no document'));
      };
      const { compose } = await import(`../../functions/${name}/index.ts`);

      const handler = compose(createTestRuntime({ environment, readConfiguration }));

      await handler({}, contextFor(name)).catch(() => undefined);
      expect(new Set(asked)).toEqual(new Set(['filled-in']));
    },
  );

  it('run on Node 24 on arm64, with a name that Lambda accepts and a sensible memory', () => {
    const functions = [...functionsOf(template).values()];

    for (const { Runtime, Architectures, FunctionName, MemorySize } of functions) {
      expect(Runtime).toBe('nodejs24.x');
      expect(Architectures).toEqual(['arm64']);
      expect(FunctionName.length).toBeLessThanOrEqual(64);
      expect(MemorySize).toBeGreaterThanOrEqual(256);
      expect(MemorySize).toBeLessThanOrEqual(1024);
    }
  });

  it('give the archiver a disk for all the files it may have at a time', () => {
    const archiver = functionsOf(template).get('recording-archiver');

    // Four downloads of at most 512 MB.
    expect(archiver).toMatchObject({ EphemeralStorage: { Size: 2560 } });
  });

  it('end before the gateway gives up, when they are behind it', () => {
    const scheduled = new Set([
      'report-numbers',
      'export-records',
      'count-usage',
      'manage-usage',
      'mark-usage',
      'publish-events',
      'import-calls',
      'manage-keys',
      'manage-platform',
      'manage-pool',
      'manage-privacy',
      'manage-recordings',
      'measure-state',
      'recording-archiver',
      'binding-sweeper',
      'replay-pushes',
      'report-gaps',
      'report-status',
      'reconcile',
    ]);

    const behindGateway = [...functionsOf(template)].filter(([name]) => !scheduled.has(name));

    for (const [, { Timeout }] of behindGateway) expect(Timeout).toBeLessThan(30);
  });

  it('get their two documents from the secrets of the stack', () => {
    const { CONFIG_URI, ACCESS_URI } = functionsOf(template).get('bind')?.Environment.Variables ?? {};

    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
    expect(shown(CONFIG_URI)).toBe('secretsmanager:${ConfigSecret}');
    expect(shown(ACCESS_URI)).toBe('secretsmanager:${AccessSecret}');
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
  });

  it('know their stage, which stands in each line and metric', () => {
    const stages = [...functionsOf(template).values()].map(
      ({ Environment }) => Environment.Variables['STAGE'],
    );

    expect(new Set(stages)).toEqual(new Set(['prod']));
  });

  it('keep their logs for a limited time', () => {
    const groups = [...resourcesOf(template, 'AWS::Logs::LogGroup').values()];

    // One a function, and the access log of the API.
    expect(groups).toHaveLength(EXPECTED.length + 1);
    for (const group of groups) expect(group['RetentionInDays']).toBe(30);
  });
});
