import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  removeLeftConfigurations,
  writeConfigurationFile,
} from '../../../tools/local-stack/configuration-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'left-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('removes the documents of dead processes, and nothing else', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const kept = [
    `configuration-${process.pid}.json`,
    'configuration-mine.json',
    `access-${process.pid}.json`,
    'keys.json',
    `x-${dead}.json`,
  ];
  for (const name of [...kept, `configuration-${dead}.json`, `access-${dead}.json`])
    await writeFile(join(directory, name), '{}');

  await removeLeftConfigurations(directory);

  expect((await readdir(directory)).sort()).toEqual(kept.sort());
});

it('takes a folder that is not there for an empty one', async () => {
  await expect(removeLeftConfigurations(join(directory, 'none'))).resolves.toBeUndefined();
});

describe('an app that warns of people who are not reported', () => {
  const APP = {
    name: 'rides',
    mode: 'AXB',
    appKey: 'app-key-of-rides-0001',
    appSecret: 'app-secret-of-rides-0001',
    numbers: [],
    reporting: 'warn',
  };
  const REPORTING = { baseUrl: 'https://reports.example.com', accessKey: { ak: 'ak', sk: 'sk' } };
  const reportingOf = async (content: unknown, simulated: boolean, simulatorPort: number) => {
    const appsFile = join(directory, 'apps.json');
    await writeFile(appsFile, JSON.stringify(content));
    const options = { appsFile, apiKey: 'key', host: '127.0.0.1', simulated, simulatorPort };
    const { uri, accessUri, configuration } = await writeConfigurationFile(options);
    for (const written of [uri, accessUri]) await rm(fileURLToPath(written));
    return configuration.reporting;
  };

  it('has reports taken by the simulated platform, whatever the file says', async () => {
    const taken = { baseUrl: 'http://127.0.0.1:3100' };

    expect(await reportingOf([APP], true, 3100)).toMatchObject(taken);
    expect(await reportingOf({ apps: [APP], reporting: REPORTING }, true, 3100)).toMatchObject(taken);
  });

  it('has the section of APPS_FILE with PLATFORM_URL', async () => {
    expect(await reportingOf({ apps: [APP], reporting: REPORTING }, false, 3100)).toEqual(REPORTING);
  });

  it.each([
    [
      false,
      3100,
      'with PLATFORM_URL, APPS_FILE has it as {"apps": […], "reporting": {…}} (docs/reporting.md)',
    ],
    [true, 0, 'set SIMULATOR_PORT to a port of your choice, or reporting of the app to off'],
  ])(
    'is refused with what to do where nobody takes reports (simulated: %s)',
    async (simulated, port, hint) => {
      await expect(reportingOf([APP], simulated, port)).rejects.toThrow(
        `an app warns or enforces, and nobody takes reports of A: ${hint}`,
      );
    },
  );

  it('is refused for what is wrong with its section, and with anything else that stands there', async () => {
    const reporting = { ...REPORTING, baseUrl: 'nowhere' };

    await expect(reportingOf({ apps: [APP], reporting }, false, 3100)).rejects.toThrow(
      /reporting\.baseUrl: /,
    );
    await expect(reportingOf({ apps: [APP], lookupKey: 'x' }, false, 3100)).rejects.toThrow(/apps: /);
  });
});
