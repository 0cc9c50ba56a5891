import type { Clock } from '../../kernel/clock.ts';
import { AppError, hasCode } from '../../kernel/errors.ts';
import { type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { AllocationRules } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { changedBinding, expired, failed, postponed, released, releasing } from '../model/lifecycle.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { pairKey } from '../model/pair-key.ts';
import type { RequestLockStore } from '../model/request-lock-store.ts';

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
 * The ends of a binding. Each leaves the reservations first, then notes the end, then drops the lock of the pair: a crash in
 * between leaves a binding that is still due, never a reservation that nobody will ever leave.
 */
export type EndBinding = Readonly<{
  /** The platform surely does not have it. */
  asFailed(record: BindingRecord): Promise<Binding>;
  /** The platform's own timer ended it. */
  asExpired(record: BindingRecord): Promise<Binding>;
  /**
   * Ends it at the platform, by its subscription id. The binding is `releasing` before the platform is asked.
   * `refusedByAccount` when arrears stop the unbind: the sweeper will do it.
   *
   * @throws {AppError} when the platform gave no answer or refused for another reason; the sweeper retries.
   */
  release(record: BindingRecord): Promise<Readonly<{ kind: 'ended' | 'refusedByAccount'; binding: Binding }>>;
  /**
   * As `release`, for one whose end has begun: asked for (`released`) or come by time (`expired`). A failure is a value:
   * the sweeper goes on with the next one.
   */
  finish(
    record: BindingRecord,
    as?: 'released' | 'expired',
  ): Promise<Readonly<{ kind: 'ended'; binding: Binding }> | PlatformFailure>;
}>;

const changed = () =>
  new AppError('version-conflict', 'the binding was changed by another request at the same time');

export const createEndBinding = (deps: Deps): EndBinding => {
  const { bindings, locks, reservations, platformOf, rulesOf, lookup, clock } = deps;

  const conclude = async (
    record: BindingRecord,
    coolDownSeconds: number,
    end: Omit<BindingRecord, 'revision'>,
  ): Promise<Binding> => {
    await reservations.releaseAll(record.binding, clock(), coolDownSeconds);
    if (record.change !== undefined)
      await reservations.releaseAll(changedBinding(record.binding, record.change), clock(), coolDownSeconds);
    const stored = await bindings.replace(record, end);
    if (stored === undefined) throw changed();
    await locks.drop(pairKey(lookup, stored.binding), stored.binding.bindingId);
    return stored.binding;
  };

  const coolDown = (record: BindingRecord) => rulesOf(record.binding.app).coolDownSeconds;

  /** X mode has nothing at the platform; every other live binding has a subscription id. */
  const unbind = async ({ app, mode, subscriptionId }: Binding): Promise<PlatformFailure | undefined> => {
    if (rulesOfMode(mode).endedBy === 'clock') return undefined;
    if (subscriptionId === undefined)
      throw new AppError('internal-error', 'a live binding has no subscription id');
    const result = await platformOf(app).unbind(subscriptionId);
    return result.kind === 'ok' ? undefined : result;
  };

  const finish: EndBinding['finish'] = async (record, as = 'released') => {
    const failure = await unbind(record.binding);
    if (failure !== undefined) return failure;
    const end = as === 'released' ? released(record, clock()) : expired(record);
    return { kind: 'ended', binding: await conclude(record, coolDown(record), end) };
  };

  return {
    asFailed: (record) => conclude(record, 0, failed(record, clock())),
    asExpired: (record) => conclude(record, coolDown(record), expired(record)),
    finish,

    async release(record) {
      const begun = await bindings.replace(record, releasing(record, clock()));
      if (begun === undefined) throw changed();
      const result = await finish(begun);
      if (result.kind === 'ended') return result;
      const error = platformError(result);
      const waiting = await bindings.replace(begun, postponed(begun, clock(), error.retryAfterSeconds));
      if (!hasCode(error, 'account-suspended')) throw error;
      return { kind: 'refusedByAccount', binding: (waiting ?? begun).binding };
    },
  };
};
