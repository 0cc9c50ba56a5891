import type { E164 } from '../kernel/e164.ts';
import type { PlatformResult } from '../kernel/platform-outcome.ts';
import type { BindingTerms, CallDirection } from './binding.ts';

/** What the platform is asked to join. */
export type BindRequest = Readonly<{
  a: E164;
  b: E164;
  /** Absent: the platform picks one by `areaCode` (`allocation: platform`). */
  x: E164 | undefined;
  areaCode: string | undefined;
  areaMatch: 'strict' | 'loose';
  terms: BindingTerms;
}>;

export type Bound = Readonly<{ subscriptionId: string; x: E164 }>;

/** A binding as the platform has it, in our words. Fields that it did not send are `undefined`. */
export type PlatformBinding = Readonly<{
  subscriptionId: string;
  a: E164 | undefined;
  b: E164 | undefined;
  x: E164 | undefined;
  callDirection: CallDirection | undefined;
  /** 0: never expires. */
  ttlSeconds: number | undefined;
  record: boolean | undefined;
  recordTone: string | undefined;
  maxCallMinutes: number | undefined;
}>;

/**
 * The platform's side of bindings of one app in one mode. Nothing here retries a bind: whoever calls knows whether a
 * repeat is safe. No method throws for an answer of the platform, whatever it is.
 */
export interface BindingPlatform {
  bind(request: BindRequest): Promise<PlatformResult<Bound>>;
  /** By subscription id only: by X alone the platform would wipe every pair of that number. */
  unbind(subscriptionId: string): Promise<PlatformResult<'released' | 'not-found'>>;
  /** The binding of exactly these two on that X, whichever of them is A. */
  find(pair: { x: E164; a: E164; b: E164 }): Promise<PlatformResult<PlatformBinding | undefined>>;
  get(subscriptionId: string): Promise<PlatformResult<PlatformBinding | undefined>>;
}
