import type { Logger } from '../../observability/logger.ts';
import type { Answered } from './transport.ts';

/** The platform does not say how far `Created` may be from its clock; answers take some seconds and their `Date` has whole ones. */
const TOLERATED_SECONDS = 30;

/** The platform found the time of a signature too far from its own ("Time out limit"). */
const TOO_FAR_CODE = '1010013';

/** Tells when the platform's clock and ours are apart, as the `Date` of an answer shows it, or its refusal of our signature. */
export const tellClockSkew = (
  logger: Logger,
  app: string,
  { date, httpStatus }: Answered,
  code: string | undefined,
  now: Date,
): void => {
  const at = Date.parse(date ?? '');
  const skewSeconds = Number.isNaN(at) ? undefined : Math.round((at - now.getTime()) / 1000);
  const isRefused = httpStatus === 401 && code === TOO_FAR_CODE;
  if (!isRefused && Math.abs(skewSeconds ?? 0) <= TOLERATED_SECONDS) return;
  logger.error('clocks-apart', { app, skewSeconds, isRefused });
  logger.metrics({ clocksApart: 1 });
};
