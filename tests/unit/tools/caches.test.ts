import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheVariables } from '../../../tools/caches.mjs';

let folder: string;
let noFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caches-'));
  noFolder = join(folder, 'file');
  await writeFile(noFolder, '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the caches of npm and of the framework', () => {
  it('stay where they are when HOME can be written', () => {
    expect(cacheVariables('/project', { HOME: folder })).toEqual({});
  });

  it('are in the project when HOME cannot be written', () => {
    expect(cacheVariables('/project', { HOME: noFolder })).toEqual({
      npm_config_cache: join('/project', '.local', 'npm-cache'),
      SLS_SCHEMA_CACHE_BASE_DIR: join('/project', '.local'),
    });
  });

  it("leave npm's where the person has put it, if that can be written", () => {
    expect(cacheVariables('/project', { HOME: noFolder, npm_config_cache: folder })).toEqual({
      SLS_SCHEMA_CACHE_BASE_DIR: join('/project', '.local'),
    });
  });
});
