import * as v from 'valibot';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Seating } from '../allocation/seating.ts';
import { Binding, statusAt } from '../model/binding.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import type { Claim, ClaimStore } from '../model/claim-store.ts';
import { isLeased, isOver, LEASE_SECONDS, leaseEnded } from '../model/lifecycle.ts';
import { pairKey } from '../model/pair-key.ts';
import type { PursueBinding } from './pursue-binding.ts';
import type { SettlePending } from './settle-pending.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  claims: ClaimStore;
  seating: Seating;
  pursue: PursueBinding;
  settle: SettlePending;
  sealer: Sealer;
  lookup: LookupKeys;
  clock: Clock;
  newId: IdSource;
  /** Waits between looks at a binding that another request is making. */
  delay: (milliseconds: number) => Promise<void>;
}>;

/** `created` is the first answer, also when a repeat of its idempotency key asks for it again. */
export type Created = Readonly<{ kind: 'created' | 'existing'; binding: Binding }>;

/** Repeats of an idempotency key are answered as the first time for a day. */
const KEY_LIFE_SECONDS = 24 * 3600;

/** The claim of a pair outlives its binding a little; the claim of a permanent one is dropped with the binding. */
const PAIR_SLACK_SECONDS = 24 * 3600;
const PERMANENT_SECONDS = 10 * 365 * 24 * 3600;

/** Looks at a binding in the making for some three seconds before the caller is asked to come back. */
const LOOKS_MS = [50, 100, 150, 200, 300, 400, 500, 600, 700] as const;

/** Who asks: the idempotency key, if any, counts within the caller's API key. */
export type Identity = Readonly<{ apiKeyName: string; idempotencyKey: string | undefined }>;

/**
 * Makes a binding, or finds the one that the same request has made: any number of parallel or later repeats cause
 * exactly one at the platform.
 *
 * @throws {AppError} `idempotency-key-reused`, `binding-in-progress`, and whatever stopped the making of it.
 */
export const createCreateBinding = (deps: Deps) => {
  const { bindings, claims, seating, pursue, settle, sealer, lookup, clock, newId, delay } = deps;

  const claimOf = (request: BindingRequest, { apiKeyName, idempotencyKey }: Identity) => {
    const fingerprint = lookup('request', canonical(request));
    return idempotencyKey === undefined
      ? { key: pairKey(lookup, request), fingerprint: '', keyed: false }
      : { key: lookup('idempotency-key', apiKeyName, idempotencyKey), fingerprint, keyed: true };
  };
  type ClaimPlace = ReturnType<typeof claimOf>;

  const lifeOf = (request: BindingRequest, keyed: boolean, now: Date): Date => {
    if (keyed) return addSeconds(now, KEY_LIFE_SECONDS);
    const { ttlSeconds } = request.terms;
    return addSeconds(now, ttlSeconds === undefined ? PERMANENT_SECONDS : ttlSeconds + PAIR_SLACK_SECONDS);
  };

  const newClaim = (fingerprint: string, now: Date, bindingId = newId()): Claim => ({
    bindingId,
    fingerprint,
    leaseUntil: iso(addSeconds(now, LEASE_SECONDS)),
  });

  /** The claim is ours: make the binding, unless the same pair has a live one that an idempotency key made. */
  const make = async (request: BindingRequest, place: ClaimPlace, claim: Claim): Promise<Created> => {
    const { bindingId } = claim;
    try {
      const twin = place.keyed ? undefined : await liveTwin(request);
      if (twin !== undefined) {
        await claims.drop(place.key, bindingId);
        return { kind: 'existing', binding: twin };
      }
      const binding = await pursue.start(bindingId, request);
      await keepAnswer(request, place, claim, binding);
      return { kind: 'created', binding };
    } catch (error) {
      await freeUnused(place, bindingId);
      throw error;
    }
  };

  /** A live binding of the same pair and reference, found through the seats that both parties have. */
  const liveTwin = async (request: BindingRequest): Promise<Binding | undefined> => {
    const records = await bindings.getAll(await seating.bindingsOf(request));
    const twin = records.find(
      ({ binding }) =>
        statusAt(binding, clock()) === 'active' && pairKey(lookup, binding) === pairKey(lookup, request),
    );
    return twin?.binding;
  };

  /** The first answer is kept sealed with the key's claim, so that a repeat gets it even after the binding changed. */
  const keepAnswer = async (request: BindingRequest, place: ClaimPlace, claim: Claim, binding: Binding) => {
    if (!place.keyed) return;
    const answer = sealer.seal(JSON.stringify(binding), place.key);
    await claims.replace(place.key, claim, { ...claim, answer }, lifeOf(request, true, clock()));
  };

  /** Nothing was left behind for this claim, so a repeat may start afresh at once. */
  const freeUnused = async ({ key }: ClaimPlace, bindingId: string): Promise<void> => {
    const left = await bindings.get(bindingId);
    if (left === undefined || left.binding.status === 'failed') await claims.drop(key, bindingId);
  };

  /** The claim is somebody else's: their binding, if it lives; ours to take up, if they are gone. */
  const join = async (
    request: BindingRequest,
    place: ClaimPlace,
    claim: Claim,
  ): Promise<Created | 'wait'> => {
    if (place.keyed && claim.fingerprint !== place.fingerprint)
      throw new AppError('idempotency-key-reused', 'this idempotency key was used for another request');
    if (claim.answer !== undefined)
      return { kind: 'created', binding: openAnswer(sealer, place.key, claim.answer) };
    const record = await bindings.get(claim.bindingId);
    if (record !== undefined) return joinRecord(request, place, claim, record);
    return claim.leaseUntil > iso(clock()) ? 'wait' : takeOver(request, place, claim, claim.bindingId);
  };

  const joinRecord = async (
    request: BindingRequest,
    place: ClaimPlace,
    claim: Claim,
    record: BindingRecord,
  ): Promise<Created | 'wait'> => {
    const { binding } = record;
    const status = statusAt(binding, clock());
    if (status === 'pending' && isLeased(record, clock())) return 'wait';
    if (status === 'pending')
      return isOver(record, clock()) ? settleFirst(record) : resume(request, place, claim, record);
    if (status === 'failed') return takeOver(request, place, claim, newId());
    // The first answer was never given; a binding whose time is up meanwhile would be no answer to a repeat.
    if (place.keyed && !isPast(binding, clock())) return { kind: 'created', binding };
    return status === 'active' ? { kind: 'existing', binding } : takeOver(request, place, claim, newId());
  };

  /**
   * What was asked for so long ago is over, if it was made at all: it is settled as the sweeper would do it, and the next
   * look finds a place that is free.
   */
  const settleFirst = async (record: BindingRecord): Promise<'wait'> => {
    const settled = await settle(record);
    if (settled.kind !== 'unsettled') return 'wait';
    await bindings.replace(settled.record, leaseEnded(settled.record, clock()));
    throw platformError(settled.failure);
  };

  const takeOver = async (request: BindingRequest, place: ClaimPlace, old: Claim, bindingId: string) => {
    const claim = newClaim(place.fingerprint, clock(), bindingId);
    const ours = await claims.replace(place.key, old, claim, lifeOf(request, place.keyed, clock()));
    return ours ? make(request, place, claim) : 'wait';
  };

  const resume = async (
    request: BindingRequest,
    place: ClaimPlace,
    claim: Claim,
    record: BindingRecord,
  ): Promise<Created> => {
    const binding = await pursue.resume(record, request);
    await keepAnswer(request, place, claim, binding);
    return { kind: 'created', binding };
  };

  return async (request: BindingRequest, identity: Identity): Promise<Created> => {
    const place = claimOf(request, identity);
    const claim = newClaim(place.fingerprint, clock());
    const expiresAt = lifeOf(request, place.keyed, clock());
    for (const pauseMs of [...LOOKS_MS, undefined]) {
      const held = await claims.take(place.key, claim, clock(), expiresAt);
      const result = held.taken ? await make(request, place, claim) : await join(request, place, held.claim);
      if (result !== 'wait') return result;
      if (pauseMs !== undefined) await delay(pauseMs);
    }
    throw new AppError('binding-in-progress', 'another request is making this binding', {
      retryAfterSeconds: 2,
    });
  };
};

const isPast = ({ expiresAt }: Binding, now: Date): boolean =>
  expiresAt !== undefined && expiresAt <= iso(now);

const openAnswer = (sealer: Sealer, key: string, answer: string): Binding =>
  v.parse(Binding, JSON.parse(sealer.open(answer, key).toString('utf8')));

/** The same request always gives the same text: every field, in a fixed order. */
const canonical = (request: BindingRequest): string =>
  JSON.stringify(request, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
