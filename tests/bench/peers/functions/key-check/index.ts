import { timingSafeEqual } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';

type Event = Readonly<{ headers: Readonly<Record<string, string | undefined>> }>;
type Configuration = Readonly<{ apiKeys: readonly Readonly<{ name: string; key: string }>[] }>;

const client = new SecretsManagerClient({ maxAttempts: 2 });
const bytes = (text: string) => Buffer.from(text.padEnd(128).slice(0, 128));

/** A Lambda authorizer, which stood before every function of the API until the functions checked the key themselves. */
export const handler = middy<Event>().handler(async ({ headers }: Event) => {
  const secretId = String(process.env['CONFIG_URI']).replace('secretsmanager:', '');
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const { apiKeys }: Configuration = JSON.parse(SecretString);
  const sent = bytes(String(headers['authorization']).replace('Bearer ', ''));
  const known = apiKeys.find(({ key }) => timingSafeEqual(bytes(key), sent));
  return { isAuthorized: true, context: { apiKeyName: known?.name ?? '' } };
});
