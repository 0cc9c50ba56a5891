#!/usr/bin/env node
// Runs a script of this project on the Node major of the Lambda runtime, whatever Node the machine has,
// and installs the packages first when they are missing or not those of the lock file. Packages that were installed by hand count.
// Plain JavaScript without imports of packages, because it runs before they are there.
//
//   node tools/with-node24.mjs tools/local-stack/start.ts --once     a file of ours
//   node tools/with-node24.mjs bin:vitest run                        a package's command
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheVariables } from './caches.mjs';
import { forgetInstall, isInstalled, stampInstall } from './installed.mjs';
import { chooseNode } from './node-binary.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const installing = join(root, '.local', 'installing');
const onWindows = process.platform === 'win32';

installOnce();
run(nodeBinary(), process.argv.slice(2));

/** One install at a time: two would empty node_modules under each other. The second finds the work done. */
function installOnce() {
  if (isInstalled(root)) return;
  mkdirSync(dirname(installing), { recursive: true });
  while (!lock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  try {
    if (!isInstalled(root)) install();
  } finally {
    rmSync(installing, { recursive: true, force: true });
  }
}

/** Holds the folder with our process id in it; a holder that was killed is not waited for. */
function lock() {
  try {
    mkdirSync(installing);
    writeFileSync(join(installing, 'pid'), String(process.pid));
    return true;
  } catch {
    if (!holderLives()) rmSync(installing, { recursive: true, force: true });
    return false;
  }
}

function holderLives() {
  const namelessForMs = 5_000;
  try {
    if (!existsSync(join(installing, 'pid')))
      return Date.now() - statSync(installing).mtimeMs < namelessForMs;
    process.kill(Number(readFileSync(join(installing, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function install() {
  process.stderr.write('Installing packages (npm ci) ...\n');
  const started = Date.now();
  forgetInstall(root);
  // The npm that runs us, if it is npm; install scripts are not needed by any package and stay off.
  const npmScript = /npm-cli\.[cm]?js$/.test(process.env.npm_execpath ?? '')
    ? process.env.npm_execpath
    : undefined;
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  const result = spawnSync(
    npmScript ? process.execPath : 'npm',
    [...(npmScript ? [npmScript] : []), ...args, ...quiet],
    // npm's normal output goes to stderr, so that what a command prints on stdout stays its own.
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: onWindows && !npmScript,
      env: { ...process.env, ...cacheVariables(root) },
    },
  );
  if (result.error !== undefined)
    process.stderr.write(`with-node24: npm cannot be started: ${result.error.message}\n`);
  if (result.status !== 0) {
    rmSync(installing, { recursive: true, force: true });
    process.exit(result.status ?? 1);
  }
  stampInstall(root);
  process.stderr.write(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function nodeBinary() {
  const chosen = chooseNode(modules);
  if (chosen.binary !== undefined) return chosen.binary;
  process.stderr.write(`with-node24: ${chosen.fault}\n`);
  process.exit(1);
}

function entryPoint(target) {
  if (!target.startsWith('bin:')) return join(root, target);
  const name = target.slice('bin:'.length);
  const packages = {
    biome: '@biomejs/biome',
    depcruise: 'dependency-cruiser',
    stryker: '@stryker-mutator/core',
    tsc: 'typescript',
  };
  const manifest = join(modules, packages[name] ?? name, 'package.json');
  const { bin } = createRequire(import.meta.url)(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
}

/** A proxy of the environment (NODE_USE_ENV_PROXY, ALL_PROXY) is not for calls to this machine, where it would call its own. */
function directToThisMachine() {
  const { no_proxy: lower, NO_PROXY: upper } = process.env;
  const direct = [lower ?? upper, 'localhost', '127.0.0.1', '::1', '[::1]'].filter(Boolean).join(',');
  return onWindows ? { NO_PROXY: direct } : { NO_PROXY: direct, no_proxy: direct };
}

function run(node, [target, ...args]) {
  if (target === undefined) {
    process.stderr.write('usage: with-node24.mjs <file.ts | bin:command> [arguments]\n');
    process.exit(2);
  }
  // Windows spells it `Path`, and a second spelling beside it would win or lose by chance.
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entryPoint(target), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      // Node keeps what it compiled there, also of the commands that this one starts, and ignores a folder that it cannot write.
      NODE_COMPILE_CACHE: join(root, '.local', 'compile-cache'),
      ...process.env,
      ...cacheVariables(root),
      ...directToThisMachine(),
      [pathName]: `${dirname(node)}${delimiter}${process.env[pathName] ?? ''}`,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // On Windows the console sends Ctrl-C to the child itself, and kill() would end it without a goodbye.
    process.on(signal, () => (onWindows && signal === 'SIGINT' ? undefined : child.kill(signal)));
  }
  // npm dies of a signal without passing it on to what its shell started; then this process has another parent.
  const parent = process.ppid;
  const orphaned = () => process.ppid !== parent && child.kill('SIGTERM');
  if (!onWindows) setInterval(orphaned, 500).unref();
  child.on('error', (error) => {
    process.stderr.write(`with-node24: ${node} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
