import { AppError } from '../../kernel/errors.ts';
import { type PlatformFailure, platformError, type Refused } from '../../kernel/platform-outcome.ts';

/** The X is blocked at the platform; another one may work (`privatenumber_02_0002`, result code 1012102). */
const NUMBER_BLOCKED = '1012102';

/** True when the platform has blocked the X. */
export const isBlocked = ({ code }: Refused): boolean => code === NUMBER_BLOCKED;

/**
 * True for refusals that are about the X of the request, so that the next candidate may succeed: it is full, already
 * holds one of the two, is not the app's, or is blocked. When A has as many X as there can be, no other number helps.
 */
export const isAboutNumber = (failure: PlatformFailure): failure is Refused =>
  failure.kind === 'refused' &&
  failure.problem !== 'party-limit' &&
  (failure.class === 'conflict' ||
    failure.class === 'exhausted' ||
    failure.class === 'not-found' ||
    isBlocked(failure));

type Wanted = Readonly<{
  x?: unknown;
  extension?: unknown;
  ofPool?: boolean;
  /** AXE: those of the last number rest for the A who left them, or belong to bindings of ours. */
  extensions?: 'resting' | 'taken' | undefined;
}>;

const EXTENSION_TAKEN = 'the extension asked for is taken';

/**
 * The error for the caller when no number worked: the pool is exhausted. Of a number that was asked for the platform's reason
 * is the better answer, if it is another than a full or taken number; of such a number or an extension it is told
 * whether that is taken, full or resting.
 */
export const noNumberLeft = (
  last: Refused | undefined,
  { x, extension, ofPool = false, extensions }: Wanted,
): AppError => {
  if (extension !== undefined && extensions === 'resting')
    return new AppError('number-taken', 'the extension asked for is cooling-down');
  if (x !== undefined && extensions !== undefined)
    return extension === undefined
      ? new AppError('pool-exhausted', 'no extension of the private number asked for is free')
      : new AppError('number-taken', EXTENSION_TAKEN);
  // Of the pool, a number that is gone or blocked is one less and no reason of its own.
  if (!ofPool && last !== undefined && last.class !== 'conflict' && last.class !== 'exhausted')
    return platformError(last);
  const platform = last && { platform: { httpStatus: last.httpStatus, code: last.code, text: last.text } };
  if (x === undefined)
    return new AppError('pool-exhausted', 'no private number is free for these two parties', platform);
  if (last?.class !== 'exhausted')
    return new AppError(
      'number-taken',
      'the private number asked for already holds one of the two parties',
      platform,
    );
  return extension === undefined
    ? new AppError('pool-exhausted', 'the private number asked for is full', platform)
    : new AppError('number-taken', EXTENSION_TAKEN, platform);
};

/** The error for a number that was asked for and is not to be bound. */
export const takesNoBinds = (): AppError =>
  new AppError('pool-exhausted', 'the private number asked for takes no new bindings');
