import type { Mode } from '../../kernel/mode.ts';

/** The parties that may have a waiting tone of their own, by mode. */
export const WAITING_TONES = {
  AX: ['a', 'others'],
  AXB: ['a', 'b'],
  AXE: [],
  AXYB: ['x', 'y'],
  X: ['a', 'b'],
} as const satisfies Record<Mode, readonly string[]>;

/** Ninety days: the longest life of AXB and AXYB bindings (`privatenumber_02_0002`, duration). */
const NINETY_DAYS_SECONDS = 7_776_000;

/** Thirty days: the longest life of an AXE binding (`privatenumber_02_0022`, bindExpiredTime). */
const THIRTY_DAYS_SECONDS = 2_592_000;

/** Seven days: the longest life of AXE's call-back record (`privatenumber_02_0022`, callbackExpiredTime). */
export const SEVEN_DAYS_SECONDS = 604_800;

/** Where the platform has no timer of its own and our clock ends the binding (AX, X). */
export const TEN_YEARS_SECONDS = 315_360_000;

/** The longest life of a binding, by mode. */
export const MOST_TTL_SECONDS = {
  AX: TEN_YEARS_SECONDS,
  AXB: NINETY_DAYS_SECONDS,
  AXE: THIRTY_DAYS_SECONDS,
  AXYB: NINETY_DAYS_SECONDS,
  X: TEN_YEARS_SECONDS,
} satisfies Record<Mode, number>;

const DAY_SECONDS = 86_400;

/** In days, because ten years of seconds have as many digits as a phone number, and a problem shows no such thing. */
export const tooLong = (mostSeconds: number): string =>
  `must be at most ${mostSeconds / DAY_SECONDS} days in seconds`;
