import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { awsRegion } from '../../region.mjs';
import type { AskedStage } from '../ops/asked-stage.ts';

/** A version of a secret's text. */
export type SecretVersion = Readonly<{ text: string; versionId: string; createdAt: Date }>;

/** A secret of the stack. Each call throws `Error` in words for the operator. */
export type Secret = Readonly<{
  /** The version in force; `undefined` while it never had one. */
  current: () => Promise<SecretVersion | undefined>;
  /** The version before it, which Secrets Manager keeps. */
  previous: () => Promise<SecretVersion | undefined>;
  /** Makes a text the version in force; the id of the new version. */
  put: (text: string) => Promise<string>;
}>;

/**
 * A secret by its name or ARN. The address is AWS's of the region, in every partition, or that of
 * AWS_ENDPOINT_URL_SECRETS_MANAGER. The text goes in the body of a signed request and nowhere else.
 *
 * @throws {Error} for the stage of the local stack, which has none.
 */
export const openSecret = ({
  secretId,
  stage,
  region,
}: Pick<AskedStage, 'stage' | 'region'> & Readonly<{ secretId: string }>): Secret => {
  // A stand-in of the service has an address of its own.
  if (stage === 'local' && process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] === undefined)
    throw new Error('the local stack has no secret: its apps are in APPS_FILE, its keys in .local/keys.json');
  const client = new SecretsManagerClient({ region: region ?? (() => awsRegion(process.env)) });
  const read = async (VersionStage: string): Promise<SecretVersion | undefined> => {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage }));
      const { SecretString, VersionId = '', CreatedDate = new Date(0) } = answer;
      if (SecretString === undefined) throw new Error('it holds bytes, and no text');
      return { text: SecretString, versionId: VersionId, createdAt: CreatedDate };
    } catch (error) {
      // Also the answer for a secret that never had a value; writing tells the two apart.
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw failure('read', secretId, error);
    }
  };
  return {
    current: () => read('AWSCURRENT'),
    previous: () => read('AWSPREVIOUS'),
    async put(text) {
      try {
        const command = new PutSecretValueCommand({ SecretId: secretId, SecretString: text });
        return (await client.send(command)).VersionId ?? '';
      } catch (error) {
        throw failure('written', secretId, error);
      }
    },
  };
};

const failure = (done: string, secretId: string, cause: unknown): Error => {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new Error(`the secret ${secretId} could not be ${done}: ${why}`, { cause });
};
