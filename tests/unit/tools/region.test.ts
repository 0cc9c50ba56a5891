import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsRegion } from '../../../tools/region.mjs';

describe('the region of deployments and of operators', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'region-'));
    const file = join(directory, 'config');
    writeFileSync(
      file,
      '[default]\nregion = eu-west-1\n[profile china]\nregion = cn-north-1\n[profile bare]\noutput = json\n',
    );
    vi.stubEnv('AWS_CONFIG_FILE', file);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'none'));
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(directory, { recursive: true });
  });

  it.each<[Record<string, string>, string]>([
    [{ AWS_REGION: 'cn-north-1', AWS_DEFAULT_REGION: 'eu-central-1' }, 'cn-north-1'],
    [{ AWS_DEFAULT_REGION: 'eu-central-1' }, 'eu-central-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-central-1' }, 'eu-central-1'],
    [{}, 'eu-west-1'],
  ])('of %j is %s', async (environment, region) => {
    expect(await awsRegion(environment)).toBe(region);
  });

  it('is that of the profile which is named or in the environment', async () => {
    vi.stubEnv('AWS_PROFILE', 'china');

    expect(await awsRegion({}, 'default')).toBe('eu-west-1');
    expect(await awsRegion({}, '')).toBe('cn-north-1');
  });

  it('is missing where nobody says', async () => {
    await expect(awsRegion({}, 'bare')).rejects.toThrow('Region is missing');
  });
});
