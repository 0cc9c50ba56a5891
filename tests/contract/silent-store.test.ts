import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock, systemSleep } from '../../shared/kernel/clock.ts';
import { systemRandom } from '../../shared/kernel/system-random.ts';
import * as lean from '../../shared/runtime/aws-clients/lean.ts';
import * as sdk from '../../shared/runtime/aws-clients/sdk.ts';
import { readConfigurationText } from '../../shared/runtime/configuration.ts';
import { createDynamoDocuments } from '../../shared/storage/dynamo-documents.ts';

/** Takes every request and never answers. Its addresses say which client asks. */
let silent: Server;
const heard: string[] = [];
const heardFrom = (client: string, service: string) =>
  heard.filter((line) => line.startsWith(`/${client}`) && line.includes(` ${service}`));

/** An environment in which both services are at the silent server. */
const environmentOf = (client: string) => {
  const address = silent.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/${client}`;
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
};

beforeAll(async () => {
  silent = createServer(({ url, headers }) => heard.push(`${url} ${headers['x-amz-target']}`));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  // The SDK takes no other environment than that of the process.
  for (const [name, value] of Object.entries(environmentOf('sdk'))) vi.stubEnv(name, value);
});
afterAll(() => {
  vi.unstubAllEnvs();
  silent.closeAllConnections();
  silent.close();
});

const surroundings = () => ({
  environment: environmentOf('lean'),
  clock: systemClock,
  random: systemRandom,
  sleep: systemSleep,
});

// They wait in real time, so they wait at once.
// A webhook has ten seconds, and reads its configuration first: one that waits longer answers 500 in place of 503, or nothing. So
// many tries of a second and a half each are less; the time itself is not measured, because a busy machine would add to it.
describe.concurrent.each(Object.entries({ lean, sdk }))(
  'an engine that is reached and says nothing to the client %s',
  (name, { createDynamoCalls, createSecretReader }) => {
    it('is given up by the client of the tables after three tries', { timeout: 30_000 }, async () => {
      const documents = createDynamoDocuments(createDynamoCalls(surroundings()));
      const key = { pk: 'C#a', sk: 'CDR' };

      const asked = documents.get({ purpose: 'reading the call', table: 'calls', key });

      await expect(asked).rejects.toMatchObject({
        code: 'store-unavailable',
        message: 'reading the call failed',
        cause: { name: 'TimeoutError' },
      });
      expect(heardFrom(name, 'DynamoDB_20120810.GetItem')).toHaveLength(3);
    });

    it('is given up by the reader of the configuration after two tries', {
      timeout: 30_000,
    }, async () => {
      const readSecret = createSecretReader(surroundings());

      const read = readConfigurationText('secretsmanager:configuration', readSecret);

      await expect(read).rejects.toMatchObject({ name: 'TimeoutError' });
      expect(heardFrom(name, 'secretsmanager.GetSecretValue')).toHaveLength(2);
    });
  },
);
