// `npm run check`: formatting and lint, types, dependency rules, house rules, the template, secrets, the audit, unit tests. All at once, because each waits on something
// else; one line a step, and only a failed step shows what it said, beside what was skipped and why. Counts go to reports/check.json for .ci/run.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

type Step = Readonly<{ name: string; command: readonly string[] }>;
type Outcome = Readonly<{ step: Step; passed: boolean; output: string; durationMs: number }>;

const root = fileURLToPath(new URL('../', import.meta.url));
const reports = join(root, 'reports');
const unitReport = join(reports, 'unit.json');

/** Every folder with code of ours. */
const FOLDERS = ['functions', 'shared', 'web', 'tools', 'simulator', 'packages', 'tests', 'examples'];

const steps: readonly Step[] = [
  { name: 'format and lint', command: ['@biomejs/biome/bin/biome', 'ci'] },
  { name: 'types', command: ['typescript/bin/tsc', '-p', '.', '--pretty'] },
  { name: 'types of the consoles', command: ['typescript/bin/tsc', '-p', 'web', '--pretty'] },
  { name: 'types of their tests', command: ['typescript/bin/tsc', '-p', 'tests/unit/web', '--pretty'] },
  {
    name: 'dependency rules',
    command: [
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...FOLDERS],
    ],
  },
  { name: 'house rules', command: ['tools/house/main.ts'] },
  { name: 'template', command: ['tools/template-check/main.ts'] },
  { name: 'secrets', command: ['tools/secrets/main.ts'] },
  { name: 'audit', command: ['tools/audit/main.ts'] },
  {
    name: 'unit tests',
    command: [
      'vitest/vitest.mjs',
      ...[
        'run',
        '--project',
        'unit',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${unitReport}`,
      ],
    ],
  },
];

const run = (step: Step): Promise<Outcome> => {
  const startedAt = performance.now();
  const [script = '', ...args] = step.command;
  const path = script.endsWith('.ts') ? script : join('node_modules', script);
  const child = spawn(process.execPath, [join(root, path), ...args], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('close', (code) =>
      resolve({ step, passed: code === 0, output, durationMs: performance.now() - startedAt }),
    );
  });
};

const show = ({ step, passed, output, durationMs }: Outcome): void => {
  const seconds = (durationMs / 1000).toFixed(1);
  process.stdout.write(`${passed ? '✔' : '✘'} ${step.name} (${seconds} s)\n`);
  for (const line of output.match(/^skipped: .*$/gm) ?? []) process.stdout.write(`  ${line}\n`);
  if (!passed) process.stdout.write(`\n${output.trim()}\n\n`);
};

/** Every step counts as one beside the unit tests, so that a lint error shows in the sum as well. */
const count = (outcomes: readonly Outcome[]) => {
  const others = outcomes.filter(({ step }) => step.name !== 'unit tests');
  const { numPassedTests = 0, numFailedTests = 0 } = readReport();
  const unit = outcomes.find(({ step }) => step.name === 'unit tests');
  // A test file that cannot be loaded fails without failing a test.
  const unloaded = unit?.passed === false && numFailedTests === 0 ? 1 : 0;
  return {
    numPassedTests: numPassedTests + others.filter(({ passed }) => passed).length,
    numFailedTests: numFailedTests + unloaded + others.filter(({ passed }) => !passed).length,
  };
};

const readReport = (): { numPassedTests?: number; numFailedTests?: number } => {
  try {
    return JSON.parse(readFileSync(unitReport, 'utf8'));
  } catch {
    return {}; // vitest did not come as far as a report; `count` sees that the step failed
  }
};

mkdirSync(reports, { recursive: true });
writeFileSync(unitReport, '{}');
const outcomes = await Promise.all(
  steps.map(async (step) => {
    const outcome = await run(step);
    show(outcome);
    return outcome;
  }),
);
const counts = count(outcomes);
writeFileSync(join(reports, 'check.json'), JSON.stringify(counts));
process.stdout.write(`check: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed\n`);
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1;
