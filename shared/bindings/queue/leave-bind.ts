import { type AppError, hasCode } from '../../kernel/errors.ts';
import { openOutcomeError, type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { leaseEnded } from '../lifecycle/lease.ts';
import type { Binding, PendingBinding } from '../model/binding.ts';
import { notCertainYet } from '../model/binding-errors.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { isRepeatSafe } from '../model/mode-rules.ts';
import { lastSent, type OpenBind, openSeconds } from '../model/open-request.ts';
import { type QueueBindDeps, queueBind } from './queue-bind.ts';

/** The dependencies of leaving a bind that failed. */
export type LeaveBindDeps = QueueBindDeps &
  Readonly<{
    end: EndBinding;
    /** How long after it left a request without an answer may still be applied. */
    latestSeconds: number;
  }>;

/**
 * Ends a pending binding that the platform surely does not have.
 *
 * @throws {AppError} the given one, always; `store-unavailable`.
 */
export const giveUp = async (
  { end }: LeaveBindDeps,
  record: BindingRecord<PendingBinding>,
  error: AppError,
): Promise<never> => {
  try {
    await end.asFailed(record);
  } catch (conflict) {
    // Somebody else resolved it meanwhile; the platform's answer to us is still the caller's answer.
    if (!hasCode(conflict, 'version-conflict')) throw conflict;
  }
  throw error;
};

/**
 * Leaves a bind of which the platform has nothing, because it refused it or was not asked: in the queue, or as failed.
 *
 * @throws {AppError} the failure, where it is not for the queue; `binding-in-progress`, `store-unavailable`.
 */
export const queueOrGiveUp = async (
  deps: LeaveBindDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
  failure: PlatformFailure,
): Promise<Binding> => {
  const { openBind: _answered, ...left } = record;
  const error = platformError(failure);
  // One that was not asked was not refused: with a gate that cannot be read either.
  const mayWaitOn = failure.kind === 'held-back';
  return (await queueBind(deps, { record, left, request, error, mayWaitOn })) ?? giveUp(deps, record, error);
};

/**
 * A bind of which nobody knows yet what becomes. `openBind`: the former request that may be applied, where this try sent none.
 * `attemptAt`: when this try asked, where it can only have been that one.
 */
export type OpenOutcome = Readonly<{ failure: PlatformFailure; openBind?: OpenBind; attemptAt?: string }>;

/**
 * Leaves a bind pending that may still come: a repeat helps at once where it cannot double the binding, and elsewhere when that is
 * certain. In the queue it is tried again by itself.
 *
 * @throws {AppError} as {@link queueOrGiveUp}.
 */
export const leavePending = async (
  deps: LeaveBindDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
  { failure, openBind: former, ...since }: OpenOutcome,
): Promise<Binding> => {
  const { bindings, clock, latestSeconds } = deps;
  const now = clock();
  const openBind = former ?? (record.openBind && lastSent(record.openBind, now, latestSeconds));
  const left = { ...record, ...since, ...(openBind === undefined ? {} : { openBind }) };
  const error = openOutcomeError(failure);
  const queued = await queueBind(deps, { record, left, request, error, mayWaitOn: true });
  if (queued !== undefined) return queued;
  await bindings.replace(record, leaseEnded(left, now));
  if (isRepeatSafe(record.binding)) throw error;
  throw notCertainYet(error, openSeconds(openBind, now));
};
