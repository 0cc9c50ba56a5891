// Engines that other people make, from Maven Central, for checks that are run by hand.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../local-stack/ports.ts';
import { say } from '../local-stack/terminal.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ANSWERS_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 200;

export type JavaEngine = Readonly<{
  name: string;
  artifact: Readonly<{ group: string; id: string; version: string; classifier?: string; alone?: boolean }>;
  /** The arguments of `java`; `libraries` is the directory with the jars. */
  command: (libraries: string, port: number) => readonly string[];
}>;

/**
 * Starts the engine on a free port, hands its address to `check` and ends it. Says `skipped:` and why, and ends well, where
 * Java, Maven or the network is missing.
 */
export const withJavaEngine = async (
  engine: JavaEngine,
  check: (endpoint: string) => Promise<number>,
): Promise<number> => {
  const libraries = join(ROOT, '.local', engine.artifact.id, engine.artifact.version, 'lib');
  const missing = [
    ...(runs('java', '-version') ? [] : ['Java 17 or later']),
    ...(existsSync(libraries) || runs('mvn', '-v') ? [] : ['Maven']),
  ];
  if (missing.length > 0) {
    say(`skipped: ${engine.name} needs ${missing.join(' and ')}`);
    return 0;
  }
  if (!(await fetchJars(engine, libraries))) {
    say(`skipped: ${engine.name} could not be fetched from Maven Central`);
    return 0;
  }
  const port = await freePort('127.0.0.1');
  const endpoint = `http://127.0.0.1:${port}`;
  // DynamoDB Local writes a file into the folder it is started in.
  const running = spawn('java', [...engine.command(libraries, port)], { cwd: libraries, stdio: 'ignore' });
  try {
    if (await answers(endpoint, running)) return await check(endpoint);
    say(`${engine.name} does not answer after ${ANSWERS_WITHIN_MS / 1000} s`);
    return 1;
  } finally {
    running.kill();
  }
};

const runs = (command: string, argument: string): boolean =>
  spawnSync(command, [argument], { stdio: 'ignore' }).status === 0;

const pomOf = ({ group, id, version, classifier }: JavaEngine['artifact']): string =>
  `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>local</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>${group}</groupId><artifactId>${id}</artifactId><version>${version}</version>
    ${classifier === undefined ? '' : `<classifier>${classifier}</classifier>`}
  </dependency></dependencies>
</project>
`;

/** Maven Central has the jar and, as dependencies of it, what else it needs. */
const fetchJars = async ({ artifact }: JavaEngine, libraries: string): Promise<boolean> => {
  if (existsSync(libraries)) return true;
  const directory = join(libraries, '..');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'pom.xml'), pomOf(artifact));
  const goal = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`];
  const only = artifact.alone === true ? ['-DexcludeTransitive=true'] : [];
  const fetched = spawnSync('mvn', [...goal, ...only], { cwd: directory, stdio: 'inherit' }).status === 0;
  // Half of them would look like all of them the next time.
  if (!fetched) await rm(libraries, { recursive: true, force: true });
  return fetched;
};

/** Any answer will do: without a signature it is a refusal. */
const answers = async (endpoint: string, running: ChildProcess): Promise<boolean> => {
  const until = performance.now() + ANSWERS_WITHIN_MS;
  while (performance.now() < until && running.exitCode === null) {
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
