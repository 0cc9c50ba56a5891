import type { Clock } from '../kernel/clock.ts';
import type { E164 } from '../kernel/e164.ts';
import type { PlatformFailure } from '../kernel/platform-outcome.ts';
import { find } from './bind-or-adopt.ts';
import type { BindingPlatform } from './binding-platform.ts';
import type { BindingRecord, BindingStore } from './binding-store.ts';
import type { EndBinding } from './end-binding.ts';
import { activated, leased } from './lifecycle.ts';
import { hasPendingRival } from './pending-rivals.ts';
import type { Seating } from './seating.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  seating: Pick<Seating, 'seize'>;
  end: EndBinding;
  allNumbers: (app: string) => Promise<readonly E164[]>;
  platformOf: (app: string) => BindingPlatform;
  clock: Clock;
}>;

/**
 * `recovered`: the platform had it, it is active now. `failed`: the platform does not have it. `lost-race`: somebody
 * else works on it. `unsettled`: the platform could not be asked.
 */
export type Settled =
  | Readonly<{ kind: 'recovered' | 'failed' | 'lost-race' }>
  | Readonly<{ kind: 'unsettled'; record: BindingRecord; failure: PlatformFailure }>;

/** Settles a pending binding whose maker is gone, by asking the platform and never by binding again. */
export type SettlePending = (record: BindingRecord) => Promise<Settled>;

export const createSettlePending = (deps: Deps): SettlePending => {
  const { bindings, seating, end, allNumbers, platformOf, clock } = deps;

  return async (record) => {
    const taken = await bindings.replace(record, leased(record, clock()));
    const { app, a, b } = record.binding;
    if (taken === undefined) return { kind: 'lost-race' };
    const { x } = taken.binding;
    const isKnown = async (subscriptionId: string) =>
      (await bindings.bySubscription(app, subscriptionId)) !== undefined;
    const numbers = x === undefined ? await allNumbers(app) : [];
    const isContested = () => hasPendingRival(bindings, taken.binding);
    const found = await find({ platform: platformOf(app), numbers, isKnown, isContested }, { x, a, b });
    if (found.kind !== 'ok') return { kind: 'unsettled', record: taken, failure: found };
    if (found.value === undefined) {
      await end.asFailed(taken);
      return { kind: 'failed' };
    }
    if (x === undefined) await seating.seize(taken.binding, found.value.x);
    const stored = await bindings.replace(taken, activated(taken, found.value, true));
    return { kind: stored === undefined ? 'lost-race' : 'recovered' };
  };
};
