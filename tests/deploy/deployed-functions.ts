import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import { DUMMY_CREDENTIALS, STAND_IN_REGION } from './stand-in.ts';

const CHILD = fileURLToPath(new URL('function-child.mjs', import.meta.url));

/** A function as the stand-in answers that it has it, with the code that lies in the deployment bucket. */
export type DeployedFunction = Readonly<{
  name: string;
  handler: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  variables: Readonly<Record<string, string>>;
  zip: Uint8Array;
}>;

/** Runs deployed functions; each has processes of its own, one event at a time in each. */
export type FunctionRunner = Readonly<{
  /** @throws {Error} of the function that threw instead of answering, or that ended */
  invoke: (folder: string, event: unknown) => Promise<unknown>;
  /** Everything that functions have written. */
  log: () => string;
  stop: () => void;
}>;

const Answer = v.object({ result: v.optional(v.unknown()), error: v.optional(v.string()) });

/**
 * Unpacks the functions and runs them when they are invoked.
 *
 * @param endpoint the stand-in, the one thing in their environment that Lambda would not have given them
 * @param functions by the name of their folder
 */
export const runFunctions = async (
  endpoint: string,
  directory: string,
  functions: ReadonlyMap<string, DeployedFunction>,
): Promise<FunctionRunner> => {
  const idle = new Map<string, ChildProcess[]>();
  const all: ChildProcess[] = [];
  const lines: string[] = [];
  for (const [folder, { zip }] of functions) await unpack(join(directory, folder), zip);

  const start = async (folder: string, deployed: DeployedFunction): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['--enable-source-maps', CHILD], {
      cwd: join(directory, folder),
      env: environmentOf(deployed, join(directory, folder), endpoint),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    all.push(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => lines.push(String(chunk)));
    await messageOf(child, folder);
    return child;
  };

  return {
    async invoke(folder, event) {
      const deployed = functions.get(folder);
      if (deployed === undefined) throw new Error(`${folder} is not deployed`);
      const child = idle.get(folder)?.pop() ?? (await start(folder, deployed));
      const endsAtMs = Date.now() + deployed.timeoutSeconds * 1000;
      const answer = messageOf(child, folder);
      child.send({ event, requestId: randomUUID(), endsAtMs });
      const { result, error } = v.parse(Answer, await answer);
      idle.set(folder, [...(idle.get(folder) ?? []), child]);
      if (error !== undefined) throw new Error(`${folder} threw: ${error}`);
      return result;
    },
    log: () => lines.join(''),
    stop: () => {
      for (const child of all) child.kill();
    },
  };
};

const messageOf = async (child: ChildProcess, folder: string): Promise<unknown> => {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the process of ${folder} ended`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
};

const unpack = async (directory: string, zip: Uint8Array): Promise<void> => {
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
};

/** The function's own variables and those that Lambda sets: nothing of ours, so that nothing is there which would be missing in the cloud. */
const environmentOf = (
  { name, handler, memoryMegabytes, variables }: DeployedFunction,
  directory: string,
  endpoint: string,
): Record<string, string> => ({
  ...variables,
  _HANDLER: handler,
  LAMBDA_TASK_ROOT: directory,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: STAND_IN_REGION,
  AWS_DEFAULT_REGION: STAND_IN_REGION,
  AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
  AWS_SESSION_TOKEN: 'stand-in',
  TZ: ':UTC',
  AWS_ENDPOINT_URL: endpoint,
});
