import { AppError } from '../../kernel/errors.ts';

/** `binding-in-progress`: somebody else is at work on the binding. Ask again after so many seconds. */
export const inProgress = (retryAfterSeconds = 1): AppError =>
  new AppError('binding-in-progress', 'another request is at work on the binding', { retryAfterSeconds });

/** The error of a request whose fate is open for so many seconds yet: no repeat tells more before. */
export const notCertainYet = (
  { code, message, platform, retryAfterSeconds = 1, cause }: AppError,
  seconds: number,
): AppError =>
  new AppError(code, message, {
    ...(platform === undefined ? {} : { platform }),
    retryAfterSeconds: Math.max(seconds, retryAfterSeconds),
    cause,
  });

/** `version-conflict`: another request was faster to change the binding. */
export const changedMeanwhile = (): AppError =>
  new AppError('version-conflict', 'the binding was changed by another request at the same time');

/** `version-conflict`: the change is meant for another version, whenever that was. */
export const otherVersion = (): AppError =>
  new AppError('version-conflict', 'the binding is not the version that If-Match names');

/** `not-found`: no binding has this id. */
export const unknownBinding = (): AppError => new AppError('not-found', 'there is no binding with this id');

/** `already-bound`: a change would make the binding the same as another live one. No repeat helps while that one lives. */
export const alreadyBound = (): AppError =>
  new AppError('already-bound', 'another live binding has these parties and this reference already');

/** `binding-ended`: a change comes too late. */
export const hasEnded = (): AppError => new AppError('binding-ended', 'the binding has ended');
