import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Runs one of our own commands with more in its environment; its exit code. */
export const runScript = (args: readonly string[], more: Readonly<Record<string, string>>): number => {
  const runner = join(ROOT, 'tools', 'with-node24.mjs');
  const env = { ...process.env, ...more };
  return spawnSync(process.execPath, [runner, ...args], { cwd: ROOT, env, stdio: 'inherit' }).status ?? 1;
};
