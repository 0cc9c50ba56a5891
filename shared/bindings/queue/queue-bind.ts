import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { type AppError, type ErrorCode, hasCode } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import { NEXT_SWEEP_SECONDS } from '../lifecycle/due-at.ts';
import type { PendingBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore, RecordContent } from '../model/binding-store.ts';
import { earliest } from '../model/open-request.ts';

export type QueueBindDeps = Readonly<{
  bindings: BindingStore;
  /** How long a bind of an app waits in the queue at most; `undefined`: the app refuses it. */
  queueSecondsOf: (app: string) => number | undefined;
  logger: Logger;
  clock: Clock;
}>;

/**
 * A bind that failed: its record, what becomes of the record, and what its caller would be told. `mayWaitOn`: one that waits already goes
 * on waiting whatever the error is, because the error does not end it.
 */
export type FailedBind = Readonly<{
  record: BindingRecord<PendingBinding>;
  left: RecordContent<PendingBinding>;
  request: BindingRequest;
  error: AppError;
  mayWaitOn: boolean;
}>;

/** The platform is down for a bind: it does not answer, or nothing may be asked for now. A refusal of the bind itself is none of these. */
const DOWN: readonly ErrorCode[] = ['platform-unavailable', 'platform-throttled', 'platform-locked-out'];

/** True for the failure of a bind that may do later, when the platform answers again. */
export const isDown = (error: unknown): boolean => DOWN.some((code) => hasCode(error, code));

/**
 * Leaves a bind that failed in the queue, where its app wants that and the platform is down: the sweeper tries it again. A binding in
 * the place of another one is none that a caller waits for.
 *
 * @returns the pending binding; `undefined` when it is not for the queue, or its time there is over: nothing was written
 * @throws {AppError} `binding-in-progress` when somebody else resolved it meanwhile; `store-unavailable`.
 */
export const queueBind = async (
  deps: QueueBindDeps,
  { record, left, request, error, mayWaitOn }: FailedBind,
): Promise<PendingBinding | undefined> => {
  const { bindings, clock } = deps;
  const now = clock();
  const isForQueue = isDown(error) || (mayWaitOn && record.queued !== undefined);
  const queuedUntil = isForQueue ? endOfQueue(deps, record.binding, request) : undefined;
  if (queuedUntil === undefined || queuedUntil <= iso(now)) return undefined;
  const { x, extension, areaCode, areaMatch } = request;
  const { sweepAttempts: _attempts, ...content } = left;
  // Not later for a platform that asks for more time: somebody may open the gate before, and while it is shut a try costs no call.
  const again = iso(addSeconds(now, NEXT_SWEEP_SECONDS));
  const stored = await bindings.replace<PendingBinding>(record, {
    ...content,
    binding: { ...left.binding, queuedUntil },
    queued: {
      areaMatch,
      ...(x === undefined ? {} : { x }),
      ...(extension === undefined ? {} : { extension }),
      ...(areaCode === undefined ? {} : { areaCode }),
    },
    leaseUntil: iso(now),
    dueAt: earliest(again, queuedUntil) ?? again,
  });
  if (stored === undefined) throw inProgress();
  if (record.queued === undefined) tellQueued(deps, stored.binding, error);
  return stored.binding;
};

/** A binding is worth nothing when its life would have been over; one that waits already keeps its time. */
const endOfQueue = (
  { queueSecondsOf }: QueueBindDeps,
  { app, createdAt, queuedUntil, terms }: PendingBinding,
  { inPlaceOf }: BindingRequest,
): string | undefined => {
  if (inPlaceOf !== undefined) return undefined;
  if (queuedUntil !== undefined) return queuedUntil;
  const seconds = queueSecondsOf(app);
  if (seconds === undefined) return undefined;
  return iso(addSeconds(new Date(createdAt), Math.min(seconds, terms.ttlSeconds ?? seconds)));
};

const tellQueued = (
  { logger }: QueueBindDeps,
  { app, bindingId, mode, queuedUntil }: PendingBinding,
  { code }: AppError,
): void => {
  logger.warn('bind-queued', { app, bindingId, mode, queuedUntil, because: code });
  logger.metrics({ bindsQueued: 1 }, { app });
};
