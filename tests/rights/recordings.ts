// The uses that each test file of tests/integration has shown, in a file each under reports/rights/: the files run in several
// workers, and all of them together are what policies are compared with.
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { ROOT } from '../../tools/local-stack/template.ts';
import { shownUse, type Use } from './use.ts';

const DIRECTORY = join(ROOT, 'reports', 'rights');

/** Their requests are drawn from chance: what only they show would be shown in some runs and in others not. */
const BY_CHANCE = [
  'api/fuzz',
  'bindings/number-once',
  'privacy/sealed',
  'reconcile/meanwhile',
  'recordings/chaos',
  'scale/soak',
];

const countedFiles = (): readonly string[] =>
  globSync('tests/integration/**/*.test.ts', { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !BY_CHANCE.includes(file.replace(/^tests\/integration\/|\.test\.ts$/g, '')))
    .sort();

const recordingOf = (testFile: string): string => join(DIRECTORY, `${testFile.replaceAll('/', '-')}.json`);

/** Keeps what a test file used, in place of what it used the last time; of other tests than the counted ones nothing. */
export const keepUses = async (testPath: string, uses: readonly Use[]): Promise<void> => {
  const testFile = relative(ROOT, testPath).replaceAll('\\', '/');
  if (!countedFiles().includes(testFile)) return;
  await mkdir(DIRECTORY, { recursive: true });
  await writeFile(recordingOf(testFile), JSON.stringify(uses));
};

const Recording = v.array(v.object({ functionName: v.string(), action: v.string(), resource: v.string() }));

/**
 * Everything that all of them used.
 *
 * @throws {Error} when one of them has not run yet: without it rights would seem to be unused.
 */
export const usesOfAllFiles = async (): Promise<readonly Use[]> => {
  const missing = countedFiles().filter((file) => !existsSync(recordingOf(file)));
  if (missing.length > 0)
    throw new Error(`run npm test, or the project integration: ${missing.join(', ')} recorded nothing yet`);
  const recordings = await Promise.all(
    countedFiles().map(async (file) =>
      v.parse(Recording, JSON.parse(await readFile(recordingOf(file), 'utf8'))),
    ),
  );
  return [...new Map(recordings.flat().map((use) => [shownUse(use), use])).values()];
};
