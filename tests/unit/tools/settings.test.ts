import { describe, expect, it } from 'vitest';
import { LEAST_RETENTION_DAYS } from '../../../shared/kernel/retention.ts';
import { readStackSettings } from '../../../tools/local-stack/settings.ts';
import { settingFaults } from '../../../tools/serverless-plugin/deployment-settings.mjs';

/** As serverless.yml has them when nobody sets one. */
const DEFAULTS = {
  logLevel: 'info',
  platformUrl: '',
  httpsProxy: '',
  archiveFirstDelaySeconds: '60',
  keepMessageText: 'true',
  platformLatestSeconds: '300',
  axeBindingsPerNumber: '200',
  retentionDays: '180',
  recordingRetentionDays: 'never',
  awsClients: 'lean',
  existingData: 'false',
  s3ForcePathStyle: '',
  alarmTopic: 'none',
  recordingShards: '4',
  apiGuard: 'key',
  jwtIssuer: '',
  jwtAudience: '',
};

describe('the settings of a deployment', () => {
  it('are fine by default and at their bounds, written as text or as a number', () => {
    const least = { archiveFirstDelaySeconds: '0', platformLatestSeconds: 0, axeBindingsPerNumber: 1 };
    const bounds = {
      retentionDays: LEAST_RETENTION_DAYS,
      recordingRetentionDays: '1',
      recordingShards: '32',
    };

    expect(settingFaults(DEFAULTS)).toEqual([]);
    expect(settingFaults({ ...DEFAULTS, ...least, ...bounds, logLevel: 'error', awsClients: 'sdk' })).toEqual(
      [],
    );
  });

  it.each([
    [{ retentionDays: '3' }, 'retentionDays must be an integer of at least 14, not 3'],
    [{ retentionDays: '30d' }, 'retentionDays must be an integer of at least 14, not 30d'],
    [{ recordingShards: '33' }, 'recordingShards must be an integer from 1 to 32, not 33'],
    [{ recordingShards: '0' }, 'recordingShards must be an integer from 1 to 32, not 0'],
    [{ recordingRetentionDays: '0' }, 'recordingRetentionDays must be an integer of at least 1, not 0'],
    [{ axeBindingsPerNumber: '0' }, 'axeBindingsPerNumber must be an integer of at least 1, not 0'],
    [{ platformLatestSeconds: '-1' }, 'platformLatestSeconds must be an integer of at least 0, not -1'],
    [
      { archiveFirstDelaySeconds: '1.5' },
      'archiveFirstDelaySeconds must be an integer of at least 0, not 1.5',
    ],
    [{ keepMessageText: 'no' }, 'keepMessageText must be one of true, false, not no'],
    [{ awsClients: 'aws' }, 'awsClients must be one of lean, sdk, not aws'],
    [{ logLevel: 'foo' }, 'logLevel must be one of debug, info, warn, error, not foo'],
    [{ apiGuard: 'none' }, 'apiGuard must be one of key, jwt, iam, not none'],
    [
      { apiGuard: 'jwt', jwtIssuer: 'http://id.example', jwtAudience: 'calls' },
      'jwtIssuer must be an https address, not http://id.example',
    ],
    [{ apiGuard: 'jwt', jwtIssuer: 'https://id.example' }, 'jwtAudience must be the audience of your tokens'],
    [{ jwtIssuer: 'https://id.example' }, 'jwtIssuer and jwtAudience go with apiGuard=jwt'],
    [{ apiGuard: 'iam', jwtAudience: 'calls' }, 'jwtIssuer and jwtAudience go with apiGuard=jwt'],
  ])('are refused: %j', (wrong, fault) => {
    expect(settingFaults({ ...DEFAULTS, ...wrong })).toEqual([fault]);
  });
});

describe('LOG_LEVEL of npm start', () => {
  it.each(['debug', 'info', 'warn', 'error', ''])('may be "%s"', (written) => {
    const faults: string[] = [];

    const { logLevel } = readStackSettings({ LOG_LEVEL: written }, [], faults);

    expect([logLevel, faults]).toEqual([written || 'info', []]);
  });

  it('is refused when it is none of them', () => {
    const faults: string[] = [];

    readStackSettings({ LOG_LEVEL: 'foo' }, [], faults);

    expect(faults).toEqual(['LOG_LEVEL must be one of debug, info, warn, error']);
  });
});
