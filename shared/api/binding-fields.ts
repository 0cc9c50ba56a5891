import * as v from 'valibot';
import { CALL_DIRECTIONS } from '../bindings/model/binding.ts';
import { PartyNumber, PrivateNumberText } from '../http/number-schemas.ts';
import type { Mode } from '../kernel/mode.ts';
import { AreaCode, Tone } from '../kernel/platform-texts.ts';
import { strictObject } from '../kernel/strict-object.ts';

/** The fields of bindings in our API, each with the platform's limits, so that nothing is sent that it would refuse. */

/** Who or what may have a waiting tone of its own, by mode. */
export const WAITING_TONES = {
  AX: ['a', 'others'],
  AXB: ['a', 'b'],
  AXE: [],
  AXYB: ['x', 'y'],
  X: ['a', 'b'],
} as const satisfies Record<Mode, readonly string[]>;

/** Ninety days: the longest life of AXB and AXYB bindings (`privatenumber_02_0002`, duration). */
export const NINETY_DAYS_SECONDS = 7_776_000;

/** Thirty days: the longest life of an AXE binding (`privatenumber_02_0022`, bindExpiredTime). */
export const THIRTY_DAYS_SECONDS = 2_592_000;

/** Seven days: the longest life of AXE's call-back record (`privatenumber_02_0022`, callbackExpiredTime). */
export const SEVEN_DAYS_SECONDS = 604_800;

/** Where the platform has no timer of its own and our clock ends the binding (AX, X). */
export const TEN_YEARS_SECONDS = 315_360_000;

const LEAST_TTL_SECONDS = 60;

/** Whole seconds from a minute to the mode's most. */
export const seconds = (most: number) =>
  v.pipe(
    v.number(),
    v.integer('must be whole seconds'),
    v.minValue(LEAST_TTL_SECONDS, `must be at least ${LEAST_TTL_SECONDS} seconds`),
    v.maxValue(most, tooLong(most)),
  );

const DAY_SECONDS = 86_400;

/** In days, because ten years of seconds have as many digits as a phone number, and a problem shows no such thing. */
export const tooLong = (mostSeconds: number): string =>
  `must be at most ${mostSeconds / DAY_SECONDS} days in seconds`;

/** The life time; absent: the app's default; `null`: never ends. */
export const ttlSeconds = (most: number) => v.optional(v.nullable(seconds(most)));

/**
 * Text that comes back in events, CDRs and texts (`privatenumber_02_0002`): no braces, no circumflex, no Chinese. Only
 * printable ASCII is let through, because what else the platform mangles is not documented.
 */
export const UserData = v.pipe(
  v.string(),
  v.regex(
    /^[\x20-\x5d\x5f-\x7a|~]{1,256}$/,
    'must be 1 to 256 printable ASCII characters without { } ^; encode others in Base64',
  ),
);

/** The caller's own key for a binding, an order number for instance. */
export const Reference = v.pipe(
  v.string(),
  v.regex(/^[^\p{Cc}\p{Cs}]{1,64}$/u, 'must be 1 to 64 characters without control characters'),
);

/** Minutes from the answer on; 0: no limit. */
export const CallMinutes = v.pipe(
  v.number(),
  v.integer('must be whole minutes'),
  v.minValue(0, 'must be from 0 to 1440'),
  v.maxValue(1440, 'must be from 0 to 1440'),
);

export const CallDirectionField = v.picklist(CALL_DIRECTIONS);

/** AXE: who or what answers A when nobody called before. */
export const CallbackField = v.union(
  [strictObject({ number: PartyNumber }), strictObject({ tone: Tone })],
  'must be {"number": …} or {"tone": …}',
);

/** What every mode's bind takes. */
export const COMMON_FIELDS = {
  app: v.optional(v.pipe(v.string(), v.maxLength(32, 'must be at most 32 characters'))),
  a: PartyNumber,
  x: v.optional(PrivateNumberText),
  areaCode: v.optional(AreaCode),
  areaMatch: v.optional(v.picklist(['strict', 'loose'])),
  reference: v.optional(Reference),
  record: v.optional(v.boolean()),
  recordTone: v.optional(Tone),
  userData: v.optional(UserData),
};
