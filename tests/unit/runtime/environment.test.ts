import { describe, expect, it } from 'vitest';
import { readSettings, readVariables } from '../../../shared/runtime/environment.ts';

describe('readVariables', () => {
  it('reads what is asked for', () => {
    const variables = readVariables({ CALLS_TABLE: 'calls', PUSHES_TABLE: 'pushes', HOME: '/' }, [
      'CALLS_TABLE',
    ]);

    expect(variables).toEqual({ CALLS_TABLE: 'calls' });
  });

  it('names all that is missing or empty at once', () => {
    const environment = { CONFIG_URI: 'file:///configuration.json', CALLS_TABLE: '' };

    expect(() => readVariables(environment, ['CONFIG_URI', 'CALLS_TABLE', 'NUMBERS_TABLE'])).toThrow(
      new Error('missing in the environment: CALLS_TABLE, NUMBERS_TABLE'),
    );
  });
});

describe('readSettings', () => {
  const DEFAULTS = {
    platformUrl: undefined,
    httpsProxy: undefined,
    noProxy: undefined,
    archiveFirstDelaySeconds: 60,
    recordingShards: 1,
    axeBindingsPerNumber: 200,
    retentionDays: 180,
    callRetentionDays: 180,
    messageRetentionDays: 180,
    auditRetentionDays: 366,
    s3PathStyle: false,
    apiGuard: 'key',
    jwtScopePrefix: '',
  };

  it.each([
    ['nothing', {}],
    ['empty variables', { PLATFORM_URL: '', HTTPS_PROXY: '', ARCHIVE_FIRST_DELAY_SECONDS: '' }],
  ])('has defaults for %s', (_case, environment) => {
    const settings = readSettings(environment);

    expect(settings).toMatchObject(DEFAULTS);
  });

  it('reads every setting', () => {
    const settings = readSettings({
      PLATFORM_URL: 'http://127.0.0.1:3100',
      HTTPS_PROXY: 'http://proxy:3128',
      NO_PROXY: 'localhost',
      ARCHIVE_FIRST_DELAY_SECONDS: '0',
      RECORDING_SHARDS: '4',
      AXE_BINDINGS_PER_NUMBER: '50',
      RETENTION_DAYS: '30',
      CALL_RETENTION_DAYS: '400',
      MESSAGE_RETENTION_DAYS: '7',
      AUDIT_RETENTION_DAYS: '1096',
      S3_FORCE_PATH_STYLE: 'true',
      API_GUARD: 'jwt',
      JWT_SCOPE_PREFIX: 'calls/',
    });

    expect(settings).toMatchObject({
      platformUrl: 'http://127.0.0.1:3100',
      httpsProxy: 'http://proxy:3128',
      noProxy: 'localhost',
      archiveFirstDelaySeconds: 0,
      recordingShards: 4,
      axeBindingsPerNumber: 50,
      retentionDays: 30,
      callRetentionDays: 400,
      messageRetentionDays: 7,
      auditRetentionDays: 1096,
      s3PathStyle: true,
      apiGuard: 'jwt',
      jwtScopePrefix: 'calls/',
    });
  });

  it('keeps calls and messages as long as bindings, unless something else is said of them', () => {
    expect(readSettings({ RETENTION_DAYS: '30', CALL_RETENTION_DAYS: '' })).toMatchObject({
      callRetentionDays: 30,
      messageRetentionDays: 30,
    });
    expect(readSettings({ RETENTION_DAYS: '30', MESSAGE_RETENTION_DAYS: '1' })).toMatchObject({
      callRetentionDays: 30,
      messageRetentionDays: 1,
    });
  });

  it.each(['KEY', 'none', 'keys', 'key '])('refuses API_GUARD=%s', (written) => {
    expect(() => readSettings({ API_GUARD: written })).toThrow(
      new Error('API_GUARD must be key, jwt or iam'),
    );
  });

  it('takes the proxy in small letters, as other tools do', () => {
    const settings = readSettings({ https_proxy: 'http://proxy:3128', no_proxy: 'localhost' });

    expect(settings).toMatchObject({ httpsProxy: 'http://proxy:3128', noProxy: 'localhost' });
  });

  it.each([
    [
      'ARCHIVE_FIRST_DELAY_SECONDS',
      'an integer from 0 to 86400',
      ['-1', '86401', '1.5', 'soon', '1e3', '0x10'],
    ],
    ['RECORDING_SHARDS', 'an integer from 1 to 32', ['0', '33', '007', ' 4', '4 ', '+4', '４']],
    ['PLATFORM_LATEST_SECONDS', 'an integer from 0 to 86400', ['-0', '86401', '3_0', 'NaN']],
    ['AXE_BINDINGS_PER_NUMBER', 'an integer from 1 to 1000000', ['0', '1000001', '1e9', '9007199254740993']],
    ['RETENTION_DAYS', 'an integer from 14 to 36500', ['13', '5', '36501', '30d', '30\n', ' ']],
    ['CALL_RETENTION_DAYS', 'an integer from 14 to 36500', ['13', '0', 'retentionDays']],
    ['MESSAGE_RETENTION_DAYS', 'an integer from 1 to 36500', ['0', '36501', 'never']],
    ['AUDIT_RETENTION_DAYS', 'an integer from 1 to 36500', ['0', '-1', '36501']],
    [
      'KEEP_MESSAGE_TEXT',
      'true or false',
      ['False', 'FALSE', 'True', 'no', 'off', '0', '', ' ', ' false', 'false '],
    ],
    ['S3_FORCE_PATH_STYLE', 'true or false', ['True', 'yes', '1', '']],
    ['LOG_LEVEL', 'info, debug, warn or error', ['INFO', 'trace', 'info ']],
    [
      'HTTPS_PROXY',
      'an http or https address without user, password and path',
      [
        'http://user:made-up@host:3128',
        'http://user@host',
        'host:3128',
        'host',
        'socks5://host:1',
        'http://host/path',
        'http://host#x',
        'http://host:0',
        'http://',
        'http://a b',
        ' http://host',
      ],
    ],
    ['https_proxy', 'an http or https address without user, password and path', ['host:3128']],
    [
      'PLATFORM_URL',
      'an https address without user, password, ? and #; http is for loopback hosts only',
      [
        'http://host',
        'http://10.0.0.1:80',
        'http://localhost.example.com',
        'host',
        'http:host',
        'ftp://host',
        'https://host/?a=b',
        'https://host#',
      ],
    ],
  ])('refuses a value of %s that is not %s', (name, wanted, values) => {
    for (const value of values)
      expect(() => readSettings({ [name]: value }), value).toThrow(new Error(`${name} must be ${wanted}`));
  });

  it('names all faults at once, and none of the values', () => {
    const environment = {
      HTTPS_PROXY: 'person:password@proxy.example.com:3128',
      KEEP_MESSAGE_TEXT: 'False',
      RETENTION_DAYS: '5',
      RECORDING_SHARDS: '4',
    };

    expect(() => readSettings(environment)).toThrow(
      new Error(
        'RETENTION_DAYS must be an integer from 14 to 36500; HTTPS_PROXY must be an http or https address without user, password and path; KEEP_MESSAGE_TEXT must be true or false',
      ),
    );
  });

  it.each([
    [{}, true],
    [{ KEEP_MESSAGE_TEXT: 'true' }, true],
    [{ KEEP_MESSAGE_TEXT: 'false' }, false],
  ])('keeps the words of texts or not, as %j says', (environment, kept) => {
    expect(readSettings(environment).keepMessageText).toBe(kept);
  });
});
