import { iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  isAmbiguous,
  mayStillApply,
  type PlatformFailure,
  type PlatformResult,
} from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { ReadBlocks } from '../blocks/read-blocks.ts';
import { changedBinding, changedBy, joinedBinding } from '../lifecycle/changed-binding.ts';
import { atRest } from '../lifecycle/due-at.ts';
import { leaseEnded } from '../lifecycle/lease.ts';
import { releasing } from '../lifecycle/lifecycle.ts';
import { type ActiveBinding, type AtPlatform, type Binding, lifeStartOf } from '../model/binding.ts';
import type { BindingChange, BindingPlatform } from '../model/binding-platform.ts';
import type { AllocationRules } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { openSeconds, withOpenChange } from '../model/open-request.ts';
import { pairPlace } from '../model/pair-key.ts';
import type { RequestLocks } from '../model/request-lock-store.ts';
import { changedFieldsOf, contradiction, newcomersOf } from './change-outcome.ts';
import { type CalleeDeps, endFormerCallee } from './end-former-callee.ts';
import { endDuringChange, endReservations } from './reservation-ends.ts';
import { type SecondPartyDeps, setSecondParty } from './set-second-party.ts';

/** The dependencies of work on changes. */
export type ChangeDeps = SecondPartyDeps &
  CalleeDeps &
  Readonly<{
    bindings: BindingStore;
    locks: RequestLocks;
    reservations: Reservations;
    platformOf: (app: string) => BindingPlatform;
    /** Reads the gate for the next call of an app. Never throws. */
    readGateAhead: (app: string) => Promise<void>;
    rulesOf: (app: string) => AllocationRules;
    readBlocks: ReadBlocks;
    lookup: LookupKeys;
  }>;

/**
 * `changed`: confirmed. `refused`: the platform said no and the binding is as before. `unresolved`: nobody knows yet.
 * `gone`: the platform has no such binding any more. `lost-race`: somebody else was faster.
 */
export type Carried =
  | Readonly<{ kind: 'changed'; binding: Binding }>
  | Readonly<{ kind: 'refused'; failure: PlatformFailure }>
  | Readonly<{ kind: 'unresolved'; failure: PlatformFailure }>
  | Readonly<{ kind: 'gone' }>
  | Readonly<{ kind: 'lost-race' }>;

/** New parties are reserved before the platform is asked; the old ones are released when it has agreed. */
export const reserveNewcomers = (
  { reservations, clock }: ChangeDeps,
  record: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<boolean> => {
  const { binding, endsItself } = record;
  const now = clock();
  const next = joinedBinding(binding, changedBinding(binding, change), now);
  return reservations.reserveNewcomers(
    binding,
    next,
    now,
    endsItself ? endDuringChange(record, change) : undefined,
  );
};

/**
 * The reason why newcomers could not be reserved.
 *
 * @returns `number-taken`; with `cooling-down` in its message where nobody of them is on the number any more.
 * @throws {AppError} `store-unavailable`.
 */
export const newcomersRefused = async (
  { reservations, lookup }: Pick<ChangeDeps, 'reservations' | 'lookup'>,
  { binding }: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<AppError> => {
  const { a, b } = await reservations.of(changedBinding(binding, change));
  const x = lookup('private-number', binding.x ?? '');
  const isHeld = [...a, ...b].some(
    (reservation) =>
      reservation.x === x && reservation.freeAt === undefined && reservation.bindingId !== binding.bindingId,
  );
  const reason = isHeld ? 'already holds the new party' : 'is cooling-down for the new party';
  return new AppError('number-taken', `the private number of the binding ${reason}`);
};

/** Asks the platform for a change that is persisted already, and records what came of it. */
export const carryOut = async (
  deps: ChangeDeps,
  record: BindingRecord<ActiveBinding>,
  change: BindingChange,
): Promise<Carried> => {
  const { binding } = record;
  if (binding.subscriptionId === undefined) return conclude(deps, record, change);
  const result = await ask(deps, record, binding, change);
  if (result.kind !== 'ok') return { kind: isAmbiguous(result) ? 'unresolved' : 'refused', failure: result };
  if (result.value === 'not-found') {
    const looked = await lookForIt(deps, { ...record, binding });
    // The platform has it and did not change it, so nothing of this change comes later unless an attempt had no answer.
    const isRefused = looked.kind === 'unresolved' && looked.failure === contradiction;
    return isRefused && !mayStillApply(result) ? { kind: 'refused', failure: contradiction } : looked;
  }
  const y = typeof result.value === 'object' ? result.value.y : undefined;
  const made = mayStillApply(result) ? stillOpen(deps, record, change) : record;
  return conclude(deps, await endFormerCallee(deps, { ...made, binding }, change), change, y);
};

const ask = (
  deps: ChangeDeps,
  { openChange }: BindingRecord<ActiveBinding>,
  binding: AtPlatform<ActiveBinding>,
  change: BindingChange,
): Promise<PlatformResult<'modified' | 'not-found' | Readonly<{ y: E164 | undefined }>>> => {
  const next = changedBinding(binding, change);
  const former = [...(binding.b === undefined ? [] : [binding.b]), ...(openChange?.people ?? [])];
  const second = change.b === undefined ? undefined : setSecondParty(deps, binding, next.b, former);
  return second ?? deps.platformOf(binding.app).modify(binding.subscriptionId, change, next.terms);
};

/** An attempt at the change may still be applied, now that it has been carried out. */
const stillOpen = (
  { clock, latestSeconds }: ChangeDeps,
  record: BindingRecord<ActiveBinding>,
  change: BindingChange,
): BindingRecord<ActiveBinding> => ({
  ...record,
  openChange: withOpenChange(
    record.openChange,
    changedFieldsOf(change),
    clock(),
    latestSeconds,
    newcomersOf(change),
  ),
});

/** The platform has nothing to change: it ended the binding, by an earlier attempt at a shorter life for one. */
export const lookForIt = async (
  { bindings, platformOf, clock }: Pick<ChangeDeps, 'bindings' | 'platformOf' | 'clock'>,
  record: BindingRecord<AtPlatform<ActiveBinding>>,
): Promise<Exclude<Carried, { kind: 'changed' | 'refused' }>> => {
  const { app, subscriptionId } = record.binding;
  const there = await platformOf(app).get(subscriptionId);
  if (there.kind !== 'ok') return { kind: 'unresolved', failure: there };
  if (there.value !== undefined) return { kind: 'unresolved', failure: contradiction };
  const now = clock();
  // The sweeper makes sure by an unbind and clears up.
  const ending = await bindings.replace(
    record,
    leaseEnded(releasing(record, { why: 'missing-there' }, now), now),
  );
  return { kind: ending === undefined ? 'lost-race' : 'gone' };
};

const conclude = async (
  deps: ChangeDeps,
  record: BindingRecord<ActiveBinding>,
  change: BindingChange,
  y?: E164,
): Promise<Carried> => {
  const { bindings, locks, reservations, lookup, clock } = deps;
  const { binding: former } = record;
  const { change: _change, changeBy, ...rest } = record;
  const now = clock();
  const joined = joinedBinding(record.binding, changedBinding(record.binding, change), now);
  const next = changedBy(y === undefined ? joined : { ...joined, y }, changeBy, now);
  const from = change.ttlSeconds === undefined ? lifeStartOf(record.binding) : (rest.attemptAt ?? iso(now));
  const changed = atRest({ ...rest, binding: next }, from, now);
  // Before the change is recorded as done: one cut short here is carried out again, one recorded too early would not be.
  await endReservations(deps, changed, record, change);
  await Promise.all([reservations.rewrite(changed.binding, former), releaseFormer(deps, record, next)]);
  const isOther = former.a !== next.a || former.b !== next.b;
  // After the release, by which a bind of the former pair sees that it has left. A lock that stays behind says nothing.
  const [stored] = await Promise.all([
    bindings.replace(record, changed),
    isOther ? locks.drop(pairPlace(lookup, former), former.bindingId) : undefined,
  ]);
  return stored === undefined ? { kind: 'lost-race' } : { kind: 'changed', binding: stored.binding };
};

const releaseFormer = async (
  { reservations, rulesOf, clock }: ChangeDeps,
  { binding: former, openChange }: BindingRecord<ActiveBinding>,
  current: ActiveBinding,
): Promise<void> => {
  if (former.a === current.a && former.b === current.b) return;
  const now = clock();
  // An older change may join the former party again until it is too old.
  const coolDown = Math.max(rulesOf(former.app).coolDownSeconds, openSeconds(openChange, now));
  await reservations.releaseFormer(former, current, now, coolDown);
};
