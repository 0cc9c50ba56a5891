// The HTTP API, the schedules and the Lambda Invoke API: serverless-offline in a process of its own, so that on two cores the
// platform and the engines do not wait for the functions. Inside it the functions share one process: a worker a function
// costs 0.2 s and 40 MB at each first call and for each parallel one, because serverless-offline loads a TypeScript
// loader in every worker.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { urlHost } from '../../simulator/http/url-host.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './create-from-template.ts';
import { ROOT } from './template.ts';

/** Sent by tools/serverless-plugin/plugin.mjs. */
const READY = 'local API ready';
const STARTED_WITHIN_MS = 60_000;
const CLOCK_SET_WITHIN_MS = 5_000;
const STOPPED_WITHIN_MS = 3_000;

export type LocalApiOptions = Readonly<{
  host: string;
  httpPort: number;
  lambdaPort: number;
  dynamodbEndpoint: string;
  s3Endpoint: string;
  recordingsBucket: string;
  eventsEndpoint: string;
  queuesEndpoint: string;
  eventsQueueUrl: string;
  metricsEndpoint: string;
  /** Is told each line that the functions write. */
  onLine: (line: string) => void;
  /** Values of the template's parameters, see tools/serverless-plugin/parameters. */
  parameters: Readonly<Record<string, string>>;
}>;

/** A started API. */
export type LocalApi = Readonly<{
  url: string;
  lambdaUrl: string;
  /** Everything the functions and the server have written. */
  logFile: string;
  /** Resolves when the process ends without having been asked to. */
  ended: Promise<void>;
  /** Puts the clock of the functions that far ahead of real time; resolves when it is so. */
  setClockAhead: (ms: number) => Promise<void>;
  stop: () => Promise<void>;
}>;

/**
 * Starts the API and waits until it serves.
 *
 * @throws {Error} with the last lines of its log when it ends or does not answer in time
 */
export const startLocalApi = async (options: LocalApiOptions): Promise<LocalApi> => {
  const logFile = join(ROOT, '.local', 'functions.log');
  const child = spawnOffline(options);
  const log = collectLog(child, logFile, options.onLine);
  let stopping = false;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    stopping = true;
    await endProcess(child, exit);
  };
  try {
    await Promise.race([log.ready, exit.then(() => fail('ended')), tooLate()]);
  } catch (error) {
    await stop();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the local API ${why}; its last lines:\n${log.tail()}`);
  }
  return {
    url: `http://${urlHost(options.host)}:${options.httpPort}`,
    lambdaUrl: `http://${urlHost(options.host)}:${options.lambdaPort}`,
    logFile,
    ended: exit.then(() => (stopping ? new Promise<void>(() => undefined) : undefined)),
    setClockAhead: (ms) => setClockAhead(child, ms),
    stop,
  };
};

const setClockAhead = async (child: ChildProcess, clockAheadMs: number): Promise<void> => {
  const done = once(child, 'message', { signal: AbortSignal.timeout(CLOCK_SET_WITHIN_MS) });
  child.send({ clockAheadMs });
  await done;
};

const fail = (why: string): never => {
  throw new Error(why);
};

const tooLate = (): Promise<never> =>
  new Promise((_resolve, reject) => {
    const message = `does not answer after ${STARTED_WITHIN_MS / 1000} s`;
    setTimeout(() => reject(new Error(message)), STARTED_WITHIN_MS).unref();
  });

const spawnOffline = (options: LocalApiOptions): ChildProcess => {
  const script = join(ROOT, 'node_modules', 'serverless', 'bin', 'serverless.js');
  const parameters = Object.entries(options.parameters).flatMap(([name, value]) => [
    '--param',
    `${name}=${value}`,
  ]);
  const args = [
    ...['offline', 'start', '--stage', 'local', '--region', LOCAL_REGION],
    ...[
      '--host',
      options.host,
      '--httpPort',
      String(options.httpPort),
      '--lambdaPort',
      String(options.lambdaPort),
    ],
    ...['--noSponsor', '--disableCookieValidation', '--useInProcess'],
    ...parameters,
  ];
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: ROOT,
    env: childEnvironment(options),
    // The channel tells us that it is ready, and tells it when we are gone, however we ended.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C reaches this process first, which then ends the parts in order.
    detached: process.platform !== 'win32',
  });
};

/** Without the person's own AWS settings and proxies: nothing here may ever reach a real account, or leave this machine. */
const childEnvironment = (options: LocalApiOptions): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(AWS_|SLS_(?!SCHEMA_CACHE)|NODE_USE_ENV_PROXY$|(ALL|HTTPS?|NO)_PROXY$)/i.test(name),
    ),
  ),
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  AWS_REGION: LOCAL_REGION,
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_ENDPOINT_URL_DYNAMODB: options.dynamodbEndpoint,
  AWS_ENDPOINT_URL_S3: options.s3Endpoint,
  RECORDINGS_BUCKET: options.recordingsBucket,
  AWS_ENDPOINT_URL_EVENTBRIDGE: options.eventsEndpoint,
  AWS_ENDPOINT_URL_SQS: options.queuesEndpoint,
  EVENTS_QUEUE_URL: options.eventsQueueUrl,
  AWS_ENDPOINT_URL_CLOUDWATCH: options.metricsEndpoint,
  // The parameters of a person's deployment are not those of the local stack.
  PRIVATENUMBER_IGNORE_DEPLOYMENT_FILE: '1',
});

const collectLog = (child: ChildProcess, logFile: string, onLine: (line: string) => void) => {
  mkdirSync(join(ROOT, '.local'), { recursive: true });
  const file = createWriteStream(logFile);
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`);
      onLine(line);
      lastLines.push(line);
      if (lastLines.length > 40) lastLines.shift();
    });
  }
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => (message === READY ? resolve() : undefined));
  });
  return { ready, tail: () => lastLines.join('\n') };
};

const endProcess = async (child: ChildProcess, exit: Promise<void>): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killed = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await exit;
  clearTimeout(killed);
};
