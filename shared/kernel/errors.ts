/** Every error code that may leave this project, stable for callers. HTTP statuses are in `shared/http/problem.ts`. */
export type ErrorCode =
  | 'invalid-request'
  | 'not-changeable'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'number-taken'
  | 'party-limit'
  | 'number-of-another-app'
  | 'would-retire'
  | 'already-bound'
  | 'party-blocked'
  | 'bind-limit'
  | 'binding-in-progress'
  | 'binding-ended'
  | 'version-conflict'
  | 'payload-too-large'
  | 'idempotency-key-reused'
  | 'not-reported'
  | 'report-in-progress'
  | 'report-too-soon'
  | 'report-barred'
  | 'recording-pending'
  | 'recording-lost'
  | 'pool-exhausted'
  | 'platform-throttled'
  | 'platform-locked-out'
  | 'account-suspended'
  | 'platform-rejected'
  | 'platform-unavailable'
  | 'store-unavailable'
  | 'item-unreadable'
  | 'internal-error';

/**
 * One faulty place in a request; `path` is dotted (`waitingTones.a`), empty for the whole body. `code` names the fault where pages say it
 * in their own words, with these `values`.
 */
export type FieldError = Readonly<{
  path: string;
  message: string;
  code?: string;
  values?: Readonly<Record<string, string | number>>;
}>;

/** The platform's refusal, for the `platform` member of a problem. `text` never holds a number. */
export type PlatformRefusal = Readonly<{ httpStatus: number; code: string; text: string }>;

export type ErrorDetails = Readonly<{
  errors?: readonly FieldError[];
  platform?: PlatformRefusal;
  retryAfterSeconds?: number;
  cause?: unknown;
}>;

/**
 * The one error class of this project. Decide by `code`, never by the message. The message reaches API callers as
 * `detail`, so it never holds a phone number, words of an SMS, a secret or a session id; put the foreign error into
 * `cause`.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly platform: PlatformRefusal | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.errors = details.errors;
    this.platform = details.platform;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** Tells whether `error` is an {@link AppError} with that code. */
export const hasCode = (error: unknown, code: ErrorCode): error is AppError =>
  error instanceof AppError && error.code === code;
