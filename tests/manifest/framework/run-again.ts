import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { runServerless } from '../../../tools/local-stack/template.ts';

/** One command of the framework. */
export type FrameworkRun = Readonly<{
  /** Of the service. */
  directory: string;
  args: readonly string[];
  /** All of its environment. */
  environment: Readonly<Record<string, string>>;
}>;

/** How a command has ended, and all that it said. */
export type FrameworkEnd = Readonly<{ code: number; output: string }>;

const SCRIPT = join(import.meta.dirname, 'framework-process.ts');

/** Each command leaves some 20 MB behind. */
const MOST_COMMANDS = 16;

let running: ChildProcess | undefined;
let commands = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Like `runServerless`, in a process that carries out one command after the other: the framework's own code takes most of a
 * second to compile, and each command after the first is spared that. The process ends with the one that has started it.
 */
export const runServerlessAgain: typeof runServerless = (directory, args, variables) => {
  const environment = Object.fromEntries(
    Object.entries({ ...process.env, PRIVATENUMBER_IGNORE_DEPLOYMENT_FILE: undefined, ...variables }).flatMap(
      ([name, value]) => (value === undefined ? [] : [[name, value]]),
    ),
  );
  const next = last.then(() => carryOut({ directory, args, environment }));
  last = next.catch(() => undefined);
  return next;
};

const carryOut = (run: FrameworkRun): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = frameworkProcess();
    const fail = (output: string) => reject(new Error(`serverless ${run.args.join(' ')} failed:\n${output}`));
    const died = (code: number | null) => fail(`its process ended with ${code}`);
    child.channel?.ref();
    child.once('exit', died);
    child.once('message', ({ code, output }: FrameworkEnd) => {
      child.off('exit', died);
      child.channel?.unref();
      if (code === 0) resolve(output);
      else fail(output);
    });
    child.send(run);
  });

/** Between two commands it keeps nobody waiting. */
const frameworkProcess = (): ChildProcess => {
  commands += 1;
  if (running?.connected === true && commands <= MOST_COMMANDS) return running;
  if (running?.connected === true) running.disconnect();
  commands = 1;
  running = fork(SCRIPT, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  running.unref();
  return running;
};
