import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AppError } from '../kernel/errors.ts';
import type { Documents } from './documents.ts';

export type { Attributes } from './attributes.ts';

/**
 * DynamoDB with time-outs that end before any function does. The endpoint comes from the SDK's own
 * `AWS_ENDPOINT_URL_DYNAMODB`; credentials are the environment's.
 */
export const createDocuments = (client = new DynamoDBClient(CLIENT_SETTINGS)): Documents => ({
  send: (command) => command.sendBy(client),
});

/**
 * Three tries of 1.5 s end before a webhook's ten seconds do. What counts is the silence of a connection: `requestTimeout`
 * of this SDK only warns, and would count the wait for a free connection.
 */
const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, socketTimeout: 1500 },
};

/**
 * Runs one store call and wraps its failure, once, where it enters.
 *
 * @throws {AppError} `store-unavailable`: nothing is known of the write; repeating it is safe because every write of
 *   this project is conditional or the same each time.
 */
export const inStore = async <Result>(what: string, call: () => Promise<Result>): Promise<Result> => {
  try {
    return await call();
  } catch (cause) {
    throw new AppError('store-unavailable', `the store did not ${what}`, { cause });
  }
};

/**
 * Runs one conditional write. `false` when its condition does not hold, which is an outcome and no error.
 *
 * @throws {AppError} `store-unavailable` as {@link inStore}.
 */
export const conditionally = async (what: string, call: () => Promise<unknown>): Promise<boolean> => {
  try {
    await call();
    return true;
  } catch (cause) {
    if (cause instanceof ConditionalCheckFailedException) return false;
    throw new AppError('store-unavailable', `the store did not ${what}`, { cause });
  }
};
