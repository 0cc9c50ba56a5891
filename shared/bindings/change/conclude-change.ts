import { addSeconds, iso } from '../../kernel/clock.ts';
import { openOutcomeError, type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import { endedBySweeper } from '../lifecycle/due-at.ts';
import { LEASE_SECONDS, leased, leaseEnded, leaseSeconds } from '../lifecycle/lease.ts';
import type { ActiveBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { isOpen, withOpenChange } from '../model/open-request.ts';
import { type ChangeDeps, carryOut, reserveNewcomers } from './carry-out-change.ts';
import {
  changedFieldsOf,
  contradiction,
  isAboutChange,
  newcomersOf,
  unreservedOf,
} from './change-outcome.ts';
import { lockNewPair } from './lock-new-pair.ts';
import { takeBack } from './take-back.ts';
import { notOfferedBack, withdrawChange, withoutMoreForBlocked } from './withdraw-change.ts';

type ActiveRecord = BindingRecord<ActiveBinding>;

/** The way to conclude a change that was cut short: `unresolved` when the platform leaves it open. */
export type ConcludeChange = (
  record: ActiveRecord,
) => Promise<
  | Readonly<{ kind: 'concluded' | 'lost-race' }>
  | Readonly<{ kind: 'unresolved'; record: ActiveRecord; failure: PlatformFailure }>
>;

/**
 * Carries out a change again that was cut short. Its life time counts from this attempt, as the platform's does. One that would bring a
 * person who is blocked by now is taken back, and so is one that nobody wants any more. With one who is blocked a shorter life keeps its end.
 */
export const concludeChange = async (
  deps: ChangeDeps,
  record: ActiveRecord,
  isUnwanted = false,
): ReturnType<ConcludeChange> => {
  const { bindings, reservations, rulesOf, clock, latestSeconds } = deps;
  if (record.change === undefined) return { kind: 'lost-race' };
  const allowed = isUnwanted ? undefined : await withoutMoreForBlocked(deps, record, record.change);
  const change = allowed ?? record.change;
  const now = clock();
  // The attempt that was cut short may be applied after this one.
  const late = newcomersOf(change);
  const left = leftBy(record, now);
  const openChange = withOpenChange(record.openChange, changedFieldsOf(change), left, latestSeconds, late);
  const doubtful = endedBySweeper(record);
  const again = record.binding.subscriptionId === undefined ? doubtful : { ...doubtful, openChange };
  const taken = await bindings.replace(record, leased({ ...again, change, attemptAt: iso(now) }, now));
  if (taken === undefined) return { kind: 'lost-race' };
  await bindings.rememberToCome(taken.binding.bindingId, unreservedOf(taken.binding.mode, change));
  await reservations.setEnd(taken.binding, undefined);
  if (allowed === undefined) return withdrawChange(deps, taken, change);
  const obstacle = await lockNewPair(deps, taken, change);
  if (obstacle !== undefined || !(await reserveNewcomers(deps, taken, change))) {
    await takeBack(deps, taken, change);
    return { kind: 'concluded' };
  }
  const carried = await carryOut(deps, taken, change);
  switch (carried.kind) {
    case 'changed':
    case 'gone':
      return { kind: 'concluded' };
    case 'lost-race':
      return { kind: 'lost-race' };
    case 'refused': {
      const isFinal = carried.failure === contradiction && !isOpen(openChange, now);
      if (!isFinal && !isAboutChange(carried.failure))
        // This attempt was answered and is never applied, so the age of those before it counts.
        return {
          kind: 'unresolved',
          record: { ...taken, attemptAt: record.attemptAt ?? iso(now) },
          failure: carried.failure,
        };
      await takeBack(deps, taken, change, rulesOf(record.binding.app).coolDownSeconds);
      return { kind: 'concluded' };
    }
  }
  return { kind: 'unresolved', record: taken, failure: carried.failure };
};

/** When the last attempt had left at the latest: whoever made it is gone when his lease is over. */
const leftBy = ({ attemptAt }: ActiveRecord, now: Date): Date => {
  const latest = attemptAt === undefined ? now : addSeconds(new Date(attemptAt), LEASE_SECONDS);
  return latest < now ? latest : now;
};

/**
 * As {@link concludeChange}, for a caller who waits for it.
 *
 * @param isUnwanted it is taken back, whomever it brings
 * @returns the binding afterwards, without that change
 * @throws {AppError} what leaves the change open; `binding-in-progress` where somebody else was faster and could not conclude it
 *   either; `party-blocked` where the platform cannot take it back.
 */
export const finishChange = async (
  deps: ChangeDeps,
  record: ActiveRecord,
  isUnwanted = false,
): Promise<BindingRecord | undefined> => {
  const { bindings, clock } = deps;
  const concluded = await concludeChange(deps, record, isUnwanted);
  if (concluded.kind !== 'unresolved') {
    const current = await bindings.get(record.binding.bindingId);
    if (current?.change !== undefined) throw inProgress(leaseSeconds(current, clock()));
    return current;
  }
  await bindings.replace(concluded.record, leaseEnded(concluded.record, clock()));
  throw concluded.failure === notOfferedBack
    ? platformError(notOfferedBack)
    : openOutcomeError(concluded.failure);
};
