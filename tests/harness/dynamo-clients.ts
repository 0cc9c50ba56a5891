import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createExchange } from '../../shared/aws/exchange.ts';
import { createJsonService } from '../../shared/aws/json-service.ts';
import { systemClock, systemSleep } from '../../shared/kernel/clock.ts';
import { systemRandom } from '../../shared/kernel/system-random.ts';
import type { DynamoCalls } from '../../shared/storage/dynamo-calls.ts';
import { DYNAMODB, leanDynamoCalls } from '../../shared/storage/lean-dynamo-calls.ts';
import { sdkDynamoCalls } from '../../shared/storage/sdk-dynamo-calls.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../tools/local-stack/create-from-template.ts';

/** The two ways to DynamoDB. */
export type ClientKind = 'lean' | 'sdk';

/** The client of all tests that name none: that of most functions, or that of the variable `STORE_CLIENT`. */
export const CLIENT_IN_USE: ClientKind = process.env['STORE_CLIENT'] === 'sdk' ? 'sdk' : 'lean';

/** As long as the SDK's client waits without settings: an engine in the test's own process may be busy with the test. */
const PATIENT = { connectTimeoutMs: 60_000, silenceTimeoutMs: 60_000 };

/** A client of the SDK for an engine; a call that fails is not tried again. */
export const sdkClientAt = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS, maxAttempts: 1 });

/** The calls to an engine through either client; a call that fails is not tried again. */
export const dynamoCallsAt: Readonly<Record<ClientKind, (endpoint: string) => DynamoCalls>> = {
  sdk: (endpoint) => sdkDynamoCalls(sdkClientAt(endpoint)),
  lean: (endpoint) => {
    const environment = {
      AWS_REGION: LOCAL_REGION,
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    };
    const surroundings = { environment, clock: systemClock, random: systemRandom, sleep: systemSleep };
    return leanDynamoCalls(
      createJsonService({ ...DYNAMODB, tries: 1 }, surroundings, createExchange(PATIENT)),
    );
  },
};

/** Stands around each call to the engine; `go` carries it out. */
export type AroundCall = (
  operation: keyof DynamoCalls,
  input: object,
  go: (input: object) => Promise<object>,
) => Promise<object>;

/** The same calls, each within `around`: whoever counts or changes them sees what goes to the wire. */
export const callsAround = (calls: DynamoCalls, around: AroundCall): DynamoCalls => {
  const within = (operation: keyof DynamoCalls) => (input: object) =>
    around(operation, input, (changed) => calls[operation](changed as never));
  return {
    getItem: within('getItem'),
    putItem: within('putItem'),
    deleteItem: within('deleteItem'),
    updateItem: within('updateItem'),
    query: within('query'),
    batchGetItem: within('batchGetItem'),
    scan: within('scan'),
  };
};
