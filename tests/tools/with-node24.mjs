#!/usr/bin/env node
// Runs a script of this project on the Node major of the Lambda runtime, whatever Node the machine has,
// and installs the packages first when they are missing or not those of the lock file.
// Plain JavaScript without imports of packages, because it runs before they are there.
//
//   node tests/tools/with-node24.mjs tests/local-stack/start.ts --once     a file of ours
//   node tests/tools/with-node24.mjs bin:vitest run                        a package's command
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.lock-hash');
const lambdaMajor = 24;

install();
await run(nodeBinary(), process.argv.slice(2));

function install() {
  const lockHash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash) return;
  process.stderr.write('Installing packages (npm ci) ...\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // npm hands its own settings down to children; a `--once` meant for us must not reach this npm.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
    shell: process.platform === 'win32' && !npm,
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
  writeFileSync(stamp, lockHash);
}

/** The Node that npm brought; the machine's own when it has the right major and there is no package for it. */
function nodeBinary() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const binary = join(modules, name, 'bin', file);
    if (existsSync(binary)) return binary;
  }
  if (Number(process.versions.node.split('.')[0]) >= lambdaMajor) return process.execPath;
  process.stderr.write(
    `No Node ${lambdaMajor} package for ${process.platform}-${process.arch}; install Node ${lambdaMajor} and run this again.\n`,
  );
  process.exit(1);
}

function entryPoint(target) {
  if (!target.startsWith('bin:')) return join(root, target);
  const name = target.slice('bin:'.length);
  const packageName = { biome: '@biomejs/biome', depcruise: 'dependency-cruiser', tsc: 'typescript' }[name] ?? name;
  const manifest = join(modules, packageName, 'package.json');
  const { bin } = createRequire(import.meta.url)(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
}

async function run(node, [target, ...args]) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entryPoint(target), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)));
}
