import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { Seating } from '../allocation/seating.ts';
import type { EndBinding } from '../end/end-binding.ts';
import type { BindingPlatform, Bound } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { activated, leased } from '../model/lifecycle.ts';
import { find } from './bind-or-adopt.ts';
import { createChosenNumber } from './chosen-number.ts';
import { rivalryOf } from './pending-rivals.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  seating: Seating;
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
  const chosen = createChosenNumber(deps);

  /** We sat down before the platform was asked for an X of our choice. */
  const isOurs = async ({ binding }: BindingRecord, bound: Bound): Promise<boolean> =>
    binding.x !== undefined || chosen.sitDown(binding, bound);

  return async (record) => {
    const { sweepAttempts = 0 } = record;
    const taken = await bindings.replace(record, leased({ ...record, sweepAttempts }, clock()));
    const { app, a, b } = record.binding;
    if (taken === undefined) return { kind: 'lost-race' };
    const { x } = taken.binding;
    const isKnown = (there: { subscriptionId: string; x: E164 }) => chosen.isAnothers(taken.binding, there);
    const numbers = x === undefined ? await allNumbers(app) : [];
    const rivalry = (there: E164) => rivalryOf(deps, taken.binding, there, clock());
    const seatedOn = () => seating.seatedOn(taken.binding, numbers);
    const looking = { platform: platformOf(app), numbers, isKnown, rivalry, seatedOn, clearsUp: true };
    const found = await find(looking, { x, a, b });
    if (found.kind !== 'ok') return { kind: 'unsettled', record: taken, failure: found };
    if (found.value === undefined || !(await isOurs(taken, found.value))) {
      await end.asFailed(taken);
      return { kind: 'failed' };
    }
    const stored = await bindings.replace(taken, activated(taken, found.value, true));
    return { kind: stored === undefined ? 'lost-race' : 'recovered' };
  };
};
