import type { E164 } from '../../kernel/e164.ts';
import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { BindingTerms, CallDirection } from './binding.ts';

/** The request to the platform to join two parties. */
export type BindRequest = Readonly<{
  a: E164;
  /** Absent in modes that know A only (AX, AXE) and in AXYB when anybody may call. */
  b: E164 | undefined;
  /** Absent: the platform picks one by `areaCode` (`allocation: platform`, and AXYB always). */
  x: E164 | undefined;
  /** AXE: the extension that is wanted; read by the platform only together with X. */
  extension: string | undefined;
  areaCode: string | undefined;
  areaMatch: 'strict' | 'loose';
  terms: BindingTerms;
}>;

/** The platform's answer to a request: an id for later, and the numbers that callers dial. */
export type BoundAtPlatform = Readonly<{ subscriptionId: string; x: E164; y?: E164; extension?: string }>;

/** X mode: nothing is stored at the platform; the route lies with us. */
export type BoundWithUs = Readonly<{
  mode: 'X';
  x: E164;
  subscriptionId?: undefined;
  y?: undefined;
  extension?: undefined;
}>;

export type Bound = BoundAtPlatform | BoundWithUs;

/** A binding as the platform has it, in our words. Fields that it did not send are `undefined`. */
export type PlatformBinding = Readonly<{
  subscriptionId: string;
  a: E164 | undefined;
  b: E164 | undefined;
  x: E164 | undefined;
  y?: E164 | undefined;
  extension?: string | undefined;
  callDirection: CallDirection | undefined;
  /** 0: never expires. `undefined` also where the platform's answer is known to be wrong (AXE after a change). */
  ttlSeconds: number | undefined;
  /** When it was made or last changed, ISO 8601 UTC: once for each zone that the platform's text may be meant in. */
  subscribedAt?: readonly string[] | undefined;
  record: boolean | undefined;
  recordTone: string | undefined;
  maxCallMinutes: number | undefined;
  lastMinuteTone?: string | undefined;
  sms?: boolean | undefined;
  waitingTones?: BindingTerms['waitingTones'];
  userData?: string | undefined;
  /** AXE. */
  callback?: BindingTerms['callback'];
  callbackTtlSeconds?: number | undefined;
  /** AXYB; 0: as long as A-X. */
  ybTtlSeconds?: number | undefined;
  /**
   * Settings that we never use and that somebody has switched there, by the platform's names for them: `turnFlag` (no call
   * goes through), `calleeNumDisplay` and `displayNumMode` (A sees the real caller).
   */
  switched?: readonly string[] | undefined;
}>;

/**
 * A change of a live binding; absent fields stay as they are. `ttlSeconds` counts anew from the change, `null` makes the
 * binding permanent, `b` null (AXYB) leaves nobody in particular.
 */
export type BindingChange = Readonly<
  Partial<{ a: E164; b: E164 | null; ttlSeconds: number | null }> & Partial<Omit<BindingTerms, 'ttlSeconds'>>
>;

/** Some bindings of one X, and where the rest goes on. */
export type PlatformPage = Readonly<{ bindings: readonly PlatformBinding[]; next: string | undefined }>;

/**
 * The platform's side of bindings of one app in one mode. Nothing here retries a bind: whoever calls knows whether a
 * repeat is safe. No method throws for an answer of the platform, whatever it is.
 */
export interface BindingPlatform {
  bind(request: BindRequest): Promise<PlatformResult<Bound>>;
  /**
   * By subscription id only: by X alone the platform would wipe every pair of that number. `not-found` only where the
   * platform surely does not have it: a code that may mean arrears as well is a refusal with `account-suspended`.
   */
  unbind(subscriptionId: string): Promise<PlatformResult<'released' | 'not-found'>>;
  /** The binding of exactly these parties on that X, whichever role they have. Resolves lost answers. */
  find(parties: {
    x: E164;
    a: E164;
    b: E164 | undefined;
  }): Promise<PlatformResult<PlatformBinding | undefined>>;
  /** On which X A is bound; absent where the platform cannot be asked by A alone (only AX can). */
  numbersOf?(a: E164): Promise<PlatformResult<readonly E164[]>>;
  get(subscriptionId: string): Promise<PlatformResult<PlatformBinding | undefined>>;
  /**
   * Changes a live binding. Every field is an absolute value, so a repeat does no harm but for the life time, which
   * counts anew. `terms` are those the binding has after the change, for fields that the platform reads together.
   */
  modify(
    subscriptionId: string,
    change: BindingChange,
    terms: BindingTerms,
  ): Promise<PlatformResult<'modified' | 'not-found'>>;
  /** All bindings of an X, page by page; for finding what one side has and the other has not. */
  list(x: E164, after: string | undefined): Promise<PlatformResult<PlatformPage>>;
}

/** AXYB: who is behind a Y of A's X. */
export interface SecondPartyPlatform {
  /**
   * Puts B behind a Y, or nobody, and takes `others` off theirs; a stranger who called X keeps the Y of that call. An absolute
   * value: a repeat does no harm. `terms` are those of the binding, with the seconds that are left of its life.
   */
  setB(
    subscriptionId: string,
    people: Readonly<{ b: E164 | undefined; others: readonly E164[] }>,
    terms: BindingTerms,
  ): Promise<PlatformResult<Readonly<{ y: E164 | undefined }> | 'not-found'>>;
}

/** AX: whom the platform rings when A calls X. */
export interface TemporaryCalleePlatform {
  /** Overwrites the former one. */
  setTemporaryCallee(
    subscriptionId: string,
    callee: { number: string; ttlSeconds: number; userData: string | undefined },
  ): Promise<PlatformResult<'set' | 'not-found'>>;
}
