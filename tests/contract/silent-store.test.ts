import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfigurationText } from '../../shared/runtime/configuration.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';

/** Takes every request and never answers. */
let silent: Server;
const heard: string[] = [];
const heardBy = (service: string) => heard.filter((target) => target.startsWith(service));

beforeAll(async () => {
  silent = createServer((request) => heard.push(String(request.headers['x-amz-target'])));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterAll(() => {
  vi.unstubAllEnvs();
  silent.closeAllConnections();
  silent.close();
});

// Both wait in real time, so they wait at once.
// A webhook has ten seconds and the authorizer five: who waits longer answers 500 in place of 503, or nothing at all.
describe.concurrent('an engine that is reached and says nothing', () => {
  it('is given up by the client of the tables in time for a 503', { timeout: 8000 }, async () => {
    const key = { pk: 'C#a', sk: 'CDR' };

    const asked = createDynamoDocuments().get({ purpose: 'reading the call', table: 'calls', key });

    await expect(asked).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'reading the call failed',
      cause: { name: 'TimeoutError' },
    });
    expect(heardBy('DynamoDB')).toEqual(Array(3).fill('DynamoDB_20120810.GetItem'));
  });

  it('is given up by the reader of the configuration in time for the authorizer', {
    timeout: 5000,
  }, async () => {
    const read = readConfigurationText('secretsmanager:configuration');

    await expect(read).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(heardBy('secretsmanager')).toEqual(Array(2).fill('secretsmanager.GetSecretValue'));
  });
});
