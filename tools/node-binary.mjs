// Which Node runs the scripts. Only modules of Node's, because it runs before any package is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The Node major of the Lambda runtime, and of the package that brings it. */
const LAMBDA_MAJOR = 24;

/**
 * The Node that npm brought. It may be there and not run, as on Alpine, whose C library is another one; then, and where there is
 * no package, the machine's own when it is at least of Lambda's major.
 *
 * @param {string} modules folder `node_modules`
 * @param {{ platform: string, arch: string, version: string, execPath: string }} own as `process` names them
 * @returns {{ binary: string } | { fault: string }} a fault is one line that says what to do
 */
export const chooseNode = (modules, own = process) => {
  const onWindows = own.platform === 'win32';
  const machine = `${onWindows ? 'win' : own.platform}-${own.arch}`;
  const brought = [`node-${machine}`, `node-bin-${machine}`]
    .map((name) => join(modules, name, 'bin', onWindows ? 'node.exe' : 'node'))
    .find((binary) => existsSync(binary));
  if (brought !== undefined && runs(brought)) return { binary: brought };
  if (Number(/\d+/.exec(own.version)?.[0]) >= LAMBDA_MAJOR) return { binary: own.execPath };
  const why = brought === undefined ? 'is not to be had' : 'does not run';
  return {
    fault: `the Node ${LAMBDA_MAJOR} package for ${machine} ${why} on this machine, whose own Node is ${own.version}; install Node ${LAMBDA_MAJOR} and run this again`,
  };
};

/** The loader of a missing C library fails before any output; a binary without its loader is not even started. */
const runs = (binary) => spawnSync(binary, ['--version'], { stdio: 'ignore' }).status === 0;
