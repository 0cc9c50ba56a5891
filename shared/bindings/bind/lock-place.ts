import { addSeconds } from '../../kernel/clock.ts';
import type { ReportCheck } from '../../reporting/check-reported.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { hasTimer } from '../lifecycle/due-at.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import { pairPlace } from '../model/pair-key.ts';
import { type LockPlace, lockPlaceUnder } from '../model/request-lock-store.ts';

/**
 * The identity of the caller: the idempotency key, if any, counts within the caller's API key. A bind in the place of another binding
 * has no caller; all attempts at it are one request.
 */
export type Identity = Readonly<{ apiKeyName: string; idempotencyKey: string | undefined }> | 'in-place-of';

/**
 * The place of a request's lock; `keyed`: that of its idempotency key, otherwise that of its pair. `keepsAnswer`: a repeat gets the
 * first answer, whatever has become of the binding.
 */
export type RequestPlace = LockPlace & Readonly<{ keyed: boolean; keepsAnswer: boolean }>;

/** One request with the place of its lock; `by`: who asked, or asked for the binding in whose place it is made, as far as known; and the check of its A where there is one. */
export type Asked = Readonly<{
  request: BindingRequest;
  place: RequestPlace;
  by: string | undefined;
  report?: ReportCheck | undefined;
}>;

/** Repeats of an idempotency key are answered as the first time for a day. */
const KEY_LIFE_SECONDS = 24 * 3600;

/** The lock of a pair outlives its binding a little; the lock of a permanent one is dropped with the binding. */
const PAIR_SLACK_SECONDS = 24 * 3600;

/** Nobody drops it when the platform's timer ends the binding, of which nothing can be left there so long after its end. */
const TIMER_SLACK_SECONDS = 600;
const PERMANENT_SECONDS = 10 * 365 * 24 * 3600;

/** Where the lock of a request lies. */
export const lockPlaceOf = (
  lookup: LookupKeys,
  request: BindingRequest,
  identity: Identity,
): RequestPlace => {
  if (identity === 'in-place-of') return placeOfMove(lookup, request.inPlaceOf?.bindingId ?? '');
  const { apiKeyName, idempotencyKey } = identity;
  if (idempotencyKey === undefined)
    return { ...pairPlace(lookup, request), keyed: false, keepsAnswer: false };
  const text = canonical(request);
  const place = lockPlaceUnder(lookup, (each) => ({
    key: each('idempotency-key', apiKeyName, idempotencyKey),
    fingerprint: each('request', text),
  }));
  return { ...place, keyed: true, keepsAnswer: true };
};

/** Where the lock lies of binds in the place of a binding. Keyed, because the pair has its live binding still; no caller has an empty name. */
export const placeOfMove = (lookup: LookupKeys, bindingId: string): RequestPlace => ({
  ...lockPlaceUnder(lookup, (each) => ({ key: each('idempotency-key', '', bindingId), fingerprint: '' })),
  keyed: true,
  keepsAnswer: false,
});

/** When the lock of a request ends. */
export const lockEnd = ({ request, place }: Asked, now: Date): Date => {
  if (place.keyed) return addSeconds(now, KEY_LIFE_SECONDS);
  return pairLockEnd(request, now);
};

/** When the lock of a pair ends that is bound from now on. */
export const pairLockEnd = (pair: Pick<BindingRequest, 'mode' | 'terms'>, now: Date): Date => {
  const { ttlSeconds } = pair.terms;
  if (ttlSeconds === undefined) return addSeconds(now, PERMANENT_SECONDS);
  return addSeconds(now, ttlSeconds + (hasTimer(pair) ? TIMER_SLACK_SECONDS : PAIR_SLACK_SECONDS));
};

/** The same request always gives the same string: every field, in a fixed order. */
const canonical = (request: BindingRequest): string =>
  JSON.stringify(request, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
