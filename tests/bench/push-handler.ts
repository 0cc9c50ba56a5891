import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { compose } from '../../functions/cdr-webhook/compose.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { aCdrPush, fiftyCdrs, SAMPLE_APP, SIGNED_AT, signedHeaders } from '../builders/pushes.ts';
import { configurationDocument } from '../harness/fixtures.ts';
import { contextFor } from '../harness/gateway.ts';
import { type Figure, median, percentile, rounded, timed } from './report.ts';

const WARM_UP = 200;
const MEASURED = 400;

/** How long a warm cdr-webhook works on a push of 50 CDRs when the network takes no time. */
export const pushHandlerFigures = async (): Promise<readonly Figure[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-push-'));
  try {
    const file = join(directory, 'configuration.json');
    await writeFile(file, JSON.stringify(configurationDocument([SAMPLE_APP], '127.0.0.1')));
    const uri = pathToFileURL(file).href;
    const own = await handle(uri, withoutSdk());
    const whole = await handle(uri, withoutNetwork());
    return [
      // The budget is for the undisturbed tenth: on a busy machine the median measures the machine.
      {
        name: 'push of 50 CDRs, our code alone, p10',
        value: rounded(percentile(own, 0.1)),
        unit: 'ms',
        budget: 2,
      },
      { name: 'push of 50 CDRs, our code alone, p50', value: rounded(median(own)), unit: 'ms' },
      {
        name: 'the same with the SDK, network stubbed, p10',
        value: rounded(percentile(whole, 0.1)),
        unit: 'ms',
      },
      { name: 'the same with the SDK, network stubbed, p50', value: rounded(median(whole)), unit: 'ms' },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Times of calls of the composed function, each with a fresh signature. */
const handle = async (uri: string, documents: DynamoDBDocumentClient): Promise<readonly number[]> => {
  const handler = compose({
    environment: {
      CONFIG_URI: uri,
      CALLS_TABLE: 'calls',
      MESSAGES_TABLE: 'messages',
      PUSHES_TABLE: 'pushes',
      BINDINGS_TABLE: 'bindings',
      NUMBERS_TABLE: 'numbers',
    },
    clock: () => new Date(SIGNED_AT),
    newId: randomId,
    random: Math.random,
    documents: () => documents,
    writeLog: () => undefined,
  });
  const body = aCdrPush(fiftyCdrs());
  const push = async () => {
    const headers = signedHeaders({ nonce: randomBytes(16).toString('hex') });
    const event = { headers, body, isBase64Encoded: false, requestContext: { requestId: 'bench' } };
    let status: unknown;
    const durationMs = await timed(async () => {
      const answer: unknown = await handler(event as never, contextFor('cdr-webhook'));
      status = answer !== null && typeof answer === 'object' && 'statusCode' in answer && answer.statusCode;
    });
    if (status !== 200) throw new Error(`the webhook answered ${String(status)}`);
    return durationMs;
  };
  for (let index = 0; index < WARM_UP; index += 1) await push();
  const times: number[] = [];
  for (let index = 0; index < MEASURED; index += 1) times.push(await push());
  return times;
};

const CLIENT = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const MARSHALLING = { marshallOptions: { removeUndefinedValues: true } };

const withoutSdk = (): DynamoDBDocumentClient => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT), MARSHALLING);
  return Object.assign(documents, { send: async () => ({}) });
};

/** The SDK marshals, signs and parses; only the socket is missing. */
const withoutNetwork = (): DynamoDBDocumentClient => {
  const handle = async () => ({
    response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') },
  });
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...CLIENT, requestHandler: { handle } as never }),
    MARSHALLING,
  );
};
