// Asks the registry for known vulnerabilities of what is deployed: a part of `npm run check`. Ends with 1 for one of severity high
// or critical. Where the registry cannot be asked it says so in a line with `skipped:` and ends well, so that work goes on offline.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { judgeAudit, tooSlow, type Verdict } from './judge-audit.ts';

/** `npm run check` takes longer than that on any machine. */
const PATIENCE_MS = 20_000;

const root = fileURLToPath(new URL('../../', import.meta.url));
const ARGS = ['audit', '--omit=dev', '--package-lock-only', '--json', '--fetch-retries=0'];

const audit = (): Promise<Verdict> => {
  // npm tells where it is when it has started us; its name needs a shell on Windows.
  const npm = process.env['npm_execpath'];
  const child = npm?.endsWith('.js')
    ? spawn(process.execPath, [npm, ...ARGS], { cwd: root })
    : spawn('npm', ARGS, { cwd: root, shell: process.platform === 'win32' });
  const said = { printed: '', told: '' };
  child.stdout.on('data', (chunk) => (said.printed += chunk));
  child.stderr.on('data', (chunk) => (said.told += chunk));
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill();
      resolve(tooSlow());
    }, PATIENCE_MS);
    child.on('error', (error) => (said.told += error.message));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(judgeAudit(said));
    });
  });
};

const { kind, lines } = await audit();
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = kind === 'clean' || kind === 'skipped' ? 0 : 1;
