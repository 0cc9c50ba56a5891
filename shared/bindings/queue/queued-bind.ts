import { iso } from '../../kernel/clock.ts';
import type { AppError } from '../../kernel/errors.ts';
import { NEXT_SWEEP_SECONDS } from '../lifecycle/due-at.ts';
import { leaseSeconds } from '../lifecycle/lease.ts';
import type { PendingBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, QueuedRequest, RecordContent } from '../model/binding-store.ts';

/** A pending binding that waits in the queue, until its time there is over or somebody wants its end. */
export type QueuedBinding = BindingRecord<PendingBinding> & Readonly<{ queued: QueuedRequest }>;

/** Tells whether a pending binding waits in the queue: its caller was told so, and the sweeper tries it again. */
export const isQueued = (record: BindingRecord<PendingBinding>, now: Date): record is QueuedBinding =>
  record.queued !== undefined &&
  record.endWanted !== true &&
  record.binding.queuedUntil !== undefined &&
  record.binding.queuedUntil > iso(now);

/** True where the platform surely got no bind for it: none left, or each that left was refused. Nothing of it can be there or come. */
export const isUnsent = ({ queued, openBind }: Pick<RecordContent, 'queued' | 'openBind'>): boolean =>
  queued !== undefined && openBind === undefined;

/** `binding-in-progress` of a pending binding: one that waits is tried again with the next run. */
export const notMadeYet = (record: BindingRecord<PendingBinding>, now: Date): AppError =>
  inProgress(isQueued(record, now) ? NEXT_SWEEP_SECONDS : leaseSeconds(record, now));

/** The request of a bind in the queue, as its caller sent it. */
export const requestOf = ({ binding, queued }: QueuedBinding): BindingRequest => {
  const { app, mode, a, b, reference, terms } = binding;
  const { x, extension, areaCode, areaMatch } = queued;
  return { app, mode, a, b, x, extension, areaCode, areaMatch, reference, terms };
};
