import { AppError } from '../kernel/errors.ts';

/** The one error for a store that gave no usable answer; `purpose` as in every call of the port. */
export const storeFailure = (purpose: string, cause: unknown): AppError =>
  new AppError('store-unavailable', `${purpose} failed`, { cause });
