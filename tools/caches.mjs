// Where npm and the Serverless Framework may keep their caches. Only modules of Node's, because it runs before any package is there.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The variables that give both a cache in the project where the usual one cannot be written: HOME may be read-only, or no folder.
 *
 * @param {string} root folder of package.json
 * @param {NodeJS.ProcessEnv} environment npm sets `npm_config_cache` for the scripts that it runs
 */
export const cacheVariables = (root, environment = process.env) => {
  const local = join(root, '.local');
  const home = environment.HOME ?? homedir();
  const npmCache = environment.npm_config_cache ?? usualCache(home, environment);
  return {
    ...(isWritable(npmCache) ? {} : { npm_config_cache: join(local, 'npm-cache') }),
    ...(isWritable(home) ? {} : { SLS_SCHEMA_CACHE_BASE_DIR: local }),
  };
};

/** npm's own default. */
const usualCache = (home, { LOCALAPPDATA }) =>
  process.platform === 'win32' && LOCALAPPDATA !== undefined
    ? join(LOCALAPPDATA, 'npm-cache')
    : join(home, '.npm');

/** Tried, because the rights of a folder do not tell of a read-only file system. */
const isWritable = (folder) => {
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(mkdtempSync(join(folder, 'tried-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
};
