import { type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { isAmbiguous, type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { checkNumbersOfA } from '../allocation/numbers-of-a.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingChange, BindingPlatform } from '../model/binding-platform.ts';
import type { AllocationRules } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { changedBinding, leased, leaseEnded, releasing, timed } from '../model/lifecycle.ts';
import { pairKey } from '../model/pair-key.ts';
import type { RequestLockStore } from '../model/request-lock-store.ts';
import {
  changeable,
  conflict,
  contradiction,
  fieldsOf,
  hasEnded,
  inProgress,
  isAboutChange,
  startOf,
} from './change-outcome.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  locks: RequestLockStore;
  reservations: Reservations;
  platformOf: (app: string) => BindingPlatform;
  rulesOf: (app: string) => AllocationRules;
  lookup: LookupKeys;
  clock: Clock;
}>;

/**
 * `changed`: confirmed. `refused`: the platform said no and the binding is as before. `unresolved`: nobody knows yet.
 * `gone`: the platform has no such binding any more.
 */
type Carried =
  | Readonly<{ kind: 'changed'; binding: Binding }>
  | Readonly<{ kind: 'refused'; failure: PlatformFailure }>
  | Readonly<{ kind: 'unresolved'; failure: PlatformFailure }>
  | Readonly<{ kind: 'gone' }>
  | Readonly<{ kind: 'lost-race' }>;

/** What became of a change that was cut short. */
export type ConcludeChange = (
  record: BindingRecord,
) => Promise<
  | Readonly<{ kind: 'concluded' | 'lost-race' }>
  | Readonly<{ kind: 'unresolved'; record: BindingRecord; failure: PlatformFailure }>
>;

/**
 * Changes live bindings: the change is persisted before the platform is asked, so that one that is cut short is carried out
 * again (every field is an absolute value) and not forgotten. X never changes, and the binding works all the while.
 */
export const createChangeBinding = (deps: Deps) => {
  const { bindings, locks, reservations, platformOf, rulesOf, lookup, clock } = deps;

  /** New parties sit down before the platform is asked; the old ones leave when it has agreed. */
  const reserveNewcomers = async (record: BindingRecord, change: BindingChange): Promise<boolean> =>
    reservations.reserveNewcomers(record.binding, changedBinding(record.binding, change), clock());

  const carryOut = async (record: BindingRecord, change: BindingChange): Promise<Carried> => {
    const { app, subscriptionId } = record.binding;
    const next = changedBinding(record.binding, change);
    const result =
      subscriptionId === undefined
        ? ({ kind: 'ok', value: 'modified' } as const)
        : await platformOf(app).modify(subscriptionId, change, next.terms);
    if (result.kind !== 'ok')
      return { kind: isAmbiguous(result) ? 'unresolved' : 'refused', failure: result };
    if (result.value === 'not-found') return lookForIt(record);
    return conclude(record, next, change.ttlSeconds !== undefined);
  };

  /** The platform has nothing to change: it ended the binding, by an earlier attempt at a shorter life for one. */
  const lookForIt = async (record: BindingRecord): Promise<Carried> => {
    const { app, subscriptionId = '' } = record.binding;
    const there = await platformOf(app).get(subscriptionId);
    if (there.kind !== 'ok') return { kind: 'unresolved', failure: there };
    if (there.value !== undefined) return { kind: 'unresolved', failure: contradiction };
    const now = clock();
    // The sweeper makes sure by an unbind and clears up.
    const ending = await bindings.replace(record, leaseEnded(releasing(record, now), now));
    return { kind: ending === undefined ? 'lost-race' : 'gone' };
  };

  const conclude = async (record: BindingRecord, next: Binding, restarted: boolean): Promise<Carried> => {
    const { change: _change, leaseUntil: _lease, attemptAt, ...rest } = record;
    const kept = { ...rest, binding: next };
    const from = restarted ? (attemptAt ?? iso(clock())) : startOf(record.binding);
    const changed = timed(kept, from);
    // Before the change is persisted as done: one cut short here is carried out again, one persisted too early would not be.
    await reservations.reroute(changed.binding);
    await releaseFormerReservations(record.binding, next);
    const stored = await bindings.replace(record, changed);
    if (stored === undefined) return { kind: 'lost-race' };
    return { kind: 'changed', binding: stored.binding };
  };

  const releaseFormerReservations = async (former: Binding, current: Binding): Promise<void> => {
    if (former.a === current.a && former.b === current.b) return;
    await reservations.releaseFormer(former, current, clock(), rulesOf(former.app).coolDownSeconds);
    await locks.drop(pairKey(lookup, former), former.bindingId);
  };

  /** The platform said no: the binding is as it was, and so are the reservations. */
  const takeBack = async (record: BindingRecord, change: BindingChange): Promise<void> => {
    const { change: _change, leaseUntil: _lease, ...rest } = record;
    const next = changedBinding(record.binding, change);
    if (next.a !== record.binding.a || next.b !== record.binding.b)
      await reservations.releaseFormer(next, record.binding, clock(), 0);
    await bindings.replace(record, timed(rest, startOf(record.binding)));
  };

  /** Notes a change before the platform is asked, with whatever can be known without asking it. */
  const persistChange = async (record: BindingRecord, change: BindingChange): Promise<BindingRecord> => {
    const { app, mode, a: former } = record.binding;
    const { a = former } = change;
    if (a !== former) await checkNumbersOfA(reservations, { app, mode, a });
    const now = clock();
    const persisted = await bindings.replace(record, leased({ ...record, change, attemptAt: iso(now) }, now));
    if (persisted === undefined) throw conflict();
    return persisted;
  };

  /** Carries out a change again that was cut short. Its life time counts from this attempt, as the platform's does. */
  const concludeChange: ConcludeChange = async (record) => {
    const { change } = record;
    const taken = await bindings.replace(record, leased({ ...record, attemptAt: iso(clock()) }, clock()));
    if (taken === undefined || change === undefined) return { kind: 'lost-race' };
    if (!(await reserveNewcomers(taken, change))) {
      await takeBack(taken, change);
      return { kind: 'concluded' };
    }
    const carried = await carryOut(taken, change);
    switch (carried.kind) {
      case 'changed':
      case 'gone':
        return { kind: 'concluded' };
      case 'lost-race':
        return { kind: 'lost-race' };
      case 'refused':
        if (!isAboutChange(carried.failure)) break;
        await takeBack(taken, change);
        return { kind: 'concluded' };
    }
    return { kind: 'unresolved', record: taken, failure: carried.failure };
  };

  /** A new change on top of one that nobody knows the fate of could leave half of it: that one is resolved first. */
  const withoutFormerChange = async (record: BindingRecord): Promise<BindingRecord | undefined> => {
    if (record.change === undefined) return record;
    const resolved = await concludeChange(record);
    if (resolved.kind !== 'unresolved') {
      const current = await bindings.get(record.binding.bindingId);
      // Whoever was faster to resolve it could not.
      if (current?.change !== undefined) throw inProgress();
      return current;
    }
    await bindings.replace(resolved.record, leaseEnded(resolved.record, clock()));
    throw platformError(resolved.failure);
  };

  return {
    /**
     * Changes a binding and answers with it.
     *
     * @param version refuses the change (`version-conflict`) when the binding has another one
     * @throws {AppError} `not-found`, `not-changeable`, `version-conflict`, `binding-in-progress`, `number-taken`,
     *   `pool-exhausted` (a new A who has as many X as there can be), and whatever the platform answers
     */
    async change(bindingId: string, change: BindingChange, version: number | undefined): Promise<Binding> {
      const found = changeable(await bindings.get(bindingId), change, version, clock());
      const record = changeable(await withoutFormerChange(found), change, version, clock());
      if (fieldsOf(change).length === 0) return record.binding;
      const persisted = await persistChange(record, change);
      if (!(await reserveNewcomers(persisted, change))) {
        await takeBack(persisted, change);
        throw new AppError('number-taken', 'the private number of the binding already holds the new party');
      }
      const carried = await carryOut(persisted, change);
      if (carried.kind === 'changed') return carried.binding;
      if (carried.kind === 'lost-race') {
        // Whoever was faster ended the binding; newcomers must not keep reservations of nobody.
        await reservations.releaseFormer(
          changedBinding(persisted.binding, change),
          persisted.binding,
          clock(),
          0,
        );
        throw conflict();
      }
      if (carried.kind === 'gone') throw hasEnded();
      if (carried.kind === 'refused') await takeBack(persisted, change);
      else await bindings.replace(persisted, leaseEnded(persisted, clock()));
      throw platformError(carried.failure);
    },

    concludeChange,
  };
};
