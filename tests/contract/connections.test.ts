import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compose } from '../../functions/cdr-webhook/index.ts';
import { systemClock, systemSleep } from '../../shared/kernel/clock.ts';
import { systemRandom } from '../../shared/kernel/system-random.ts';
import * as lean from '../../shared/runtime/aws-clients/lean.ts';
import * as sdk from '../../shared/runtime/aws-clients/sdk.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import { aCdrPush, fiftyCdrs, SAMPLE_APP, SIGNED_AT, signedHeaders } from '../builders/pushes.ts';
import { serveHttp } from '../fakes/loopback-servers.ts';
import { configurationDocument } from '../harness/fixtures.ts';
import { contextFor } from '../harness/gateway.ts';
import { createTestRuntime } from '../harness/test-runtime.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A DynamoDB of which each write succeeds and each read finds nothing, with the connections it was asked over. */
const startCounted = async ({ createDynamoCalls }: typeof lean) => {
  const connections = new Set<unknown>();
  const answer: RequestListener = (request, response) => {
    connections.add(request.socket);
    request.resume().on('end', () => response.end('{}'));
  };
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: await serveHttp(answer),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  // The SDK takes no other environment than that of the process.
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const surroundings = { environment, clock: systemClock, random: systemRandom, sleep: systemSleep };
  return { connections, documents: createDynamoDocuments(createDynamoCalls(surroundings)) };
};

// Each costs a TLS handshake in a cold container; docs/performance.md has the figures.
describe.each(Object.entries({ lean, sdk }))('with the client %s a cold container', (_name, clients) => {
  it('opens sixteen connections for fifty reads at once', async () => {
    const { connections, documents } = await startCounted(clients);
    const keys = Array.from({ length: 50 }, (_, index) => ({ pk: `C#${index}`, sk: 'CDR' }));

    await Promise.all(keys.map((key) => documents.get({ purpose: 'reading the call', table: 'calls', key })));

    expect(connections.size).toBe(16);
  });

  it('opens eight connections for a push of fifty CDRs', async () => {
    const { connections, documents } = await startCounted(clients);
    const directory = await mkdtemp(join(tmpdir(), 'connections-'));
    const file = join(directory, 'configuration.json');
    await writeFile(file, JSON.stringify(configurationDocument([SAMPLE_APP], '127.0.0.1')));
    const tables = ['CALLS_TABLE', 'MESSAGES_TABLE', 'PUSHES_TABLE', 'BINDINGS_TABLE', 'NUMBERS_TABLE'];
    const handler = compose(
      createTestRuntime({
        environment: {
          CONFIG_URI: pathToFileURL(file).href,
          ...Object.fromEntries(tables.map((table) => [table, table])),
        },
        clock: () => new Date(SIGNED_AT),
        documents: () => documents,
      }),
    );
    const event = {
      headers: signedHeaders(),
      body: aCdrPush(fiftyCdrs()),
      isBase64Encoded: false,
      rawPath: '/webhooks/cdr',
      requestContext: { requestId: 'connections', http: { method: 'POST' } },
    };

    const answer = await handler(event as never, contextFor('cdr-webhook'));
    await rm(directory, { recursive: true, force: true });

    expect(answer).toMatchObject({ statusCode: 200 });
    expect(connections.size).toBe(8);
  });
});
