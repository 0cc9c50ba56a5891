// Runs the contract and integration tests against DynamoDB Local, Amazon's own implementation for one machine, instead of the
// embedded engine. An optional check: it needs Java and Maven, and a network for the first run. See docs/testing.md.
//
//   node tests/tools/with-node24.mjs tests/tools/dynamodb-local.ts [vitest arguments]
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const VERSION = '2.5.2';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIRECTORY = join(ROOT, '.local', 'dynamodb-local', VERSION);
const LIBRARIES = join(DIRECTORY, 'lib');
const ANSWERS_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 200;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>local</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId><version>${VERSION}</version>
  </dependency></dependencies>
</project>
`;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const runs = (command: string, argument: string): boolean =>
  spawnSync(command, [argument], { stdio: 'ignore' }).status === 0;

/** Maven Central has the jar and, as dependencies of it, the native libraries of its store. */
const fetchJars = async (): Promise<boolean> => {
  if (existsSync(LIBRARIES)) return true;
  await mkdir(DIRECTORY, { recursive: true });
  await writeFile(join(DIRECTORY, 'pom.xml'), POM);
  const goal = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${LIBRARIES}`];
  const fetched = spawnSync('mvn', goal, { cwd: DIRECTORY, stdio: 'inherit' }).status === 0;
  // Half of them would look like all of them the next time.
  if (!fetched) await rm(LIBRARIES, { recursive: true, force: true });
  return fetched;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address === null || typeof address === 'string' ? 0 : address.port));
    });
  });

const startEngine = (port: number): ChildProcess =>
  spawn(
    'java',
    [
      `-Djava.library.path=${LIBRARIES}`,
      '-cp',
      join(LIBRARIES, '*'),
      'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
      ...['-inMemory', '-port', String(port)],
    ],
    { stdio: 'ignore' },
  );

/** Any answer will do: without a signature it is a refusal. */
const answers = async (endpoint: string): Promise<boolean> => {
  const until = performance.now() + ANSWERS_WITHIN_MS;
  while (performance.now() < until) {
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return true;
    await wait(LOOK_EVERY_MS);
  }
  return false;
};

const runTests = (endpoint: string, args: readonly string[]): number => {
  const runner = join(ROOT, 'tests', 'tools', 'with-node24.mjs');
  const wanted = args.length > 0 ? args : ['--project', 'contract', '--project', 'integration'];
  const env = { ...process.env, DYNAMODB_ENDPOINT: endpoint };
  const tests = spawnSync(process.execPath, [runner, 'bin:vitest', 'run', ...wanted], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  return tests.status ?? 1;
};

const main = async (): Promise<number> => {
  const missing = [
    ...(runs('java', '-version') ? [] : ['Java 17 or later']),
    ...(existsSync(LIBRARIES) || runs('mvn', '-v') ? [] : ['Maven']),
  ];
  if (missing.length > 0) {
    say(`skipped: DynamoDB Local needs ${missing.join(' and ')}`);
    return 0;
  }
  if (!(await fetchJars())) {
    say('skipped: DynamoDB Local could not be fetched from Maven Central');
    return 0;
  }
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const engine = startEngine(port);
  try {
    if (await answers(endpoint)) return runTests(endpoint, process.argv.slice(2));
    say(`DynamoDB Local does not answer after ${ANSWERS_WITHIN_MS / 1000} s`);
    return 1;
  } finally {
    engine.kill();
  }
};

process.exitCode = await main();
