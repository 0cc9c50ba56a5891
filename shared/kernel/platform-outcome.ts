import { AppError, type ErrorCode } from './errors.ts';

/**
 * The kind of refusal that a result code is, hence what to do: `auth` fix the credentials, `validation` fix the request,
 * `account` people must act at the vendor's, `throttled` wait a minute at least, `exhausted` take another number,
 * `conflict` ask what is there, `not-found` done for an unbind, `platform` a fault of theirs.
 */
export const RESULT_CLASSES = [
  'auth',
  'validation',
  'account',
  'throttled',
  'exhausted',
  'conflict',
  'not-found',
  'platform',
  'unknown',
] as const;
export type ResultClass = (typeof RESULT_CLASSES)[number];

/** The platform answered and said no: nothing was applied, unless {@link isAmbiguous}. */
export type Refused = Readonly<{
  kind: 'refused';
  httpStatus: number;
  code: string;
  /** The vendor's text without any number in it. */
  text: string;
  class: ResultClass;
  /** The error code of ours that a caller gets when nobody handles the refusal. */
  problem: ErrorCode;
  retryAfterSeconds: number | undefined;
  /** An earlier attempt of the same call got no answer, so this refusal of the repeat does not tell its fate. */
  mayHaveApplied?: boolean;
}>;

/** No usable answer: time-out, cut connection, 5xx without a code, unreadable body. The request may have been applied. */
export type Unanswered = Readonly<{
  kind: 'unanswered';
  reason: 'time-out' | 'connection' | 'http-status' | 'unreadable';
  /** False only when the request surely never reached the platform (refused connection, failed name look-up). */
  mayHaveApplied: boolean;
  cause: unknown;
}>;

/** No call was made, because an earlier answer forbids calls for a while. */
export type HeldBack = Readonly<{
  kind: 'held-back';
  /** `gate`: the gate could not be read, so nobody knows whether calls may be made. */
  by: 'lock-out' | 'throttle' | 'gate';
  retryAfterSeconds: number;
  /** The failure to read the gate. */
  cause?: unknown;
  /** As in {@link Refused}: only a repeat was held back. */
  mayHaveApplied?: boolean;
}>;

/**
 * The platform answered, and its answers leave open what became of the request: they contradict each other, or do not
 * tell whose they are. Nothing that it said stands for the outcome, so callers get none of its codes.
 */
export type Inconclusive = Readonly<{
  kind: 'inconclusive';
  /** The open point, for callers and the log: no number in it. */
  detail: string;
  /** The error code of ours that a caller gets. */
  problem: ErrorCode;
  mayHaveApplied: true;
  cause?: unknown;
}>;

/** No call was made, because the platform has no such operation or parameter in this mode. */
export type NotOffered = Readonly<{
  kind: 'not-offered';
  detail: string;
  /** The error code of ours that a caller gets. */
  problem: ErrorCode;
  mayHaveApplied?: boolean;
}>;

export type PlatformFailure = Refused | Unanswered | HeldBack | Inconclusive | NotOffered;
/** The platform did it. */
export type Done<Value> = Readonly<{
  kind: 'ok';
  value: Value;
  /** An earlier attempt of the same call got no answer, so the platform may apply it after this one. */
  earlierMayApply?: true;
}>;

export type PlatformResult<Value> = Done<Value> | PlatformFailure;

/** An {@link Inconclusive} outcome. */
export const inconclusive = (
  detail: string,
  { problem = 'platform-unavailable', ...more }: Readonly<{ problem?: ErrorCode; cause?: unknown }> = {},
): Inconclusive => ({ kind: 'inconclusive', detail, problem, mayHaveApplied: true, ...more });

/** True when nobody can know from the result alone whether the platform applied the request. */
export const isAmbiguous = (failure: PlatformFailure): boolean =>
  failure.kind === 'unanswered'
    ? failure.mayHaveApplied
    : failure.mayHaveApplied === true || (failure.kind === 'refused' && isFaultOfTheirs(failure));

const isFaultOfTheirs = (failure: Refused): boolean =>
  failure.class === 'platform' || (failure.class === 'unknown' && !isClientFault(failure.httpStatus));

const isClientFault = (httpStatus: number): boolean => httpStatus >= 400 && httpStatus < 500;

/** True when an attempt of the call may still be applied, whatever the platform answered to another. */
export const mayStillApply = (result: PlatformResult<unknown>): boolean =>
  result.kind === 'ok' ? result.earlierMayApply === true : isAmbiguous(result);

/** A failure as the error that our caller gets, when the operation has no better answer to it. */
export const platformError = (failure: PlatformFailure): AppError => {
  switch (failure.kind) {
    case 'held-back':
      return heldBackError(failure);
    case 'unanswered':
      return new AppError('platform-unavailable', 'the platform gave no usable answer', {
        cause: failure.cause,
      });
    case 'not-offered':
      return new AppError(failure.problem, failure.detail);
    case 'inconclusive':
      return new AppError(failure.problem, `the platform's answers are inconclusive: ${failure.detail}`, {
        ...('cause' in failure ? { cause: failure.cause } : {}),
      });
    case 'refused':
      return new AppError(failure.problem, 'the platform refused the request', {
        platform: { httpStatus: failure.httpStatus, code: failure.code, text: failure.text },
        ...(failure.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: failure.retryAfterSeconds }),
      });
  }
};

/** The errors that promise nothing about the request itself. */
const OPEN: readonly ErrorCode[] = [
  'platform-throttled',
  'platform-locked-out',
  'account-suspended',
  'platform-unavailable',
  'store-unavailable',
];

/**
 * The error that our caller gets while nobody knows what became of the request. A refusal in `failure` is the answer to
 * another call about it, so it must not pass for one of the request.
 */
export const openOutcomeError = (failure: PlatformFailure): AppError => {
  const error = platformError(failure);
  if (OPEN.includes(error.code)) return error;
  const { platform, retryAfterSeconds } = error;
  return new AppError('platform-unavailable', 'the platform does not tell what became of the request', {
    ...(platform === undefined ? {} : { platform }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    cause: error,
  });
};

/** The error of a request for which the caller waits: an open outcome is not called a refusal. */
export const requestError = (failure: PlatformFailure): AppError =>
  isAmbiguous(failure) ? openOutcomeError(failure) : platformError(failure);

const heldBackError = ({ by, retryAfterSeconds, cause }: HeldBack): AppError => {
  switch (by) {
    case 'lock-out':
      return new AppError(
        'platform-locked-out',
        'no call to the platform is made after failed authentications',
        { retryAfterSeconds },
      );
    case 'throttle':
      return new AppError('platform-throttled', 'the platform asked for fewer calls', { retryAfterSeconds });
    case 'gate':
      return new AppError('store-unavailable', 'reading the gate failed', { retryAfterSeconds, cause });
  }
};
