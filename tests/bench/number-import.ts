// How much of a processor an import of 10,000 numbers takes, which decides whether PUT /numbers ends in its time at its memory:
// `node tools/with-node24.mjs tests/bench/number-import.ts`. The store is a process of its own that answers after 5 ms and keeps
// nothing, so each number is new. Lambda gives a function one processor for 1769 MB.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { compose } from '../../functions/manage-numbers/index.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import { anApiEvent } from '../builders/api-event.ts';
import { dynamoCallsAt } from '../harness/dynamo-clients.ts';
import {
  ACCESS_URI,
  API_KEY,
  configurationDocument,
  documentReader,
  RIDES,
  xNumber,
} from '../harness/fixtures.ts';
import { contextFor } from '../harness/gateway.ts';
import { createTestRuntime } from '../harness/test-runtime.ts';

const ANSWER_MS = 5;
const FUNCTION_MS = 25_000;
const SIZES = [1000, 10_000];

const serve = async (): Promise<void> => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume();
    request.on('end', () => setTimeout(() => response.end('{}'), ANSWER_MS));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.on('message', () => {
    process.send?.({ requests });
    requests = 0;
  });
  process.send?.({ port: (server.address() as AddressInfo).port });
};

const measure = async (): Promise<void> => {
  const store = fork(fileURLToPath(import.meta.url), ['serve']);
  const [ready] = await once(store, 'message');
  const { port } = v.parse(v.object({ port: v.number() }), ready);
  const documents = createDynamoDocuments(dynamoCallsAt.lean(`http://127.0.0.1:${port}`));
  const handler = compose(
    createTestRuntime({
      environment: {
        CONFIG_URI: 'file:///c',
        ACCESS_URI,
        BINDINGS_TABLE: 'bindings',
        NUMBERS_TABLE: 'numbers',
      },
      clock: () => new Date(),
      documents: () => documents,
      readConfiguration: documentReader(configurationDocument([RIDES], '127.0.0.1')),
    }),
  );
  const put = async (rows: number) => {
    const body = ['x', ...Array.from({ length: rows }, (_, index) => xNumber(index + 1))].join('\n');
    const headers = { 'content-type': 'text/csv', authorization: `Bearer ${API_KEY}` };
    const before = process.cpuUsage();
    const startedAt = performance.now();
    const { statusCode } = await handler(
      anApiEvent({ route: 'PUT /numbers', headers, body }),
      contextFor('manage-numbers', FUNCTION_MS),
    );
    const wallMs = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(before);
    store.send('count');
    const [counted] = await once(store, 'message');
    const { requests } = v.parse(v.object({ requests: v.number() }), counted);
    const processorMs = (user + system) / 1000;
    const megabytes = process.memoryUsage.rss() / 1024 / 1024;
    return { rows, statusCode, requests, processorMs, wallMs, megabytes };
  };
  await put(100);
  for (const rows of SIZES) {
    const result = await put(rows);
    console.log(
      Object.entries(result)
        .map(([name, value]) => `${name} ${Math.round(value ?? 0)}`)
        .join('  '),
    );
  }
  store.kill();
};

await (process.argv[2] === 'serve' ? serve() : measure());
