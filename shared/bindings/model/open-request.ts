import { addSeconds, iso, secondsUntil } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { ChangeableField } from './mode-rules.ts';

/**
 * Open requests: those that left and whose answers never came. The platform may still apply one until `until`, whatever a
 * query says before. After that the request is too old: its signature is refused, and no proxy holds it for so long.
 */

/** A bind that may still join these parties on the X of the record. */
export type OpenBind = Readonly<{ until: string; a: E164; b?: E164 | undefined }>;

/** A field of a live binding that the platform is asked to set. */
export type SetField = ChangeableField | 'temporaryCallee';

/**
 * Changes of these fields that may still be applied, over whatever was set after them. `callees`: the temporary callees that
 * were asked for, the last one last. The platform cannot take one away, so that one is set for a moment where the binding has
 * none.
 */
export type OpenChange = Readonly<{
  until: string;
  fields: readonly SetField[];
  callees?: readonly string[] | undefined;
  /** Those who may still be put on a side of the binding by them; in AXYB behind a Y beside the one of B. */
  people?: readonly E164[] | undefined;
}>;

/**
 * An open change, or none, and one more of these fields: it left not later than now and is open for `seconds`.
 *
 * @param late whom it may put on a side, also when it is applied late
 */
export const withOpenChange = (
  former: OpenChange | undefined,
  fields: readonly SetField[],
  now: Date,
  seconds: number,
  late: readonly E164[] = [],
): OpenChange => {
  const people = [...new Set([...(former?.people ?? []), ...late])];
  const until = iso(addSeconds(now, seconds));
  return {
    ...former,
    until: former !== undefined && former.until > until ? former.until : until,
    fields: [...new Set([...(former?.fields ?? []), ...fields])],
    ...(people.length === 0 ? {} : { people }),
  };
};

/** An open change, or none, and a temporary callee who was asked for; as {@link withOpenChange}. */
export const withOpenCallee = (
  former: OpenChange | undefined,
  callee: string,
  now: Date,
  seconds: number,
): OpenChange => {
  const others = (former?.callees ?? []).filter((other) => other !== callee);
  return { ...withOpenChange(former, ['temporaryCallee'], now, seconds), callees: [...others, callee] };
};

/** True while the request may still be applied. */
export const isOpen = <Open extends Readonly<{ until: string }>>(
  open: Open | undefined,
  now: Date,
): open is Open => open !== undefined && open.until > iso(now);

/** For how many whole seconds a request stays open; 0 when none is. */
export const openSeconds = (open: Readonly<{ until: string }> | undefined, now: Date): number =>
  open === undefined ? 0 : Math.max(0, secondsUntil(open.until, now));

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
