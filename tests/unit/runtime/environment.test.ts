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
    s3PathStyle: false,
    apiGuard: 'key',
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
      S3_FORCE_PATH_STYLE: 'true',
      API_GUARD: 'jwt',
    });

    expect(settings).toMatchObject({
      platformUrl: 'http://127.0.0.1:3100',
      httpsProxy: 'http://proxy:3128',
      noProxy: 'localhost',
      archiveFirstDelaySeconds: 0,
      recordingShards: 4,
      axeBindingsPerNumber: 50,
      retentionDays: 30,
      s3PathStyle: true,
      apiGuard: 'jwt',
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
    ['ARCHIVE_FIRST_DELAY_SECONDS', '-1', 0],
    ['ARCHIVE_FIRST_DELAY_SECONDS', '1.5', 0],
    ['ARCHIVE_FIRST_DELAY_SECONDS', 'soon', 0],
    ['RECORDING_SHARDS', '0', 1],
    ['RETENTION_DAYS', '13', 14],
  ])('refuses %s=%s', (name, value, least) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      new Error(`${name} must be an integer of at least ${least}`),
    );
  });
});
