import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeLeftConfigurations } from '../../../tools/local-stack/configuration-file.ts';

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
