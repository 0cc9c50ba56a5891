import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { EndBinding } from '../end/end-binding.ts';
import type { PendingBinding } from '../model/binding.ts';
import type { BindingPlatform, Bound } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { activated, leased } from '../model/lifecycle.ts';
import { reserveChosen } from './chosen-number.ts';
import { findLostBinding, searchForLost } from './lost-binding.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  end: EndBinding;
  /** Every number of an app. */
  allNumbers: (app: string) => Promise<readonly E164[]>;
  platformOf: (app: string) => BindingPlatform;
  clock: Clock;
}>;

/**
 * `recovered`: the platform had the binding, which is active now. `failed`: the platform does not have it. `lost-race`:
 * somebody else works on it. `unresolved`: the platform could not be asked.
 */
export type Resolved =
  | Readonly<{ kind: 'recovered' | 'failed' | 'lost-race' }>
  | Readonly<{ kind: 'unresolved'; record: BindingRecord; failure: PlatformFailure }>;

/** Resolves a pending binding whose maker is gone, by asking the platform and never by binding again. */
export type ResolvePending = (record: BindingRecord<PendingBinding>) => Promise<Resolved>;

export const createResolvePending =
  (deps: Deps): ResolvePending =>
  async (record) => {
    const { bindings, end, clock } = deps;
    const { sweepAttempts = 0 } = record;
    const taken = await bindings.replace(record, leased({ ...record, sweepAttempts }, clock()));
    if (taken === undefined) return { kind: 'lost-race' };
    const found = await findLostBinding(await searchForLost(deps, taken.binding, true), taken.binding);
    if (found.kind !== 'ok') return { kind: 'unresolved', record: taken, failure: found };
    if (found.value === undefined || !(await isReserved(deps, taken.binding, found.value))) {
      await end.asFailed(taken);
      return { kind: 'failed' };
    }
    const stored = await bindings.replace(taken, activated(taken, found.value, true));
    return { kind: stored === undefined ? 'lost-race' : 'recovered' };
  };

/** An X of our choice was reserved before the platform was asked. */
const isReserved = async (deps: Deps, own: PendingBinding, bound: Bound): Promise<boolean> =>
  own.x !== undefined || reserveChosen(deps, own, bound);
