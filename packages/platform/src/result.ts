/** The platform did it. */
export type Done<Value> = Readonly<{
  kind: 'ok';
  value: Value;
  /** An earlier attempt of the same call got no answer, so the platform may apply it after this one. */
  earlierMayApply?: true;
}>;

/**
 * The platform said no. Nothing was applied, except where `mayHaveApplied` is true or the class is `platform`.
 *
 * `class` says what to do: `auth` fix the credentials, `validation` fix the request, `account` people must act at the vendor's,
 * `throttled` wait a minute at least, `exhausted` take another number, `conflict` ask what is there, `not-found` done for an
 * unbind, `platform` a fault of theirs.
 */
export type Refused = Readonly<{
  kind: 'refused';
  httpStatus: number;
  /** The vendor's result code. */
  code: string;
  /** The vendor's text without any number in it. */
  text: string;
  class:
    | 'auth'
    | 'validation'
    | 'account'
    | 'throttled'
    | 'exhausted'
    | 'conflict'
    | 'not-found'
    | 'platform'
    | 'unknown';
  retryAfterSeconds: number | undefined;
  mayHaveApplied?: boolean;
}>;

/** No usable answer: time-out, cut connection, 5xx without a code, unreadable body. */
export type Unanswered = Readonly<{
  kind: 'unanswered';
  reason: 'time-out' | 'connection' | 'http-status' | 'unreadable';
  /** False only when the request surely never reached the platform. For a bind that may have been applied, ask with `find`. */
  mayHaveApplied: boolean;
  cause: unknown;
}>;

/** No call was made, because an earlier answer forbids calls for a while: three failed authentications, or throttling. */
export type HeldBack = Readonly<{
  kind: 'held-back';
  by: 'lock-out' | 'throttle' | 'gate';
  retryAfterSeconds: number;
  mayHaveApplied?: boolean;
}>;

/** The platform's answers leave open what became of the request: they contradict each other, or do not tell whose they are. */
export type Inconclusive = Readonly<{
  kind: 'inconclusive';
  detail: string;
  mayHaveApplied: true;
  cause?: unknown;
}>;

/** No call was made, because the platform has no such operation or parameter in this mode. */
export type NotOffered = Readonly<{ kind: 'not-offered'; detail: string }>;

/** The outcome of a call. Nothing that the platform or the network does is thrown. */
export type PlatformResult<Value> = Done<Value> | Refused | Unanswered | HeldBack | Inconclusive | NotOffered;
