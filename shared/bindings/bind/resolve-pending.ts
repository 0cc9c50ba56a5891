import type { Clock } from '../../kernel/clock.ts';
import type { PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { NumbersOfApp } from '../allocation/number-choice.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { endedBySweeper, lookedFor } from '../lifecycle/due-at.ts';
import { leased } from '../lifecycle/lease.ts';
import { activated, releasing } from '../lifecycle/lifecycle.ts';
import type { PendingBinding } from '../model/binding.ts';
import type { BindingPlatform, Bound } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { isOpen, type OpenBind } from '../model/open-request.ts';
import { isUnsent } from '../queue/queued-bind.ts';
import { type Chosen, reserveChosen } from './chosen-number.ts';
import { findLostBinding, searchForLost } from './lost-binding.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  end: EndBinding;
  numbersOf: (app: string) => Promise<NumbersOfApp>;
  platformOf: (app: string) => BindingPlatform;
  clock: Clock;
}>;

/**
 * `recovered`: the platform had the binding, which is active now. `failed`: the platform does not have it and never will.
 * `released`: it had it, and the end was wanted. `open`: it does not have it, and may still get it. `lost-race`: somebody
 * else works on it. `unresolved`: the platform could not be asked.
 */
export type Resolved =
  | Readonly<{ kind: 'recovered' | 'failed' | 'released' | 'lost-race' }>
  | Readonly<{ kind: 'open'; openBind: OpenBind }>
  | Readonly<{ kind: 'unresolved'; record: BindingRecord; failure: PlatformFailure }>;

/** Resolves a pending binding whose maker is gone, by asking the platform and never by binding again. */
export type ResolvePending = (record: BindingRecord<PendingBinding>) => Promise<Resolved>;

export const createResolvePending =
  (deps: Deps): ResolvePending =>
  async (record) => {
    const { bindings, clock } = deps;
    const { sweepAttempts = 0 } = record;
    const askedAt = clock();
    const taken = await bindings.replace(
      record,
      leased({ ...endedBySweeper(record), sweepAttempts }, askedAt),
    );
    if (taken === undefined) return { kind: 'lost-race' };
    if (isUnsent(taken)) return notThere(deps, taken, askedAt);
    const found = await findLostBinding(searchForLost(deps, taken.binding, true), taken.binding);
    if (found.kind !== 'ok') return { kind: 'unresolved', record: taken, failure: found };
    if (found.value === undefined) return notThere(deps, taken, askedAt);
    const kept = await reserveFound(deps, taken.binding, found.value);
    if (kept === 'anothers') return notThere(deps, taken, askedAt);
    return arrived(deps, kept === 'contested' ? { ...taken, endWanted: true } : taken, found.value);
  };

/** The binding is not there. Only what was asked when the request was too old to be applied is the last word. */
const notThere = async (
  { bindings, end, clock }: Deps,
  taken: BindingRecord<PendingBinding>,
  askedAt: Date,
): Promise<Resolved> => {
  const { openBind } = taken;
  if (isOpen(openBind, askedAt)) {
    const waiting = await bindings.replace(taken, lookedFor(taken, clock(), openBind.until));
    return waiting === undefined ? { kind: 'lost-race' } : { kind: 'open', openBind };
  }
  await end.asFailed(taken);
  return { kind: 'failed' };
};

/** The attempt that made it is over; where X was named there may have been a second one. */
const arrived = async (
  { bindings, reservations, end, clock }: Deps,
  taken: BindingRecord<PendingBinding>,
  bound: Bound,
): Promise<Resolved> => {
  const openBind = taken.binding.x === undefined ? undefined : taken.openBind;
  const live = activated(taken, bound, true, openBind);
  // Nobody knows when its timer started, so it is ended by the sweeper.
  await reservations.setEnd(live.binding, undefined);
  if (taken.endWanted !== true) {
    const stored = await bindings.replace(taken, live);
    return { kind: stored === undefined ? 'lost-race' : 'recovered' };
  }
  const ending = await bindings.replace(
    taken,
    releasing(live, live.binding.end ?? { why: 'repaired' }, clock()),
  );
  if (ending === undefined) return { kind: 'lost-race' };
  const result = await end.finish(ending);
  return result.kind === 'ended'
    ? { kind: 'released' }
    : { kind: 'unresolved', record: ending, failure: result };
};

/** An X of our choice was reserved before the platform was asked. If the platform has given it to another binding since, what it has now decides. */
const reserveFound = async (deps: Deps, own: PendingBinding, bound: Bound): Promise<Chosen> => {
  const { reservations, clock } = deps;
  if (own.x !== undefined && (await reservations.reserve(own, own.x, clock(), true))) return 'reserved';
  return reserveChosen(deps, own, bound);
};
