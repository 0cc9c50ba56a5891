import { iso, secondsUntil } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import { mayStillApply, type NotOffered, type PlatformFailure } from '../../kernel/platform-outcome.ts';
import { refuseMoreForBlocked } from '../blocks/refuse-more.ts';
import { type ActiveBinding, callbackNumberOf } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { isOpen, type OpenChange, withOpenChange } from '../model/open-request.ts';
import { type ChangeDeps, lookForIt } from './carry-out-change.ts';
import { SHORTEST_LIFE_SECONDS, setAgain } from './confirm-change.ts';
import { takeBack } from './take-back.ts';

type ActiveRecord = BindingRecord<ActiveBinding>;

/** A binding of AXE that never had a call-back number or tone: the platform has no way to take one away. */
export const notOfferedBack: NotOffered = {
  kind: 'not-offered',
  detail: 'a change that brings a blocked person cannot be taken back: callback.number',
  problem: 'party-blocked',
};

/**
 * The change as it may be carried out by now, `undefined` where it may not, because of a person who is blocked. A life that was to be
 * shorter counts from each attempt, so late it would be longer: such a one keeps the end that was asked for.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const withoutMoreForBlocked = async (
  deps: Pick<ChangeDeps, 'readBlocks' | 'clock'>,
  record: ActiveRecord,
  change: BindingChange,
): Promise<BindingChange | undefined> => {
  if (!(await givesMoreToBlocked(deps, record, change))) return change;
  const { ttlSeconds } = change;
  if (!ttlSeconds) return undefined;
  const now = deps.clock();
  const passed = secondsUntil(iso(now), new Date(record.attemptAt ?? now));
  const asAsked = { ...change, ttlSeconds: Math.max(SHORTEST_LIFE_SECONDS, ttlSeconds - passed) };
  return (await givesMoreToBlocked(deps, record, asAsked)) ? undefined : asAsked;
};

const givesMoreToBlocked = async (
  { readBlocks, clock }: Pick<ChangeDeps, 'readBlocks' | 'clock'>,
  { binding }: ActiveRecord,
  change: BindingChange,
): Promise<boolean> => {
  try {
    await refuseMoreForBlocked(readBlocks, binding, change, clock());
    return false;
  } catch (error) {
    if (hasCode(error, 'party-blocked')) return true;
    throw error;
  }
};

/**
 * Takes back a change that nobody answered: the platform may have applied it, so the values of before are set there once more, and the
 * newcomers keep their reservations until that is confirmed. An attempt that may be applied even later is left to those who set
 * the values again.
 *
 * @param taken the record under our lease, whose open change has what the attempts may still do
 * @throws {AppError} `store-unavailable`.
 */
export const withdrawChange = async (
  deps: ChangeDeps,
  taken: ActiveRecord,
  change: BindingChange,
): Promise<
  | Readonly<{ kind: 'concluded' | 'lost-race' }>
  | Readonly<{ kind: 'unresolved'; record: ActiveRecord; failure: PlatformFailure }>
> => {
  const { rulesOf, clock } = deps;
  const { binding, openChange } = taken;
  const { coolDownSeconds } = rulesOf(binding.app);
  if (binding.subscriptionId === undefined || openChange === undefined) {
    await takeBack(deps, taken, change, coolDownSeconds);
    return { kind: 'concluded' };
  }
  if (callbackNumberOf(change) !== undefined && binding.terms.callback === undefined)
    return { kind: 'unresolved', record: taken, failure: notOfferedBack };
  const askedAt = clock();
  const set = await setAgain(deps, binding, openChange);
  if (set.kind !== 'ok') return { kind: 'unresolved', record: taken, failure: set };
  if (set.value === 'not-found') {
    const looked = await lookForIt(deps, { ...taken, binding });
    if (looked.kind === 'unresolved') return { ...looked, record: taken };
    return { kind: looked.kind === 'gone' ? 'concluded' : 'lost-race' };
  }
  const y = typeof set.value === 'object' ? { y: set.value.y } : {};
  const isLate = mayStillApply(set);
  const left = { ...leftOpen(deps, taken, openChange, isLate, askedAt), binding: { ...binding, ...y } };
  await takeBack(deps, left, change, coolDownSeconds);
  return { kind: 'concluded' };
};

/** The record with what may still be applied over the values that were set at that moment. */
const leftOpen = (
  { clock, latestSeconds }: ChangeDeps,
  { openChange: _open, ...record }: ActiveRecord,
  open: OpenChange,
  isLate: boolean,
  askedAt: Date,
): ActiveRecord => {
  const openChange = isLate ? withOpenChange(open, open.fields, clock(), latestSeconds) : open;
  return isOpen(openChange, askedAt) ? { ...record, openChange } : record;
};
