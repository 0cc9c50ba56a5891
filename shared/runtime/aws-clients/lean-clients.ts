import { createJsonService, type JsonService } from '../../aws/json-service.ts';
import { DYNAMODB, leanDynamoCalls } from '../../storage/lean-dynamo-calls.ts';
import type { CreateDynamoCalls, CreateSecretReader } from './aws-clients.ts';

/** Two tries of 1.5 s leave a webhook the most of its ten seconds. */
const SECRETS_MANAGER: JsonService = {
  name: 'secretsmanager',
  endpointVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  target: 'secretsmanager',
  jsonVersion: '1.1',
  tries: 2,
  baseMs: 50,
};

/** DynamoDB through the lean client. */
export const createLeanDynamoCalls: CreateDynamoCalls = (surroundings) =>
  leanDynamoCalls(createJsonService(DYNAMODB, surroundings));

/** Secrets Manager through the lean client. */
export const createLeanSecretReader: CreateSecretReader = (surroundings) => {
  const call = createJsonService(SECRETS_MANAGER, surroundings);
  return async (secretId) => {
    const secret = await call('GetSecretValue', { SecretId: secretId });
    return 'SecretString' in secret && typeof secret.SecretString === 'string'
      ? secret.SecretString
      : undefined;
  };
};
