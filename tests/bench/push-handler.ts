import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { compose } from '../../functions/cdr-webhook/index.ts';
import { createJsonService } from '../../shared/aws/json-service.ts';
import { systemClock, systemSleep } from '../../shared/kernel/clock.ts';
import { systemRandom } from '../../shared/kernel/system-random.ts';
import type { Documents } from '../../shared/storage/documents.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';
import { DYNAMODB, leanDynamoCalls } from '../../shared/storage/lean-dynamo-calls.ts';
import { sdkDynamoCalls } from '../../shared/storage/sdk-dynamo-calls.ts';
import { aCdrPush, fiftyCdrs, SAMPLE_APP, SIGNED_AT, signedHeaders } from '../builders/pushes.ts';
import { documentsAround } from '../fakes/documents-around.ts';
import { configurationDocument } from '../harness/fixtures.ts';
import { contextFor } from '../harness/gateway.ts';
import { createTestRuntime } from '../harness/test-runtime.ts';
import { type Figure, rounded } from './report.ts';

const WARM_UP = 200;
const ROUNDS = 20;
const PUSHES_A_ROUND = 20;

/** How often a push is handled: before it counts, and in how many rounds. */
type Extent = Readonly<{ warmUp: number; rounds: number }>;

type Push = () => Promise<void>;

/** How long a warm cdr-webhook works on a push of 50 CDRs without any client. */
export const pushHandlerFigures = async (
  extent: Extent = { warmUp: WARM_UP, rounds: ROUNDS },
): Promise<readonly Figure[]> => {
  const webhook = await startWarmWebhook();
  try {
    const own = await leastMs(webhook.withoutClient, extent);
    return [{ name: 'push of 50 CDRs, our code alone', value: rounded(own), unit: 'ms' }];
  } finally {
    await webhook.close();
  }
};

/** The CDR webhook with a push of 50 CDRs to it, each time with a fresh signature: over either client, or over none. */
export const startWarmWebhook = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-push-'));
  const file = join(directory, 'configuration.json');
  await writeFile(file, JSON.stringify(configurationDocument([SAMPLE_APP], '127.0.0.1')));
  const uri = pathToFileURL(file).href;
  return {
    withoutClient: pushTo(uri, withoutSdk()),
    withLean: pushTo(uri, leanWithoutNetwork()),
    withSdk: pushTo(uri, sdkWithoutNetwork()),
    close: () => rm(directory, { recursive: true, force: true }),
  };
};

const pushTo = (uri: string, documents: Documents): Push => {
  const handler = compose(
    createTestRuntime({
      environment: {
        CONFIG_URI: uri,
        CALLS_TABLE: 'calls',
        MESSAGES_TABLE: 'messages',
        PUSHES_TABLE: 'pushes',
        BINDINGS_TABLE: 'bindings',
        NUMBERS_TABLE: 'numbers',
      },
      clock: () => new Date(SIGNED_AT),
      random: Math.random,
      documents: () => documents,
    }),
  );
  const body = aCdrPush(fiftyCdrs());
  return async () => {
    const headers = signedHeaders({ nonce: randomBytes(16).toString('hex') });
    const requestContext = { requestId: 'bench', http: { method: 'POST' } };
    const event = { rawPath: '/webhooks/cdr', headers, body, isBase64Encoded: false, requestContext };
    const answer: unknown = await handler(event as never, contextFor('cdr-webhook'));
    const status =
      answer !== null && typeof answer === 'object' && 'statusCode' in answer && answer.statusCode;
    if (status !== 200) throw new Error(`the webhook answered ${String(status)}`);
  };
};

/** Milliseconds on the processor that a push takes. Not on the wall: on a busy machine that measures the machine. */
const leastMs = async (push: Push, extent: Extent): Promise<number> => {
  for (let index = 0; index < extent.warmUp; index += 1) await push();
  const rounds: number[] = [];
  for (let round = 0; round < extent.rounds; round += 1) {
    const before = process.cpuUsage();
    for (let index = 0; index < PUSHES_A_ROUND; index += 1) await push();
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / 1000 / PUSHES_A_ROUND);
  }
  // Disturbance only ever adds, so the least is nearest to the truth.
  return Math.min(...rounds);
};

const withoutSdk = (): Documents => documentsAround(async () => ({ written: true }));

/** The lean client writes, signs and parses; only the socket is missing. */
const leanWithoutNetwork = (): Documents => {
  const exchange = async () => ({ status: 200, headers: {}, body: Buffer.from('{}') });
  const environment = { AWS_REGION: 'local', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const surroundings = { environment, clock: systemClock, random: systemRandom, sleep: systemSleep };
  return createDynamoDocuments(leanDynamoCalls(createJsonService(DYNAMODB, surroundings, exchange)));
};

/** The same with the SDK. */
const sdkWithoutNetwork = (): Documents =>
  createDynamoDocuments(sdkDynamoCalls(new DynamoDBClient(stubbedHandler())));

/** Settings of a client of the SDK whose every request is answered `{}` without a network. */
export const stubbedHandler = (): DynamoDBClientConfig => {
  const handle = async () => ({
    response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') },
  });
  return {
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { handle } as never,
  };
};
