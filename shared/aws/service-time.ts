import type { Clock } from '../kernel/clock.ts';
import { ServiceError } from './service-error.ts';

/** Refusals that a wrong clock brings about, among other things. */
const CLOCK_ERRORS = new Set([
  ...['AccessDeniedException', 'AuthFailure', 'InvalidSignatureException', 'RequestExpired'],
  ...['RequestInTheFuture', 'RequestTimeTooSkewed', 'SignatureDoesNotMatch'],
]);

/** A signature is accepted for five minutes; beyond four the clock is to blame. */
const SKEW_MS = 240_000;

/** The time by a service's clock, as far as its refusals tell it. */
export const createServiceTime = (clock: Clock) => {
  let aheadMs = 0;
  return {
    now: (): Date => new Date(clock().getTime() + aheadMs),
    /**
     * Takes over the time of a refusal that a wrong clock may have caused. True when the request, which was signed at that
     * time, is worth a new signature: others at the same moment may have set the clock right already.
     */
    correctedBy: (failure: unknown, signedAt: Date): boolean => {
      if (!(failure instanceof ServiceError) || !CLOCK_ERRORS.has(failure.name)) return false;
      const skewMs = Math.abs(failure.serviceTimeMs - signedAt.getTime());
      // Without a time of the service it is NaN.
      if (Number.isNaN(skewMs) || skewMs < SKEW_MS) return false;
      aheadMs = failure.serviceTimeMs - clock().getTime();
      return true;
    },
  };
};
