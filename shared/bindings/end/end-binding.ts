import type { Clock } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import { type PlatformFailure, requestError } from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { BindLimit } from '../bind-limit/bind-limit.ts';
import { changedBinding } from '../lifecycle/changed-binding.ts';
import { LOOK_MARGIN_SECONDS, postponed } from '../lifecycle/due-at.ts';
import { expired, failed, newcomersReleased, released, releasing } from '../lifecycle/lifecycle.ts';
import type { ActiveBinding, Binding, End, PendingBinding, ReleasingBinding } from '../model/binding.ts';
import { changedMeanwhile } from '../model/binding-errors.ts';
import type { BindingChange, BindingPlatform } from '../model/binding-platform.ts';
import type { AllocationRules } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore, RecordContent } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';
import { pairPlace } from '../model/pair-key.ts';
import type { RequestLocks } from '../model/request-lock-store.ts';
import type { RestsFor } from '../model/reservation-store.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  locks: RequestLocks;
  reservations: Reservations;
  platformOf: (app: string) => BindingPlatform;
  /** Beside the work before the next call of an app. Never throws. */
  readGateAhead: (app: string) => Promise<void>;
  rulesOf: (app: string) => AllocationRules;
  limit: Pick<BindLimit, 'uncount'>;
  lookup: LookupKeys;
  clock: Clock;
}>;

/**
 * The ends of a binding. Each releases the reservations first, all at once, and then records the end and drops the lock of
 * the pair: a crash in between leaves a binding that is still due, never a reservation that nobody will ever release. The
 * lock keeps nobody out any more by then, because a bind takes over that of a binding that is not live. Where a
 * change of the parties was under way the ended binding stays due: its new parties are released once more.
 */
export type EndBinding = Readonly<{
  /** The platform surely does not have it. It counts for its people no more; a crash before that leaves them one bind too many. */
  asFailed(record: BindingRecord<PendingBinding>): Promise<Binding>;
  /** The platform's own timer ended it. */
  asExpired(record: BindingRecord<ActiveBinding>): Promise<Binding>;
  /**
   * Ends it at the platform, by its subscription id. The binding is `releasing` before the platform is asked.
   * `refusedByAccount` when arrears stop the unbind, or may do so: the sweeper will do it. `end` says who ends it and why.
   *
   * @throws {AppError} when the platform gave no answer or refused for another reason; the sweeper retries.
   */
  release(
    record: BindingRecord<ActiveBinding>,
    end: End,
  ): Promise<Readonly<{ kind: 'ended' | 'refusedByAccount'; binding: Binding }>>;
  /**
   * As `release`, for a binding whose end has begun: asked for (`released`) or come by time (`expired`). A failure is a
   * value: the sweeper goes on with the next binding.
   */
  finish(
    record: BindingRecord<ActiveBinding | ReleasingBinding>,
    as?: 'released' | 'expired',
  ): Promise<Readonly<{ kind: 'ended'; binding: Binding }> | PlatformFailure>;
  /**
   * Releases X once more for the new parties of a change that an end overtook, when whoever made the change is surely gone.
   * Nothing else of an ended binding changes; doing it twice is harmless.
   */
  releaseNewcomers(record: BindingRecord, change: BindingChange): Promise<void>;
}>;

export const createEndBinding = (deps: Deps): EndBinding => ({
  async asFailed(record) {
    const end = await conclude(deps, record, NO_REST, failed(record, deps.clock()));
    await deps.limit.uncount(end);
    return end;
  },
  asExpired: (record) => conclude(deps, record, restOf(deps, record), expired(record, deps.clock())),
  finish: (record, as = 'released') => finish(deps, record, as),

  async release(record, end) {
    const { bindings, readGateAhead, clock } = deps;
    const [begun] = await Promise.all([
      bindings.replace(record, releasing(record, end, clock())),
      readGateAhead(record.binding.app),
    ]);
    if (begun === undefined) throw changedMeanwhile();
    const result = await finish(deps, begun, 'released');
    if (result.kind === 'ended') return result;
    const error = requestError(result);
    const waiting = await bindings.replace(begun, postponed(begun, clock(), error.retryAfterSeconds));
    if (!hasCode(error, 'account-suspended')) throw error;
    return { kind: 'refusedByAccount', binding: (waiting ?? begun).binding };
  },

  async releaseNewcomers(record, change) {
    const { bindings, reservations, clock } = deps;
    const next = changedBinding(record.binding, change);
    // The change never came to be: its new parties are the former ones here, and those of the binding stay.
    await reservations.releaseFormer(next, record.binding, clock(), coolDown(deps, record));
    if ((await bindings.replace(record, newcomersReleased(record, clock()))) === undefined)
      throw changedMeanwhile();
  },
});

const finish = async (
  deps: Deps,
  record: BindingRecord<ActiveBinding | ReleasingBinding>,
  as: 'released' | 'expired',
): ReturnType<EndBinding['finish']> => {
  const failure = await unbind(deps, record.binding);
  if (failure !== undefined) return failure;
  const now = deps.clock();
  const end = as === 'released' ? released(record, now) : expired(record, now);
  return { kind: 'ended', binding: await conclude(deps, record, restOf(deps, record), end) };
};

/** X mode has nothing at the platform. */
const unbind = async (
  { platformOf }: Deps,
  { app, subscriptionId }: ActiveBinding | ReleasingBinding,
): Promise<PlatformFailure | undefined> => {
  if (subscriptionId === undefined) return undefined;
  const result = await platformOf(app).unbind(subscriptionId);
  return result.kind === 'ok' ? undefined : result;
};

const conclude = async (
  { bindings, locks, reservations, lookup, clock }: Deps,
  record: BindingRecord,
  { coolDownSeconds, restsFor }: Rest,
  end: RecordContent,
): Promise<Binding> => {
  const { binding, change, mayHoldElsewhere } = record;
  const next = change && changedBinding(binding, change);
  await reservations.releaseAll({ ...binding, next, mayHoldElsewhere }, clock(), coolDownSeconds, restsFor);
  const [stored] = await Promise.all([
    bindings.replace(record, end),
    locks.drop(pairPlace(lookup, binding), binding.bindingId),
  ]);
  if (stored === undefined) throw changedMeanwhile();
  return stored.binding;
};

/** How the numbers of a binding rest after its end. */
type Rest = Readonly<{ coolDownSeconds: number; restsFor: RestsFor }>;

/** The platform never had it. */
const NO_REST: Rest = { coolDownSeconds: 0, restsFor: 'others' };

/** A bind or a change of the parties without an answer leaves in doubt who may be on X: not even the same pair gets it back early. */
const restOf = (deps: Deps, record: BindingRecord): Rest => {
  const { change, openBind } = record;
  const inDoubt = openBind !== undefined || change?.a !== undefined || change?.b !== undefined;
  return { coolDownSeconds: coolDown(deps, record), restsFor: inDoubt ? 'all' : 'others' };
};

/** While a bind of these parties may still be applied, or may be there and not taken away yet, nobody else gets their X. */
const coolDown = ({ rulesOf, clock }: Deps, { binding, openBind }: BindingRecord): number => {
  const open = openBind === undefined ? 0 : openSeconds(openBind, clock()) + LOOK_MARGIN_SECONDS;
  return Math.max(rulesOf(binding.app).coolDownSeconds, open);
};
