import { addSeconds, type Clock, secondsUntil } from '../../../shared/kernel/clock.ts';
import type { HeldBack } from '../../../shared/kernel/platform-outcome.ts';
import {
  LOCK_OUT_SECONDS,
  type PlatformGate,
  THROTTLE_SECONDS,
  TOLERATED_FAILURES,
} from '../../../shared/platform/gate/gate.ts';
import type { Standing } from '../../../shared/platform/result-codes/result-codes.ts';

/**
 * The gate of one client, in the memory of its process: shut for half an hour after three failed authentications or a
 * lock-out, for a minute after throttling. Until the platform has accepted the credentials, one call goes at a time, so that
 * many at once with a wrong secret do not lock the source address.
 */
export const createProcessGate = (clock: Clock): Pick<PlatformGate, 'enter'> => {
  const until = { 'lock-out': new Date(0), throttle: new Date(0) };
  let failures = 0;
  let isAccepted = false;
  let probe: Promise<void> | undefined;

  const heldBack = (): HeldBack | undefined => {
    const by = (['lock-out', 'throttle'] as const).find((reason) => until[reason] > clock());
    if (by === undefined) return undefined;
    return { kind: 'held-back', by, retryAfterSeconds: secondsUntil(until[by].toISOString(), clock()) };
  };

  const record = (standing: Standing): void => {
    if (standing === 'accepted') failures = 0;
    if (standing === 'accepted') isAccepted = true;
    if (standing === 'authentication-failure') failures += 1;
    if (standing === 'authentication-failure' || standing === 'lock-out') isAccepted = false;
    if (standing === 'lock-out' || failures >= TOLERATED_FAILURES)
      until['lock-out'] = addSeconds(clock(), LOCK_OUT_SECONDS);
    if (standing === 'throttle') until.throttle = addSeconds(clock(), THROTTLE_SECONDS);
  };

  return {
    async enter() {
      while (probe !== undefined) await probe;
      const shut = heldBack();
      if (shut !== undefined) return shut;
      const isProbe = !isAccepted;
      let end = (): void => {};
      if (isProbe)
        probe = new Promise((resolve) => {
          end = resolve;
        });
      return {
        kind: 'open',
        report: async (standing) => {
          record(standing);
          if (isProbe) probe = undefined;
          end();
        },
      };
    },
  };
};
