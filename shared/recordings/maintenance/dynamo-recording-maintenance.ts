import * as v from 'valibot';
import { shardOf } from '../../calls/call-id.ts';
import { dueKey } from '../../calls/due-key.ts';
import { type AuditOptions, auditItem } from '../../calls/dynamo/audit-item.ts';
import type { RecordingState } from '../../calls/recording-state.ts';
import { iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import { type CdrRetention, endOfCdr } from '../store/cdr-end.ts';
import { DUE_INDEX, itemKey, LOST_SHARD, workKey } from '../store/dynamo-recording-work.ts';
import { RECORDING_PARTITIONS } from '../store/partitions.ts';
import type { WorkKey } from '../store/recording-work.ts';
import type { MarkedErased, RecordingMaintenance, Reopened } from './recording-maintenance.ts';

const LostEntry = v.object({ pk: v.string(), sk: v.string(), dueAt: v.string() });
const Marked = v.object({
  receivedAt: v.string(),
  leaseUntil: v.optional(v.string()),
  ttl: v.optional(v.number()),
  endAtReceipt: v.optional(v.number()),
});

type Options = AuditOptions &
  Readonly<{ documents: Documents; table: string; retention: Pick<CdrRetention, 'callRetentionDays'> }>;

/** Operators' changes to the CDR items of the calls table, and the audit beside them. */
export const createDynamoRecordingMaintenance = (options: Options): RecordingMaintenance => ({
  async reopen(key, seen, now) {
    const { written } = await options.documents.update({
      purpose: 'reopening the recording',
      table: options.table,
      key: itemKey(key),
      ...reopening(key, seen, now),
    });
    if (written) return 'due-now';
    return seen.status === 'pending' ? 'in-hand' : ('changed' satisfies Reopened);
  },

  markErased: (key, now) => markErased(options, key, now),

  async forgetObject(key, end) {
    await options.documents.update({
      purpose: 'forgetting the erased object',
      table: options.table,
      key: itemKey(key),
      change: 'SET #ttl = :ttl REMOVE objectKey, sha256, sizeBytes, leaseUntil',
      condition: 'reason = :erased',
      names: { '#ttl': 'ttl' },
      values: { ':erased': 'erased', ':ttl': end },
    });
  },

  lost: (limit) => listLost(options, limit),

  async persistOrder({ callId, action, operator, at }) {
    const item = auditItem(callId, options, { action, operator, at });
    await options.documents.put({ purpose: 'persisting the order', table: options.table, item });
  },
});

const markErased = async (
  { documents, table, retention }: Options,
  key: WorkKey,
  now: Date,
): Promise<MarkedErased | undefined> => {
  const outcome = await documents.update({
    purpose: 'erasing the recording',
    table,
    key: itemKey(key),
    change:
      'SET recordingStatus = :lost, reason = :erased, erasedAt = :now REMOVE dueShard, dueAt, leaseToken, replaces, archivedAt, recordingNotes',
    condition: 'attribute_exists(pk)',
    values: { ':lost': 'lost', ':erased': 'erased', ':now': iso(now) },
    returnItem: true,
  });
  if (!outcome.written) return undefined;
  // The lease's end outlives its token: whoever had it cannot record a result any more, but may still be uploading.
  const { leaseUntil, ...cdr } = v.parse(Marked, outcome.item);
  const isBusy = leaseUntil !== undefined && leaseUntil > iso(now);
  return { busyUntil: isBusy ? leaseUntil : undefined, end: endOfCdr(cdr, retention) };
};

/** The lost recordings with the latest deadlines, at most `limit`. @throws {AppError} `store-unavailable`. */
export const listLost = async ({ documents, table }: Pick<Options, 'documents' | 'table'>, limit: number) => {
  const { items } = await documents.query({
    purpose: 'listing lost recordings',
    table,
    index: DUE_INDEX,
    where: 'dueShard = :lost',
    values: { ':lost': LOST_SHARD },
    descending: true,
    limit,
  });
  return items.map((item) => {
    const { dueAt, ...keys } = v.parse(LostEntry, item);
    return { key: workKey(keys), deadlineAt: dueAt };
  });
};

/** A pending recording is left alone while an archiver has it; any other must still be what it was seen to be. */
const reopening = ({ callId }: WorkKey, { status, deadlineAt }: RecordingState, now: Date) => {
  const due = { ':due': dueKey({ dueAt: iso(now), deadlineAt }), ':status': status, ':now': iso(now) };
  if (status === 'pending')
    return {
      change: 'SET dueAt = :due, reopenedAt = :now',
      condition: 'recordingStatus = :status AND (attribute_not_exists(leaseToken) OR leaseUntil <= :now)',
      values: due,
    };
  const replacing = status === 'archived';
  return {
    change: `SET recordingStatus = :pending, dueShard = :shard, dueAt = :due, reopenedAt = :now${replacing ? ', replaces = :true' : ''} REMOVE reason, erasedAt`,
    condition: 'recordingStatus = :status',
    values: {
      ...due,
      ':pending': 'pending',
      ':shard': `R#${shardOf(callId, RECORDING_PARTITIONS)}`,
      ...(replacing ? { ':true': true } : {}),
    },
  };
};
