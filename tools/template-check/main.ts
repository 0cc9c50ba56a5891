// A step of `npm run check`: packages the template in every variant and reads it with the schemas of CloudFormation, and with cfn-lint
// where that is installed. No bundles are made, so it takes some seconds.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageIn, ROOT, readTemplate, TEMPLATE_FILE } from '../local-stack/template.ts';
import { whyNoCfnLint } from './cfn-lint.ts';
import { templateFaults } from './template-faults.ts';
import { VARIANTS } from './variants.ts';

/** Of each partition one where it is deployed, and the one that has everything first. */
const REGIONS = ['us-east-1', 'eu-central-1', 'cn-north-1'];

type Packaged = Readonly<{ name: string; directory: string }>;

const packageAll = (root: string): Promise<readonly Packaged[]> =>
  Promise.all(
    Object.entries(VARIANTS).map(async ([name, parameters]) => {
      const directory = join(root, name);
      await packageIn(directory, 'prod', {
        variables: { TEMPLATE_ONLY: '1', AWS_REGION: REGIONS[0] },
        parameters,
      });
      return { name, directory };
    }),
  );

/** Reads with cfn-lint, where it can be used; .cfnlintrc.yaml has the warnings that are ignored, each with its reason. */
const lint = (packaged: readonly Packaged[]): Promise<Readonly<{ skipped: string } | { said: string }>> =>
  new Promise((resolve) => {
    const skipped = whyNoCfnLint(spawnSync('cfn-lint', ['--version'], { encoding: 'utf8' }));
    if (skipped !== undefined) return resolve({ skipped });
    const templates = packaged.map(({ directory }) => join(directory, TEMPLATE_FILE));
    const child = spawn('cfn-lint', ['--format', 'parseable', '--regions', ...REGIONS, '--', ...templates], {
      cwd: ROOT,
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', ({ message }) => resolve({ said: message }));
    child.on('close', (code) =>
      resolve({ said: code === 0 ? '' : said || `cfn-lint ended with ${String(code)}` }),
    );
  });

const root = await mkdtemp(join(tmpdir(), 'template-check-'));
try {
  const packaged = await packageAll(root);
  const linting = lint(packaged);
  const faults: string[] = [];
  for (const { name, directory } of packaged)
    faults.push(...templateFaults(await readTemplate(directory)).map((fault) => `${name}: ${fault}`));
  const linted = await linting;
  if ('said' in linted && linted.said !== '') faults.push(linted.said.replaceAll(`${root}/`, '').trim());
  if ('skipped' in linted) process.stdout.write(`skipped: ${linted.skipped}\n`);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  await rm(root, { recursive: true, force: true });
}
