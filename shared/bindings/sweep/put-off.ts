import type { Clock } from '../../kernel/clock.ts';
import { type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import { postponed } from '../lifecycle/due-at.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingRecord, BindingStore, RecordContent } from '../model/binding-store.ts';

/**
 * Puts a due binding off after a look that failed: later and later, and not before the platform allows the next call.
 *
 * @param failure absent for a fault of ours
 * @returns `skipped` when somebody else has written the binding meanwhile: it is his then
 * @throws {AppError} `store-unavailable`.
 */
export const putOff = async (
  { bindings, clock }: Readonly<{ bindings: BindingStore; clock: Clock }>,
  record: BindingRecord,
  failure?: PlatformFailure,
): Promise<'postponed' | 'skipped'> => {
  const stored = await bindings.replace(record, putOffRecord(record, clock(), failure));
  return stored === undefined ? 'skipped' : 'postponed';
};

/** The record of a binding that is put off. */
export const putOffRecord = <Some extends Binding>(
  record: BindingRecord<Some>,
  now: Date,
  failure?: PlatformFailure,
): RecordContent<Some> => postponed(record, now, failure && platformError(failure).retryAfterSeconds);

/** The tries after which an end counts as stuck: with their waits the first of them was an hour ago. */
const STUCK_AFTER_TRIES = 6;

/** Tells of an end that does not come about with every further try, so once an hour at least. */
export const tellStuck = (
  { logger }: Readonly<{ logger: Logger }>,
  { binding: { bindingId, app }, sweepAttempts = 0 }: BindingRecord,
  failure: PlatformFailure,
): void => {
  if (sweepAttempts < STUCK_AFTER_TRIES) return;
  logger.error('binding-end-stuck', {
    bindingId,
    app,
    tries: sweepAttempts + 1,
    code: platformError(failure).code,
  });
  logger.metrics({ bindingEndsStuck: 1 });
};
