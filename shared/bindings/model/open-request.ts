import { addSeconds, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';

/**
 * Open requests: those that left and whose answers never came. The platform may still apply one until `until`, whatever a
 * query says before. After that the request is too old: its signature is refused, and no proxy holds it for so long.
 */

/** A bind that may still join these parties on the X of the record. */
export type OpenBind = Readonly<{ until: string; a: E164; b?: E164 | undefined }>;

/** True while the request may still be applied. */
export const isOpen = <Open extends Readonly<{ until: string }>>(
  open: Open | undefined,
  now: Date,
): open is Open => open !== undefined && open.until > iso(now);

/** For how many whole seconds a request stays open; 0 when none is. */
export const openSeconds = (open: Readonly<{ until: string }> | undefined, now: Date): number =>
  open === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(open.until) - now.getTime()) / 1000));

/** A request whose last attempt has ended: it is open for `latestSeconds` from now on, or shorter when it was before. */
export const lastSent = <Open extends Readonly<{ until: string }>>(
  open: Open,
  now: Date,
  latestSeconds: number,
): Open => {
  const until = iso(addSeconds(now, latestSeconds));
  return until < open.until ? { ...open, until } : open;
};

/** The earliest of the instants that exist. */
export const earliest = (...instants: readonly (string | undefined)[]): string | undefined =>
  instants.filter((instant) => instant !== undefined).sort()[0];
