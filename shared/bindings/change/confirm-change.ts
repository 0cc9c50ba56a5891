import { iso, secondsUntil } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { mayStillApply, type PlatformFailure, type PlatformResult } from '../../kernel/platform-outcome.ts';
import { atRest } from '../lifecycle/due-at.ts';
import { LEASE_SECONDS, leased } from '../lifecycle/lease.ts';
import { type ActiveBinding, type AtPlatform, lifeStartOf } from '../model/binding.ts';
import type { BindingChange, TemporaryCalleePlatform } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { isOpen, type OpenChange, type SetField, withOpenChange } from '../model/open-request.ts';
import { type ChangeDeps, lookForIt } from './carry-out-change.ts';
import { changedFieldsOf } from './change-outcome.ts';
import { setSecondParty } from './set-second-party.ts';

type Deps = Pick<
  ChangeDeps,
  'bindings' | 'platformOf' | 'secondPartyOf' | 'calleesOf' | 'clock' | 'latestSeconds'
>;

type ActiveRecord = BindingRecord<ActiveBinding>;

/**
 * Sets the values of a binding again that an older change may have been applied over. Repeated until one is confirmed
 * that left when every older change was too old. `ended`: the platform has no such binding any more.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type ConfirmChange = (
  record: ActiveRecord,
  open: OpenChange,
) => Promise<
  | Readonly<{ kind: 'confirmed' | 'ended' | 'lost-race' }>
  | Readonly<{ kind: 'unresolved'; record: ActiveRecord; failure: PlatformFailure }>
>;

export const createConfirmChange =
  (deps: Deps): ConfirmChange =>
  async (record, open) => {
    const { bindings, clock, latestSeconds } = deps;
    const { fields } = open;
    const askedAt = clock();
    // This request may come after a later change as well, and its sender may die.
    const sent = withOpenChange(open, fields, askedAt, LEASE_SECONDS + latestSeconds);
    const asking = { ...record, openChange: sent, attemptAt: iso(askedAt) };
    const taken = await bindings.replace(record, leased(asking, askedAt));
    if (taken === undefined) return { kind: 'lost-race' };
    const { binding } = taken;
    if (binding.subscriptionId === undefined) return { kind: 'lost-race' };
    return conclude(deps, { ...taken, binding }, open, await setAgain(deps, binding, open), askedAt);
  };

const conclude = async (
  deps: Deps,
  taken: BindingRecord<AtPlatform<ActiveBinding>>,
  open: OpenChange,
  set: Awaited<ReturnType<typeof setAgain>>,
  askedAt: Date,
): ReturnType<ConfirmChange> => {
  const { bindings, clock, latestSeconds } = deps;
  const now = clock();
  const openChange = mayStillApply(set) ? withOpenChange(open, open.fields, now, latestSeconds) : open;
  const answered = { ...taken, openChange };
  if (set.kind !== 'ok') return { kind: 'unresolved', record: answered, failure: set };
  if (set.value === 'not-found') {
    const looked = await lookForIt(deps, answered);
    return looked.kind === 'unresolved' ? { ...looked, record: answered } : { kind: 'ended' };
  }
  const { openChange: _open, ...certain } = taken;
  const next = isOpen(openChange, askedAt) ? { ...certain, openChange } : certain;
  const binding = typeof set.value === 'object' ? { ...taken.binding, y: set.value.y } : taken.binding;
  const stored = await bindings.replace(taken, atRest({ ...next, binding }, lifeStartOf(binding), now));
  return { kind: stored === undefined ? 'lost-race' : 'confirmed' };
};

/** Sets the values that the binding has once more. Every value is absolute, so that this does no harm. */
export const setAgain = async (
  deps: Pick<Deps, 'platformOf' | 'secondPartyOf' | 'calleesOf' | 'clock'>,
  binding: AtPlatform<ActiveBinding>,
  open: OpenChange,
): Promise<PlatformResult<'set' | 'modified' | 'not-found' | Readonly<{ y: E164 | undefined }>>> => {
  const { fields, people = [] } = open;
  const second = fields.includes('b') ? setSecondParty(deps, binding, binding.b, people) : undefined;
  if (second !== undefined) return second;
  const { platformOf, calleesOf, clock } = deps;
  const { app, subscriptionId } = binding;
  const now = clock();
  const change = valuesOf(binding, fields, now);
  const terms =
    change.ttlSeconds == null ? binding.terms : { ...binding.terms, ttlSeconds: change.ttlSeconds };
  const modified =
    Object.keys(change).length === 0
      ? unchanged
      : await platformOf(app).modify(subscriptionId, change, terms);
  const callees = calleesOf(app);
  if (modified.kind !== 'ok' || modified.value === 'not-found') return modified;
  const callee = calleeOf(binding, open, now);
  if (callee === undefined || callees === undefined) return modified;
  const set = await callees.setTemporaryCallee(subscriptionId, callee);
  return mayStillApply(modified) ? withEarlier(set) : set;
};

/** One whose time is up, or that was never answered, takes the place of an older one for the shortest time that there is. */
const calleeOf = (
  { temporaryCallee }: ActiveBinding,
  { fields, callees = [] }: OpenChange,
  now: Date,
): Parameters<TemporaryCalleePlatform['setTemporaryCallee']>[1] | undefined => {
  if (!fields.includes('temporaryCallee')) return undefined;
  if (temporaryCallee !== undefined) {
    const { callee: number, expiresAt, userData } = temporaryCallee;
    return { number, ttlSeconds: Math.max(1, secondsUntil(expiresAt, now)), userData };
  }
  const asked = callees.at(-1);
  return asked === undefined ? undefined : { number: asked, ttlSeconds: 1, userData: undefined };
};

const unchanged = { kind: 'ok', value: 'modified' } as const;

const withEarlier = <Value>(result: PlatformResult<Value>): PlatformResult<Value> =>
  result.kind === 'ok' ? { ...result, earlierMayApply: true } : { ...result, mayHaveApplied: true };

/** A shorter life is not set: applied late, it would end before it is noticed. The unbind at our end does it. */
export const SHORTEST_LIFE_SECONDS = 120;

/** The named fields as the binding has them now; one that it never had is set to what it means when it is absent. */
const valuesOf = (
  { a, b, terms, expiresAt }: ActiveBinding,
  fields: readonly SetField[],
  now: Date,
): BindingChange => {
  const { ttlSeconds: _ttl, ...others } = terms;
  const ttlSeconds = expiresAt === undefined ? null : secondsUntil(expiresAt, now);
  const values: BindingChange = {
    ...others,
    a,
    ...(b === undefined ? {} : { b }),
    ...(ttlSeconds === null || ttlSeconds >= SHORTEST_LIFE_SECONDS ? { ttlSeconds } : {}),
    maxCallMinutes: others.maxCallMinutes ?? 0,
    waitingTones: others.waitingTones ?? {},
  };
  const named = changedFieldsOf(values).filter((field) => fields.includes(field));
  return Object.assign({}, ...named.map((field) => ({ [field]: values[field] })));
};
