import type { ClientSurroundings } from '../../aws/json-service.ts';
import type { DynamoCalls } from '../../storage/dynamo-calls.ts';

/**
 * Reads the text of a secret by name or ARN; `undefined`: it holds bytes.
 *
 * @throws {Error} when it cannot be read.
 */
export type SecretReader = (secretId: string) => Promise<string | undefined>;

/** The exports of `#aws-clients`, which is `lean.ts` or `sdk.ts`: package.json and the bundler choose. */
export type CreateDynamoCalls = (surroundings: ClientSurroundings) => DynamoCalls;
export type CreateSecretReader = (surroundings: ClientSurroundings) => SecretReader;
