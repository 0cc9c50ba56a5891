import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Cloud } from '../../../tools/commands/cloud/cloud.ts';
import { seen } from '../../../tools/commands/cloud/seen.ts';
import { cloudChecks } from '../../../tools/commands/doctor/cloud-checks.ts';
import { documentChecks } from '../../../tools/commands/doctor/document-checks.ts';
import { expectedParts } from '../../../tools/commands/doctor/expected.ts';
import { describeChecks } from '../../../tools/commands/doctor/print.ts';
import { aCloud, EXPECTED } from '../../builders/cloud.ts';

const check = (answers: Partial<Cloud> = {}, bucket: string | undefined = 'the-recordings') =>
  cloudChecks(aCloud(answers), 'prod', EXPECTED, bucket);

const absent = async () => ({ kind: 'absent' as const });

describe('the doctor on a deployment', () => {
  it('finds nothing wrong', async () => {
    expect(describeChecks(await check()).split('\n')).toEqual(
      [
        '✔ table bindings                is there, with 1 index',
        '✔ table bindings, time to live  on',
        '✔ table bindings, recovery      on',
        '✔ table pushes                  is there, with 0 indexes',
        '✔ table pushes, time to live    on',
        '✔ bucket                        is there and private',
        '✔ bucket, encryption            AES256',
        '✔ bucket, lifecycle             2 rules',
        '✔ functions                     2 of 2 as they should be',
        '✔ schedule binding-sweeper      on',
        '✔ alarms                        2 of 2 as they should be',
        '✔ topic privatenumber-prod-page  1 confirmed subscription',
        '',
        '12 ok, 0 wrong, 0 not checked',
      ].map((line) =>
        expect.stringMatching(new RegExp(`^${line.replaceAll(/ {2,}/g, ' +').replaceAll(/[.()]/g, '.')}$`)),
      ),
    );
  });

  it.each<readonly [string, Partial<Cloud>, string]>([
    ['a table that is gone', { table: absent }, 'table bindings: does not exist'],
    [
      'another key',
      { table: async () => ({ kind: 'seen', value: { status: 'ACTIVE', keys: 'id', indexes: [] } }) },
      'table bindings: has the keys id, not pk sk',
    ],
    [
      'an index that is not there',
      { table: async () => ({ kind: 'seen', value: { status: 'ACTIVE', keys: 'pk sk', indexes: [] } }) },
      'table bindings: has no index a-index aKey createdAt',
    ],
    [
      'an index that is being made',
      {
        table: async () => ({
          kind: 'seen',
          value: {
            status: 'ACTIVE',
            keys: 'pk sk',
            indexes: [{ keys: 'a-index aKey createdAt', status: 'CREATING' }],
          },
        }),
      },
      'table bindings: index a-index aKey createdAt is not active',
    ],
    [
      'no time to live',
      { timeToLive: async () => ({ kind: 'seen', value: false }) },
      'table bindings, time to live: off: what is past its time stays',
    ],
    [
      'no recovery',
      { pointInTimeRecovery: async () => ({ kind: 'seen', value: false }) },
      'table bindings, recovery: point-in-time recovery is off',
    ],
    [
      'an open bucket',
      { bucket: async () => ({ kind: 'seen', value: { isPrivate: false } }) },
      'bucket: is not closed to the public',
    ],
    ['a bucket without encryption', { bucketEncryption: absent }, 'bucket, encryption: is not encrypted'],
    ['a bucket without lifecycle', { bucketLifecycle: absent }, 'bucket, lifecycle: has no lifecycle'],
    ['a function that is gone', { functionNamed: absent }, 'function bind: does not exist'],
    [
      'an update that failed',
      {
        functionNamed: async () => ({
          kind: 'seen',
          value: { arn: 'arn', state: 'Active', lastUpdate: 'Failed', modifiedAt: '' },
        }),
      },
      'function bind: is Active, its last update Failed',
    ],
    [
      'a schedule without a rule',
      { rulesOf: async () => ({ kind: 'seen', value: [] }) },
      'schedule binding-sweeper: has no rule: it never runs',
    ],
    [
      'a rule that is off',
      { rulesOf: async () => ({ kind: 'seen', value: [{ name: 'the-rule', isEnabled: false }] }) },
      'schedule binding-sweeper: switched off: the-rule',
    ],
    ['no alarms', { alarms: async () => ({ kind: 'seen', value: [] }) }, 'alarm arrears: does not exist'],
    [
      'a topic that nobody hears',
      { confirmedSubscriptions: async () => ({ kind: 'seen', value: 0 }) },
      'topic privatenumber-prod-page: nobody is told: no confirmed subscription',
    ],
  ])('sees %s', async (_what, answers, line) => {
    const wrong = (await check(answers)).filter(({ state }) => state === 'wrong');

    expect(wrong.map(({ name, text }) => `${name}: ${text}`)).toContain(line);
    for (const { fix } of wrong) expect(fix).toMatch(/./);
  });

  it('does not call a missing right a fault', async () => {
    const noRight = async () => ({ kind: 'no-right' as const, action: 'a:Right' });

    const lines = await check({
      table: noRight,
      bucket: noRight,
      bucketEncryption: noRight,
      bucketLifecycle: noRight,
      functionNamed: noRight,
      alarms: noRight,
    });

    expect(lines.filter(({ state }) => state !== 'unknown')).toEqual([]);
    expect(lines.map(({ text }) => text)).toContain('not checked: no right (a:Right)');
  });

  it('knows the parts of this source by their template', async () => {
    const { tables, functions, scheduled, alarms } = await expectedParts();

    expect(tables.map(({ name }) => name).sort()).toEqual([
      'bindings',
      'calls',
      'messages',
      'numbers',
      'pushes',
      'usage',
    ]);
    expect(tables.find(({ name }) => name === 'pushes')).toEqual({
      name: 'pushes',
      keys: 'pk sk',
      indexes: ['day-index day receivedKey'],
      hasRecovery: false,
    });
    expect(functions).toContain('manage-platform');
    expect(scheduled).toEqual([
      'binding-sweeper',
      'count-usage',
      'export-records',
      'manage-privacy',
      'manage-recordings',
      'measure-state',
      'publish-events',
      'reconcile',
      'recording-archiver',
      'report-numbers',
    ]);
    expect(alarms).toEqual(expect.arrayContaining(['arrears', 'service-degraded']));
  });
});

describe('the documents in their secrets', () => {
  const checkText = async (text: string | undefined) => {
    const current = text === undefined ? undefined : { text, versionId: '1', createdAt: new Date(0) };
    const lines = await documentChecks(() => ({
      current: async () => current,
      previous: async () => undefined,
      put: async () => '',
    }));
    return lines.map(({ name, state, text: told }) => `${name} ${state}: ${told}`);
  };

  it('are wrong while their secrets are empty', async () => {
    expect(await checkText(undefined)).toEqual([
      'configuration document wrong: the secret does not exist, or has no value yet',
      'access document wrong: the secret does not exist, or has no value yet',
    ]);
  });

  it('are told with every fault, and without a value', async () => {
    const [configuration = '', access = ''] = await checkText('{"apps":[],"other":"secret-77"}');

    expect(configuration).toContain('dataKeys');
    expect(access).toContain('callers');
    expect(configuration + access).not.toContain('secret-77');
  });
});

describe('a configuration document of a deployment', () => {
  const keyOf = (seed: number): string => createHash('sha256').update(`made up ${seed}`).digest('base64');
  const lineFor = async (changes: object): Promise<unknown> => {
    const app = { name: 'rides', mode: 'AXB', appKey: 'MadeUpAppKey', appSecret: 'made-up-secret' };
    const text = JSON.stringify({
      apps: [app],
      dataKeys: [{ id: 'one', key: keyOf(1) }],
      lookupKey: keyOf(2),
      ...changes,
    });
    const createdAt = new Date('2026-03-01T08:00:00.000Z');
    const [line] = await documentChecks(() => ({
      current: async () => ({ text, versionId: 'version-1', createdAt }),
      previous: async () => undefined,
      put: async () => '',
    }));
    return line;
  };

  it('is complete, and says of what the release before needed that it may go', async () => {
    expect(await lineFor({})).toEqual({
      name: 'configuration document',
      state: 'ok',
      text: 'complete, of 2026-03-01T08:00:00.000Z',
    });
    expect(await lineFor({ apiKeys: [] })).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('T08:00:00.000Z; apiKeys: are ignored'),
    });
  });

  it('is wrong with a key that protects nothing', async () => {
    const lookupKey = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';

    expect(await lineFor({ lookupKey })).toMatchObject({
      state: 'wrong',
      text: expect.stringContaining('lookupKey: is not random'),
    });
  });
});

describe('an answer of AWS', () => {
  const named = (name: string, message = '') => Object.assign(new Error(message), { name });

  it.each([
    [named('AccessDeniedException'), { kind: 'no-right', action: 'a:Right' }],
    [named('AccessDenied'), { kind: 'no-right', action: 'a:Right' }],
    [
      new Error('the secret could not be read', { cause: named('AccessDeniedException') }),
      { kind: 'no-right', action: 'a:Right' },
    ],
    [named('ResourceNotFoundException'), { kind: 'absent' }],
    [named('NoSuchBucket'), { kind: 'absent' }],
    [named('NoSuchLifecycleConfiguration'), { kind: 'absent' }],
    [named('ServerSideEncryptionConfigurationNotFoundError'), { kind: 'absent' }],
    [named('ValidationError', 'Stack with id privatenumber-prod does not exist'), { kind: 'absent' }],
    [named('TimeoutError', 'slow'), { kind: 'failed', why: 'a:Right: TimeoutError: slow' }],
  ])('%s', async (error, expected) => {
    expect(
      await seen('a:Right', () => {
        throw error;
      }),
    ).toEqual(expected);
  });
});
