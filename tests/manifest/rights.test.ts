import { beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../tools/local-stack/template.ts';
import { functionsOf, type Grant, grantsOf, packagedTemplate } from './expect-template.ts';

let template: Template;
beforeAll(async () => {
  template = await packagedTemplate();
});

const TABLES = ['BindingsTable', 'CallsTable', 'MessagesTable', 'NumbersTable', 'PushesTable'] as const;
const ALLOWED_ACTIONS = [
  ...['dynamodb:BatchGetItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem'],
  ...['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  ...['logs:CreateLogStream', 'logs:PutLogEvents'],
  ...['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
  'secretsmanager:GetSecretValue',
];

/** The functions that may walk over whole tables: operators' work, never a request of a caller. */
const SCANNING = ['manage-keys'];

const everyGrant = (): readonly (Grant & { name: string })[] =>
  [...functionsOf(template).keys()].flatMap((name) =>
    grantsOf(template, name).map((grant) => ({ name, ...grant })),
  );

const writes = ({ action }: Grant): boolean => /:(Put|Update|Delete|Abort)/.test(action);

const functionsWith = (wanted: (grant: Grant) => boolean): readonly string[] => [
  ...new Set(
    everyGrant()
      .filter(wanted)
      .map(({ name }) => name),
  ),
];

describe('rights of the packaged functions', () => {
  it('name each action; administering is not among them, and scanning is for operators', () => {
    const scanning = functionsWith(({ action }) => action === 'dynamodb:Scan');
    const others = everyGrant().filter(({ action }) => action !== 'dynamodb:Scan');
    const actions = new Set(others.map(({ action }) => action));

    expect(scanning).toEqual(SCANNING);

    expect([...actions].filter((action) => !ALLOWED_ACTIONS.includes(action))).toEqual([]);
  });

  it('name each resource; only log streams and objects under recordings/ are open at the end', () => {
    const open = everyGrant().filter(({ resource }) => resource.includes('*'));

    for (const { resource, name } of open) {
      expect([
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
        '${RecordingsBucket.Arn}/recordings/*',
        `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/privatenumber-prod-${name}:log-stream:*`,
        // biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
      ]).toContain(resource);
    }
  });

  it('are on resources of this stack', () => {
    const known = new RegExp(
      `^(ConfigSecret|AccessSecret|(${TABLES.join('|')})\\.Arn|\\$\\{(${TABLES.join('|')})\\.Arn\\}/index/[a-z-]+|\\$\\{RecordingsBucket\\.Arn\\}/recordings/\\*|arn:.+:log-stream:\\*)$`,
    );

    const unknown = everyGrant().filter(({ resource }) => !known.test(resource));

    expect(unknown).toEqual([]);
  });

  it.each(TABLES)('on %s belong exactly to the functions that are told its name', (table) => {
    const variable = `${table.replace('Table', '').toUpperCase()}_TABLE`;
    const told = [...functionsOf(template)].filter(
      ([, { Environment }]) => variable in Environment.Variables,
    );

    const granted = functionsWith(({ resource }) => resource.includes(`${table}.Arn`));

    expect([...granted].sort()).toEqual(told.map(([name]) => name).sort());
  });

  it('read the secret with the callers of the API belong exactly to the functions of the API', () => {
    const ofApi = [...functionsOf(template)].filter(
      ([, { Environment }]) => 'API_GUARD' in Environment.Variables,
    );

    const granted = functionsWith(({ resource }) => resource === 'AccessSecret');

    expect(granted).toHaveLength(9);
    expect([...granted].sort()).toEqual(ofApi.map(([name]) => name).sort());
  });

  it('read an index only where it exists', () => {
    const indexed = everyGrant().filter(({ resource }) => resource.includes('/index/'));

    for (const { resource, action } of indexed) {
      const [, table = '', index = ''] = /\{(\w+)\.Arn\}\/index\/(.+)$/.exec(resource) ?? [];
      expect(action).toBe('dynamodb:Query');
      expect(JSON.stringify(template.Resources[table]?.Properties['GlobalSecondaryIndexes'])).toContain(
        `"${index}"`,
      );
    }
  });

  it('let only the archiver write recordings, only it and the linker read them, only operators delete them', () => {
    const writers = functionsWith(({ action }) => /^s3:(Put|Abort)/.test(action));
    const deleters = functionsWith(({ action }) => action.startsWith('s3:Delete'));
    const readers = functionsWith(({ action }) => action === 's3:GetObject');

    expect(writers).toEqual(['recording-archiver']);
    expect(deleters).toEqual(['manage-recordings']);
    expect([...readers].sort()).toEqual(['query-calls', 'recording-archiver']);
  });

  it('let a function that only shows bindings change none', () => {
    const writers = functionsWith((grant) => writes(grant) && grant.resource === 'BindingsTable.Arn');

    expect([...writers].sort()).toEqual([
      'bind',
      'binding-sweeper',
      'manage-keys',
      'modify-binding',
      'reconcile',
      'set-temporary-callee',
      'unbind',
    ]);
  });

  it.each(['sms-webhook', 'call-event-webhook', 'number-status-webhook'])(
    'are the same for cdr-webhook and %s, because any push is understood on any webhook',
    (name) => {
      const rightsOf = (webhook: string) =>
        JSON.stringify(grantsOf(template, webhook)).replaceAll(webhook, 'webhook');

      expect(rightsOf(name)).toBe(rightsOf('cdr-webhook'));
    },
  );

  it('allow to delete a record only where a lock is released', () => {
    const deleting = everyGrant().filter(({ action }) => action === 'dynamodb:DeleteItem');

    expect(deleting.map(({ name, resource }) => `${name} ${resource}`).sort()).toEqual([
      'bind BindingsTable.Arn',
      'binding-sweeper BindingsTable.Arn',
      'modify-binding BindingsTable.Arn',
      'reconcile BindingsTable.Arn',
      'unbind BindingsTable.Arn',
    ]);
  });

  it('let health do nothing but log', () => {
    const actions = grantsOf(template, 'health').map(({ action }) => action);

    expect(actions).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });
});
