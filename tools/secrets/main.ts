// Looks for secrets and for numbers that may be somebody's, in everything that a commit would hold: a part of `npm run check`.
// With `--history` in everything that any commit has held. Ends with 1 and a line each for those that allowed.ts does not name.
import { fileURLToPath } from 'node:url';
import { notAllowed, notNeeded } from './allowed.ts';
import { filesOfHistory, workingFiles } from './files.ts';
import { findSecrets } from './find-secrets.ts';
import type { SecretFinding } from './finding.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const inHistory = process.argv.includes('--history');

const files = inHistory ? filesOfHistory(root) : workingFiles(root);
const findings: SecretFinding[] = [];
for (const file of files) findings.push(...(await findSecrets(file)));
const faults = [
  ...notAllowed(findings).map(({ path, line, rule, found }) => `${path}:${line}: ${rule}: ${found}`),
  ...(inHistory ? [] : notNeeded(findings)).map(
    ({ path, rule }) => `tools/secrets/allowed.ts: nothing is found of ${rule} in ${path} any more`,
  ),
];
for (const fault of faults) process.stdout.write(`${fault}\n`);
// secretlint measures itself, and would go on with that for a minute.
process.stdout.write(`${files.length} files, ${faults.length} findings\n`, () =>
  process.exit(faults.length === 0 ? 0 : 1),
);
