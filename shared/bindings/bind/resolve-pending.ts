import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { EndBinding } from '../end/end-binding.ts';
import type { BindingPlatform, Bound } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { activated, leased } from '../model/lifecycle.ts';
import { find } from './bind-or-adopt.ts';
import { createChosenNumber } from './chosen-number.ts';
import { competingBindsOf } from './competing-binds.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  end: EndBinding;
  allNumbers: (app: string) => Promise<readonly E164[]>;
  platformOf: (app: string) => BindingPlatform;
  clock: Clock;
}>;

/**
 * `recovered`: the platform had it, it is active now. `failed`: the platform does not have it. `lost-race`: somebody
 * else works on it. `unresolved`: the platform could not be asked.
 */
export type Resolved =
  | Readonly<{ kind: 'recovered' | 'failed' | 'lost-race' }>
  | Readonly<{ kind: 'unresolved'; record: BindingRecord; failure: PlatformFailure }>;

/** Resolves a pending binding whose maker is gone, by asking the platform and never by binding again. */
export type ResolvePending = (record: BindingRecord) => Promise<Resolved>;

export const createResolvePending = (deps: Deps): ResolvePending => {
  const { bindings, reservations, end, allNumbers, platformOf, clock } = deps;
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
    const competing = (there: E164) => competingBindsOf(deps, taken.binding, there, clock());
    const reservedOn = () => reservations.reservedOn(taken.binding, numbers);
    const looking = { platform: platformOf(app), numbers, isKnown, competing, reservedOn, clearsUp: true };
    const found = await find(looking, { x, a, b });
    if (found.kind !== 'ok') return { kind: 'unresolved', record: taken, failure: found };
    if (found.value === undefined || !(await isOurs(taken, found.value))) {
      await end.asFailed(taken);
      return { kind: 'failed' };
    }
    const stored = await bindings.replace(taken, activated(taken, found.value, true));
    return { kind: stored === undefined ? 'lost-race' : 'recovered' };
  };
};
