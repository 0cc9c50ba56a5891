// Runs the contract and integration tests against DynamoDB Local, Amazon's own implementation for one machine, instead of the
// embedded engine. An optional check: it needs Java and Maven, and a network for the first run. See docs/testing.md.
//
//   node tools/with-node24.mjs tools/engines/dynamodb-local.ts [vitest arguments]
import { join } from 'node:path';
import { runScript } from '../run-script.ts';
import { type JavaEngine, withJavaEngine } from './java-engine.ts';

const DYNAMODB_LOCAL: JavaEngine = {
  name: 'DynamoDB Local',
  artifact: { group: 'com.amazonaws', id: 'DynamoDBLocal', version: '2.5.2' },
  command: (libraries, port) => [
    `-Djava.library.path=${libraries}`,
    '-cp',
    join(libraries, '*'),
    'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
    ...['-inMemory', '-port', String(port)],
  ],
};

const given = process.argv.slice(2);
const wanted = given.length > 0 ? given : ['--project', 'contract', '--project', 'integration'];

process.exitCode = await withJavaEngine(DYNAMODB_LOCAL, async (endpoint) =>
  runScript(['bin:vitest', 'run', ...wanted], { DYNAMODB_ENDPOINT: endpoint }),
);
