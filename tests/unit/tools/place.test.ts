import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describePlace, findPlace } from '../../../tools/commands/ops/place.ts';

const asked = { stage: 'prod', endpointUrl: undefined, region: undefined };

describe('the place of a command', () => {
  beforeEach(() => {
    for (const name of [
      'AWS_REGION',
      'AWS_DEFAULT_REGION',
      'AWS_PROFILE',
      'AWS_ACCOUNT_ID',
      'AWS_ACCESS_KEY_ID',
    ])
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  });
  afterEach(() => vi.unstubAllEnvs());

  const withCredentials = () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'none');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'none');
  };

  it('is a stage, a region and, where the credentials tell it, an account', async () => {
    withCredentials();
    vi.stubEnv('AWS_ACCOUNT_ID', '000000000000');
    vi.stubEnv('AWS_DEFAULT_REGION', 'cn-north-1');

    const place = await findPlace(asked);

    expect(place).toEqual({ stage: 'prod', region: 'cn-north-1', account: '000000000000' });
    expect(describePlace(place)).toBe('stage prod, region cn-north-1, account 000000000000');
    expect(await findPlace({ ...asked, region: 'eu-central-1' })).toMatchObject({ region: 'eu-central-1' });
  });

  it('is an address on this machine', async () => {
    const place = await findPlace({
      stage: 'local',
      endpointUrl: 'http://127.0.0.1:3001',
      region: undefined,
    });

    expect(describePlace(place)).toBe('stage local, http://127.0.0.1:3001');
  });

  it('is not known without a region, or without credentials', async () => {
    await expect(findPlace(asked)).rejects.toThrow(
      /^stage prod: the region is missing: --region, AWS_REGION/,
    );
    await expect(findPlace({ ...asked, region: 'eu-central-1' })).rejects.toThrow(
      /^stage prod: there are no credentials for AWS: /,
    );
  });
});
