import { AppError, type ErrorCode, hasCode } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import type { AttemptBind } from '../bind/attempt-bind.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import { type ReadBlocks, refuseBlocked } from '../blocks/read-blocks.ts';
import { callbackNumberOf } from '../model/binding.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { isDown } from '../queue/queue-bind.ts';
import { type QueuedBinding, requestOf } from '../queue/queued-bind.ts';

export type TryQueuedDeps = Readonly<{
  bindings: Pick<BindingStore, 'get'>;
  attempt: Pick<AttemptBind, 'resume'>;
  resolve: ResolvePending;
  readBlocks: ReadBlocks;
  platformOf: (app: string) => BindingPlatform;
  /** Whether the platform was found to be down for an app in this run: the answers to one bind alone say nothing of it. */
  isDown: (app: string) => boolean;
  /** Whether the last bind of an app in this run had an answer, and the last call too. */
  isAnswering: (app: string) => boolean;
  logger: Logger;
}>;

/**
 * Tries a bind that waits in the queue once more, on the terms that its caller was promised. `recovered`: it is made. `failed`: it never
 * will be. `postponed`: it waits on, because the platform is still down, or nobody knows yet what becomes of it. `skipped`: nothing was
 * done, because the platform is down for its app, this run tried it before, or somebody else works on it. `later`: another one of its app
 * is tried, and nobody knows yet whether the platform answers.
 *
 * @throws {AppError} `store-unavailable` and other faults of ours.
 */
export type TryQueued = (
  record: QueuedBinding,
) => Promise<'recovered' | 'failed' | 'postponed' | 'skipped' | 'later'>;

/**
 * For one run, which tries each once; while the platform is down for an app its binds wait for the next run, as they are. Until the
 * platform answers a bind of an app they are tried one by one: each that gets no answer is in doubt from then on.
 */
export const createTryQueued = (deps: TryQueuedDeps): TryQueued => {
  const tried = new Set<string>();
  const alone = new Set<string>();
  return async (record) => {
    const { app, bindingId } = record.binding;
    if (deps.isDown(app) || tried.has(bindingId)) return 'skipped';
    const isAlone = !deps.isAnswering(app);
    if (isAlone && alone.has(app)) return 'later';
    tried.add(bindingId);
    if (!isAlone) return tryOne(deps, record);
    alone.add(app);
    try {
      return await tryOne(deps, record);
    } finally {
      alone.delete(app);
    }
  };
};

const tryOne = async (deps: TryQueuedDeps, record: QueuedBinding): ReturnType<TryQueued> => {
  const { attempt, bindings, platformOf, logger } = deps;
  const { app, bindingId, mode } = record.binding;
  try {
    // Of an app that is not configured nothing can be sent, so the record must not say that something was.
    platformOf(app);
    await refuseWhoIsBlocked(deps, record);
    const binding = await attempt.resume(record, requestOf(record));
    if (binding.status === 'pending') return 'postponed';
    logger.info('queued-bind-made', { app, bindingId, mode });
    return 'recovered';
  } catch (error) {
    if (hasCode(error, 'party-blocked')) return giveUp(deps, record);
    if (hasCode(error, 'binding-in-progress')) return 'skipped';
    // Its time in the queue has passed meanwhile.
    if (isDown(error)) return 'postponed';
    const left = await bindings.get(bindingId);
    if (left?.binding.status !== 'failed' || !(error instanceof AppError)) throw error;
    tellNotMade(logger, record, error.code);
    return 'failed';
  }
};

/** A person was blocked since: nobody is bound any more, and what may have come of an earlier attempt is taken away. */
const giveUp = async (
  { resolve, logger }: TryQueuedDeps,
  record: QueuedBinding,
): Promise<'failed' | 'skipped'> => {
  const { binding } = record;
  const { kind } = await resolve({
    ...record,
    endWanted: true,
    binding: { ...binding, end: { why: 'blocked' } },
  });
  if (kind !== 'failed') return 'skipped';
  tellNotMade(logger, record, 'party-blocked');
  return 'failed';
};

const refuseWhoIsBlocked = async (
  { readBlocks }: TryQueuedDeps,
  { binding }: QueuedBinding,
): Promise<void> => {
  const { app, a, b, terms } = binding;
  const blockedIn = await readBlocks({ a, b, 'callback.number': callbackNumberOf(terms) }, [app]);
  refuseBlocked(blockedIn(app));
};

/** Tells that a bind which was to wait in the queue was not made, and why. */
const tellNotMade = (
  logger: Logger,
  { binding: { app, bindingId, mode } }: BindingRecord,
  because: ErrorCode,
): void => {
  logger.warn('queued-bind-not-made', { app, bindingId, mode, because });
  logger.metrics({ queuedBindsNotMade: 1 });
};

/** Tells it of one that failed in the end, where it waited in vain or somebody was blocked since; one that a caller ended needs no word. */
export const tellInVain = (logger: Logger, record: BindingRecord): void => {
  const { by, why } = record.binding.end ?? {};
  if (record.queued === undefined) return;
  if (record.endWanted !== true) tellNotMade(logger, record, 'platform-unavailable');
  else if (by === undefined && why === 'blocked') tellNotMade(logger, record, 'party-blocked');
};
