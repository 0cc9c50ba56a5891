import type { Clock } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import { openOutcomeError, type PlatformFailure, requestError } from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { isAdoption } from '../lifecycle/adoption.ts';
import { NEXT_SWEEP_SECONDS } from '../lifecycle/due-at.ts';
import { isLeased, leaseSeconds } from '../lifecycle/lease.ts';
import type { Binding, End, PendingBinding, ReleasingBinding } from '../model/binding.ts';
import { inProgress, unknownBinding } from '../model/binding-errors.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';
import type { RequestLocks } from '../model/request-lock-store.ts';
import { halfMoved, isMadeFor, isOfMove, madeInPlaceOf } from '../move/half-moved.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  locks: RequestLocks;
  lookup: LookupKeys;
  end: EndBinding;
  resolve: ResolvePending;
  /** Whether bindings of an app are moved when their number is lost. */
  mayMove: (app: string) => boolean;
  clock: Clock;
}>;

/**
 * `ended`: nothing of it is left at the platform. `accepted`: the account's state stops the unbind; it will be done. `spared`: it is not
 * what it was judged by any more, and not meant as it is now.
 */
export type Release = Readonly<{ kind: 'ended' | 'accepted' | 'spared'; binding: Binding }>;

/** Judges anew whether a live binding is meant that was written since it was judged. */
export type IsStillMeant = (record: BindingRecord) => Promise<boolean>;

/** The most tries while several requests end the binding and another one is faster. */
const TRIES = 4;

/**
 * Ends a binding, whatever state it is in, and the one that took its place when its number was lost, or in whose place it is being
 * put. Repeating is safe and answers the same.
 *
 * @param end who ends it, and why; of several the first one stays
 * @param known a record read a moment ago, which saves reading a live binding: its end begins only if it is as it was
 * @param isMeant asked for every other record before its end begins; absent: the binding is meant, whatever it is by now
 * @throws {AppError} `not-found`; `binding-in-progress` while it is being made or adopted; what stopped the platform's answer, after
 *   which the binding is `releasing` and the sweeper goes on.
 */
export const createReleaseBinding =
  (deps: Deps) =>
  async (
    bindingId: string,
    end: End,
    known?: BindingRecord,
    isMeant: IsStillMeant = async () => true,
  ): Promise<Release> => {
    const release = await releaseOne(deps, bindingId, end, { known, isMeant });
    const { replacedBy } = release.binding;
    if (replacedBy === undefined) return withMade(deps, release, end, isMeant);
    // A caller who knows it by this id means what took its place, which may have been moved again.
    const { kind } = await createReleaseBinding(deps)(replacedBy, end, undefined, isMeant);
    return kind === 'ended' ? release : { ...release, kind };
  };

/** The one that was made in its place ends with it, and not only when the sweeper comes, where its mover is gone. */
const withMade = async (deps: Deps, release: Release, end: End, isMeant: IsStillMeant): Promise<Release> => {
  const { app, bindingId } = release.binding;
  if (release.kind === 'spared' || !deps.mayMove(app)) return release;
  const made = await madeInPlaceOf(deps, bindingId);
  if (made === undefined) return release;
  const isMade: IsStillMeant = async (now) => isMadeFor(now, bindingId) && (await isMeant(now));
  const { kind } = await createReleaseBinding(deps)(made.binding.bindingId, end, undefined, isMade);
  return kind === 'accepted' ? { ...release, kind } : release;
};

const releaseOne = async (
  deps: Deps,
  bindingId: string,
  end: End,
  { known, isMeant }: Readonly<{ known: BindingRecord | undefined; isMeant: IsStillMeant }>,
): Promise<Release> => {
  let judged = known?.binding.status === 'active' ? known : undefined;
  for (let triesLeft = TRIES; triesLeft > 0; triesLeft -= 1) {
    const record = judged ?? (await existing(deps, bindingId));
    const { binding } = record;
    if (record !== judged && isToBegin(binding) && !(await isMeant(record)))
      return { kind: 'spared', binding };
    const result = await stepUnlessChanged(deps, record, end, isMeant);
    if (result !== undefined) return result;
    judged = undefined;
  }
  throw inProgress();
};

/** True for a binding whose end has not begun. */
const isToBegin = ({ status }: Binding): boolean => status === 'pending' || status === 'active';

const existing = async ({ bindings }: Deps, bindingId: string): Promise<BindingRecord> => {
  const record = await bindings.get(bindingId);
  if (record === undefined) throw unknownBinding();
  return record;
};

/** `undefined`: look again, also because another request was faster. */
const stepUnlessChanged = async (
  deps: Deps,
  record: BindingRecord,
  end: End,
  isMeant: IsStillMeant,
): Promise<Release | undefined> => {
  try {
    return await step(deps, record, end, isMeant);
  } catch (error) {
    if (!hasCode(error, 'version-conflict')) throw error;
    return undefined;
  }
};

/** `undefined`: look again. */
const step = async (
  deps: Deps,
  record: BindingRecord,
  end: End,
  isMeant: IsStillMeant,
): Promise<Release | undefined> => {
  const old = await halfMoved(deps.bindings, record);
  if (old !== undefined) await createReleaseBinding(deps)(old, end, undefined, isMeantOf(record, isMeant));
  if (hasStatus(record, 'pending')) return resolveFirst(deps, record, end);
  if (hasStatus(record, 'active')) return released(await deps.end.release(record, end));
  if (hasStatus(record, 'releasing')) return finishAgain(deps, record);
  return { kind: 'ended', binding: record.binding };
};

/** An old one that is given to other people before its end begins is theirs. */
const isMeantOf =
  (made: BindingRecord, isMeant: IsStillMeant): IsStillMeant =>
  async (old) =>
    isOfMove(old.binding, made) && (await isMeant(old));

const resolveFirst = async (
  { resolve, clock }: Deps,
  record: BindingRecord<PendingBinding>,
  end: End,
): Promise<Release | undefined> => {
  if (isLeased(record, clock())) throw inProgress(leaseSeconds(record, clock()));
  // The binding at the platform is not ours yet, and would be told as ended: the sweeper gives it up.
  if (isAdoption(record)) throw inProgress(NEXT_SWEEP_SECONDS);
  // The wish is kept: what turns up after this answer is taken away.
  const { binding } = record;
  const resolved = await resolve({ ...record, endWanted: true, binding: { ...binding, end } });
  if (resolved.kind === 'open') throw inProgress(openSeconds(resolved.openBind, clock()));
  if (resolved.kind !== 'unresolved') return undefined;
  // It was there, and its end has begun.
  if (hasStatus(resolved.record, 'releasing')) return accepted(resolved.record.binding, resolved.failure);
  throw openOutcomeError(resolved.failure);
};

/** Unbinding by subscription id twice is harmless, so a second request need not wait for the first. */
const finishAgain = async ({ end }: Deps, record: BindingRecord<ReleasingBinding>): Promise<Release> => {
  const result = await end.finish(record);
  if (result.kind === 'ended') return result;
  return accepted(record.binding, result);
};

/** The sweeper does what the account's state stops; other failures are the caller's to know. */
const accepted = (binding: Binding, failure: PlatformFailure): Release => {
  const error = requestError(failure);
  if (hasCode(error, 'account-suspended')) return { kind: 'accepted', binding };
  throw error;
};

const released = ({ kind, binding }: Awaited<ReturnType<EndBinding['release']>>): Release => ({
  kind: kind === 'ended' ? 'ended' : 'accepted',
  binding,
});
