import * as v from 'valibot';
import { shardOf } from '../../calls/call-id.ts';
import { dueKey } from '../../calls/due-key.ts';
import { auditItem } from '../../calls/dynamo/audit-item.ts';
import type { RecordingState } from '../../calls/recording-state.ts';
import { iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { type Documents, PutCommand, QueryCommand, UpdateCommand } from '../../storage/documents.ts';
import { type Attributes, conditionally, inStore } from '../../storage/dynamo.ts';
import { DUE_INDEX, itemKey, LOST_SHARD, workKey } from '../store/dynamo-recording-work.ts';
import { RECORDING_PARTITIONS } from '../store/partitions.ts';
import type { WorkKey } from '../store/recording-work.ts';
import type { RecordingMaintenance, Reopened } from './recording-maintenance.ts';

const LostEntry = v.object({ pk: v.string(), sk: v.string(), dueAt: v.string() });
const Leased = v.object({ leaseUntil: v.optional(v.string()) });

type Options = Readonly<{ documents: Documents; table: string; newId: IdSource }>;

/** Operators' changes to the CDR items of the calls table, and the audit beside them. */
export const createDynamoRecordingMaintenance = ({
  documents,
  table,
  newId,
}: Options): RecordingMaintenance => ({
  async reopen(key, seen, now) {
    const command = new UpdateCommand({ TableName: table, Key: itemKey(key), ...reopening(key, seen, now) });
    if (await conditionally('reopen a recording', () => documents.send(command))) return 'due-now';
    return seen.status === 'pending' ? 'in-hand' : ('changed' satisfies Reopened);
  },

  async markErased(key, now) {
    const command = new UpdateCommand({
      TableName: table,
      Key: itemKey(key),
      UpdateExpression:
        'SET recordingStatus = :lost, reason = :erased, erasedAt = :now REMOVE dueShard, dueAt, leaseToken, replaces, archivedAt, recordingNotes',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':lost': 'lost', ':erased': 'erased', ':now': iso(now) },
      ReturnValues: 'ALL_NEW',
    });
    let item: Attributes | undefined;
    await conditionally('erase a recording', async () => {
      item = (await documents.send(command)).Attributes;
    });
    // The lease's end outlives its token: who had the token cannot recordResult any more, but may still be uploading.
    const { leaseUntil } = v.parse(Leased, item ?? {});
    return leaseUntil !== undefined && leaseUntil > iso(now) ? leaseUntil : undefined;
  },

  async forgetObject(key) {
    const command = new UpdateCommand({
      TableName: table,
      Key: itemKey(key),
      UpdateExpression: 'REMOVE objectKey, sha256, sizeBytes, leaseUntil',
      ConditionExpression: 'reason = :erased',
      ExpressionAttributeValues: { ':erased': 'erased' },
    });
    await conditionally('forget an erased object', () => documents.send(command));
  },

  async lost(limit) {
    const command = new QueryCommand({
      TableName: table,
      IndexName: DUE_INDEX,
      KeyConditionExpression: 'dueShard = :lost',
      ExpressionAttributeValues: { ':lost': LOST_SHARD },
      ScanIndexForward: false,
      Limit: limit,
    });
    const { Items = [] } = await inStore('list lost recordings', () => documents.send(command));
    return Items.map((item) => {
      const { dueAt, ...keys } = v.parse(LostEntry, item);
      return { key: workKey(keys), deadlineAt: dueAt };
    });
  },

  async persistOrder({ callId, action, operator, at }) {
    const command = new PutCommand({
      TableName: table,
      Item: auditItem(callId, newId, { action, operator, at }),
    });
    await inStore('persist an order', () => documents.send(command));
  },
});

/** A waiting one is left alone while an archiver has it; any other must still be what it was seen to be. */
const reopening = ({ callId }: WorkKey, { status, deadlineAt }: RecordingState, now: Date) => {
  const due = { ':due': dueKey({ dueAt: iso(now), deadlineAt }), ':status': status };
  if (status === 'pending')
    return {
      UpdateExpression: 'SET dueAt = :due',
      ConditionExpression:
        'recordingStatus = :status AND (attribute_not_exists(leaseToken) OR leaseUntil <= :now)',
      ExpressionAttributeValues: { ...due, ':now': iso(now) },
    };
  const replacing = status === 'archived';
  return {
    UpdateExpression: `SET recordingStatus = :pending, dueShard = :shard, dueAt = :due${replacing ? ', replaces = :true' : ''} REMOVE reason, erasedAt`,
    ConditionExpression: 'recordingStatus = :status',
    ExpressionAttributeValues: {
      ...due,
      ':pending': 'pending',
      ':shard': `R#${shardOf(callId, RECORDING_PARTITIONS)}`,
      ...(replacing ? { ':true': true } : {}),
    },
  };
};
