import type { HeldBack } from '../../kernel/platform-outcome.ts';
import type { Standing } from '../result-codes/result-codes.ts';

/** How long the platform locks a source address after failed authentications (1020176). */
export const LOCK_OUT_SECONDS = 30 * 60;

/** How long no call of an app is made after the platform asked for fewer (403/1010010, 1011006; `pn_faq_00043`). */
export const THROTTLE_SECONDS = 60;

/** Failed authentications in a row after which an app's calls stop; the platform's own threshold is not published. */
export const TOLERATED_FAILURES = 3;

/** So old may a state be at most that was read ahead of a call; the work between takes a few hundredths of a second. */
export const READ_AHEAD_MS = 1000;

/** An app with the credentials that its calls are signed with. */
export type GateApp = Readonly<{ name: string; appKey: string; appSecret: string }>;

/** A call may be made. Its result is reported once, as the app's standing that the answer shows. */
export type GatePass = Readonly<{ kind: 'open'; report(standing: Standing): Promise<void> }>;

/**
 * The breaker and throttle in front of the platform, one for all functions. It shuts for an app after three failed
 * authentications in a row and after throttling, and for every app after a lock-out, because the platform locks the
 * source address that all apps share. After a lock-out, while failures are counted, and until the platform has accepted the
 * app's credentials once, one call probes at a time and the others wait for it. Arrears do not shut
 * it: the platform locks nobody for them, and an unbind must go through as soon as the account is paid.
 */
export interface PlatformGate {
  /**
   * Asks before each call, repeats included.
   *
   * @throws {AppError} `store-unavailable`: the gate's state cannot be read, so no call may be made.
   */
  enter(app: GateApp): Promise<GatePass | HeldBack>;
  /**
   * Reads the gate for the next call of the app, beside other work that comes before it. That call enters without a read of its
   * own if it comes within {@link READ_AHEAD_MS} and all was well: nothing locked, throttled or counted, and the
   * credentials accepted. Any other state, and one that could not be read, is read again by `enter`, which says what it is.
   * So this never throws, and calling it for nothing costs a read and does no harm.
   */
  readAhead(app: GateApp): Promise<void>;
}
