// Mutation tests of the changed files, or of those given: `npm run mutation`. Never a part of `npm test`. See docs/testing.md.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript } from '../run-script.ts';
import { isMutable, type MutationOrder, readMutationOrder, USAGE } from './options.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SEEDS = 1_000_000;

const linesOf = (...args: string[]): string[] => {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return []; // Without that branch or commit nothing differs from it.
  }
};

/** Source that differs from the main branch, uncommitted work included; on that branch itself, that of the last commit. */
const changedFiles = (): readonly string[] => {
  const since = [...linesOf('diff', '--name-only', '--diff-filter=d', 'main...HEAD')];
  const now = linesOf('diff', '--name-only', '--diff-filter=d', 'HEAD');
  const changed = [...since, ...now].filter(isMutable);
  const last = () => linesOf('diff', '--name-only', '--diff-filter=d', 'HEAD~1', 'HEAD').filter(isMutable);
  return [...new Set(changed.length > 0 ? changed : last())];
};

const settingsOf = ({ leastPercent }: MutationOrder, mutate: readonly string[]): object => ({
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.config.ts', related: true },
  mutate,
  // TypeScript is run as it stands; rewriting the references of a tsconfig needs an interface that TypeScript 7 has not.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  ignoreStatic: false,
  concurrency: 2,
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.local/mutation/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: leastPercent === 0 ? null : leastPercent },
  tempDirName: '.local/mutation/sandbox',
  ignorePatterns: ['.local', '.serverless'],
});

/** @throws {RangeError} for a name that no file has. */
const checkFiles = (files: readonly string[]): void => {
  const unknown = files.filter((file) => globSync(file, { cwd: ROOT }).length === 0);
  if (unknown.length > 0) throw new RangeError(`no file is named ${unknown.join(', ')}`);
};

const run = (order: MutationOrder): number => {
  checkFiles(order.files);
  const mutate = order.files.length > 0 ? order.files : changedFiles();
  if (mutate.length === 0) {
    console.log('No source file differs from the main branch; name the files to test.');
    return 0;
  }
  const folder = join(ROOT, '.local', 'mutation');
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(settingsOf(order, mutate), null, 2));
  console.log(
    `seed ${order.seed}, tests of ${order.projects.join(', ')}, mutants of:\n  ${mutate.join('\n  ')}`,
  );
  return runScript(['bin:stryker', 'run', settings], {
    MUTATION_PROJECTS: order.projects.join(','),
    PROPERTY_SEED: String(order.seed),
  });
};

const main = (args: readonly string[]): number => {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  try {
    return run(readMutationOrder(args, () => randomInt(SEEDS)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
};

process.exitCode = main(process.argv.slice(2));
