import { AppError } from '../kernel/errors.ts';

/**
 * The one error for a store that gave no usable answer; `purpose` as in every call of the port. A request that the store
 * calls invalid (an item above 400 kB, an empty key) is our fault and stays invalid however often it is tried.
 */
export const storeFailure = (purpose: string, cause: unknown): AppError =>
  new AppError(isInvalid(cause) ? 'internal-error' : 'store-unavailable', `${purpose} failed`, { cause });

const isInvalid = (cause: unknown): boolean =>
  cause instanceof Error &&
  ['ValidationException', 'ItemCollectionSizeLimitExceededException'].includes(cause.name);
