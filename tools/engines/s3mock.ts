// Runs the tests of recordings, and the journey of `npm start`, against S3Mock, Adobe's implementation of S3, instead of the
// embedded one: it verifies checksums and knows `If-None-Match`. An optional check: it needs Java and Maven, and a network
// for the first run. See docs/testing.md.
//
//   node tools/with-node24.mjs tools/engines/s3mock.ts [vitest arguments]
import { join } from 'node:path';
import { freePort } from '../local-stack/ports.ts';
import { say } from '../local-stack/terminal.ts';
import { runScript } from '../run-script.ts';
import { type JavaEngine, withJavaEngine } from './java-engine.ts';

const VERSION = '5.0.0';

const S3MOCK: JavaEngine = {
  name: 'S3Mock',
  artifact: { group: 'com.adobe.testing', id: 's3mock', version: VERSION, classifier: 'exec', alone: true },
  command: (libraries, port) => [
    // It starts in half the time.
    '-XX:TieredStopAtLevel=1',
    '-jar',
    join(libraries, `s3mock-${VERSION}-exec.jar`),
    `--com.adobe.testing.s3mock.httpPort=${port}`,
    // It speaks https as well, on a port that nobody needs.
    '--server.port=0',
  ],
};

/** Those that need an S3; `memory.test.ts` and `download.test.ts` bring servers of their own. */
const TESTS = ['s3-recording-store', 'archiver', 'simulated-platform', 'manage-recordings', 'chaos'].map(
  (name) => `tests/integration/recordings/${name}.test.ts`,
);

/** S3Mock deletes what is there when an upload beside it is taken back, so of two uploads at once none is left. */
const EXCEPT = '^(?!.*two long uploads end at the same time)';

const journey = async (endpoint: string): Promise<number> => {
  const [port, lambdaPort, simulatorPort] = [
    await freePort('127.0.0.1'),
    await freePort('127.0.0.1'),
    await freePort('127.0.0.1'),
  ];
  say(`\nnpm start -- --once, S3_ENDPOINT=${endpoint}`);
  return runScript(['tools/local-stack/start.ts', '--once'], {
    S3_ENDPOINT: endpoint,
    PORT: String(port),
    LAMBDA_PORT: String(lambdaPort),
    SIMULATOR_PORT: String(simulatorPort),
  });
};

const given = process.argv.slice(2);

process.exitCode = await withJavaEngine(S3MOCK, async (endpoint) => {
  const tests = runScript(['bin:vitest', 'run', ...(given.length > 0 ? given : [...TESTS, '-t', EXCEPT])], {
    S3_ENDPOINT: endpoint,
  });
  return Math.max(tests, given.length > 0 ? 0 : await journey(endpoint));
});
