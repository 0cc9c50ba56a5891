import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { MOST_CONNECTIONS } from '../../aws/exchange.ts';
import { sdkDynamoCalls } from '../../storage/sdk-dynamo-calls.ts';
import type { CreateDynamoCalls, CreateSecretReader } from './aws-clients.ts';

/**
 * The silence of a connection counts: `requestTimeout` of this SDK only warns, and would count the wait for a free connection.
 */
const requestHandler = {
  connectionTimeout: 1000,
  socketTimeout: 1500,
  httpAgent: { maxSockets: MOST_CONNECTIONS },
  httpsAgent: { maxSockets: MOST_CONNECTIONS },
};

/** DynamoDB through the SDK. Three tries of 1.5 s end before a webhook's ten seconds do. */
export const createSdkDynamoCalls: CreateDynamoCalls = () =>
  sdkDynamoCalls(new DynamoDBClient({ maxAttempts: 3, requestHandler }));

/** Secrets Manager through the SDK. Two tries leave a webhook the most of its ten seconds. */
export const createSdkSecretReader: CreateSecretReader = () => {
  const client = new SecretsManagerClient({ maxAttempts: 2, requestHandler });
  return async (secretId) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return SecretString;
  };
};
