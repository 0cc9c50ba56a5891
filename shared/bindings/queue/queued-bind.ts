import { iso } from '../../kernel/clock.ts';
import type { PendingBinding } from '../model/binding.ts';
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

/** The request of a bind in the queue, as its caller sent it. */
export const requestOf = ({ binding, queued }: QueuedBinding): BindingRequest => {
  const { app, mode, a, b, reference, terms } = binding;
  const { x, extension, areaCode, areaMatch } = queued;
  return { app, mode, a, b, x, extension, areaCode, areaMatch, reference, terms };
};
