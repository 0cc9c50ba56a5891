// Runs the Serverless Framework's command again and again in one process, for run-again.ts. Each run begins as a new process
// does: with no module of CommonJS loaded (the framework and what it requires), its own folder, environment and arguments. The
// engine alone remembers: it compiles the code of a text that it has seen once.
import { createRequire } from 'node:module';
import type { FrameworkEnd, FrameworkRun } from './run-again.ts';

const COMMAND = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/** The framework notes there when its process began, and takes itself for a part of another program when it finds something. */
const BEGINNING = '$serverlessCommandStartTime';

let output: string[] | undefined;
for (const stream of [process.stdout, process.stderr])
  stream.write = (chunk: unknown): boolean => {
    output?.push(String(chunk));
    return true;
  };

/** The listeners of this file and of Node's own, which stay. */
let ownListeners = new Map<unknown, readonly unknown[]>();

const forget = (require: NodeJS.Require): void => {
  for (const file of Object.keys(require.cache)) delete require.cache[file];
  Reflect.deleteProperty(EvalError, BEGINNING);
  for (const event of process.eventNames())
    for (const listener of process.listeners(event as never))
      if (!ownListeners.get(event)?.includes(listener)) process.off(event, listener as never);
  process.exitCode = undefined;
};

const begin = ({ directory, args, environment }: FrameworkRun): void => {
  // A new one, because each keeps what it has loaded.
  const require = createRequire(import.meta.url);
  forget(require);
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  process.argv = [process.execPath, COMMAND, ...args];
  process.chdir(directory);
  output = [];
  // A run is over when nothing is left to do in its process; so the channel must not keep it.
  process.channel?.unref();
  require(COMMAND);
};

const end = (): void => {
  if (output === undefined) return;
  const ended: FrameworkEnd = { code: Number(process.exitCode ?? 0), output: output.join('') };
  output = undefined;
  process.channel?.ref();
  process.send?.(ended);
};

process.on('message', begin);
process.on('beforeExit', end);
ownListeners = new Map(process.eventNames().map((event) => [event, process.listeners(event as never)]));
