import type { AwsEnvironment } from './service-address.ts';

/**
 * The credentials of a function as they are now.
 *
 * @throws {Error} when the environment holds none.
 */
export const credentialsIn = (environment: AwsEnvironment) => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (!accessKeyId || !secretAccessKey) throw new Error('no credentials in the environment');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
