import { createHash, timingSafeEqual } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';

type Event = Readonly<{ headers: Readonly<Record<string, string | undefined>> }>;
type Access = Readonly<{ callers: readonly Readonly<{ name: string; hash: string }>[] }>;

const client = new SecretsManagerClient({ maxAttempts: 2 });

/** A Lambda authorizer, which stood before every function of the API until the functions checked the key themselves. */
export const handler = middy<Event>().handler(async ({ headers }: Event) => {
  const secretId = String(process.env['ACCESS_URI']).replace('secretsmanager:', '');
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const { callers }: Access = JSON.parse(SecretString);
  const key = String(headers['authorization']).replace('Bearer ', '');
  const sent = createHash('sha256').update(key).digest();
  const known = callers.find(({ hash }) => timingSafeEqual(Buffer.from(hash, 'hex'), sent));
  return { isAuthorized: true, context: { apiKeyName: known?.name ?? '' } };
});
