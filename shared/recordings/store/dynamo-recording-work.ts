import * as v from 'valibot';
import { Cdr } from '../../calls/cdr.ts';
import { dueKey, lastDueKey, readDueKey } from '../../calls/due-key.ts';
import { KEPT_BY_PLATFORM_SECONDS } from '../../calls/recording-state.ts';
import { addSeconds } from '../../kernel/clock.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { type Documents, QueryCommand, UpdateCommand } from '../../storage/documents.ts';
import { type Attributes, conditionally, inStore } from '../../storage/dynamo.ts';
import type { RecordingWork, Taken, Waiting, WorkKey } from './recording-work.ts';

/** Recordings by when they are due; those that were lost stand behind a key of their own. */
export const DUE_INDEX = 'recording-due-index';

/** The key of lost recordings in the index, so that operators find them; no archiver looks there. */
export const LOST_SHARD = 'LOST';

const IndexEntry = v.object({ pk: v.string(), sk: v.string(), dueAt: v.string() });

const Item = v.object({
  pk: v.string(),
  sk: v.string(),
  sealed: v.string(),
  app: v.string(),
  receivedAt: v.string(),
  attempts: v.optional(v.number(), 0),
  deadlineAt: v.optional(v.string()),
  replaces: v.optional(v.boolean(), false),
});

/** The item's key in the calls table. */
export const itemKey = ({ callId, recordKey }: WorkKey) => ({ pk: `C#${callId}`, sk: `CDR#${recordKey}` });

/** Reads {@link itemKey} back. */
export const workKey = ({ pk, sk }: { pk: string; sk: string }): WorkKey => ({
  callId: pk.slice('C#'.length),
  recordKey: sk.slice('CDR#'.length),
});

const toWaiting = (attributes: Attributes): Waiting => {
  const { dueAt, ...keys } = v.parse(IndexEntry, attributes);
  return { key: workKey(keys), ...readDueKey(dueAt) };
};

/** A CDR that does not open must not stop the others; its recording runs into its deadline, loudly. */
const openCdr = (sealer: Sealer, sealed: string, context: string): Cdr | undefined => {
  try {
    return v.parse(Cdr, JSON.parse(sealer.open(sealed, context).toString('utf8')));
  } catch {
    return undefined;
  }
};

const toTaken = (attributes: Attributes, sealer: Sealer, leaseToken: string): Taken => {
  const { pk, sk, sealed, app, receivedAt, attempts, deadlineAt, replaces } = v.parse(Item, attributes);
  return {
    key: workKey({ pk, sk }),
    leaseToken,
    cdr: openCdr(sealer, sealed, pk),
    app,
    receivedAt,
    attempts,
    replaces,
    deadlineAt: deadlineAt ?? addSeconds(new Date(receivedAt), KEPT_BY_PLATFORM_SECONDS).toISOString(),
  };
};

type Result = Readonly<{ set: Readonly<Record<string, unknown>>; remove: readonly string[] }>;

const LEASE = ['leaseUntil', 'leaseToken'];
const PENDING_ONLY = ['dueShard', 'dueAt', 'replaces', ...LEASE];

/** Work items in the calls table: the CDR items that have a `dueShard`. */
export const createDynamoRecordingWork = (
  documents: Documents,
  table: string,
  sealer: Sealer,
): RecordingWork => {
  const recordResult = async ({ key, leaseToken }: Taken, { set, remove }: Result): Promise<boolean> => {
    const names = Object.keys(set);
    const command = new UpdateCommand({
      TableName: table,
      Key: itemKey(key),
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')} REMOVE ${remove.map((name) => `#${name}`).join(', ')}`,
      ConditionExpression: 'leaseToken = :leaseToken',
      ExpressionAttributeNames: Object.fromEntries([...names, ...remove].map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
        ':leaseToken': leaseToken,
      },
    });
    return conditionally('recordResult a recording', () => documents.send(command));
  };

  return {
    async waiting(partition, limit) {
      const found: Waiting[] = [];
      let from: Attributes | undefined;
      do {
        const command = new QueryCommand({
          TableName: table,
          IndexName: DUE_INDEX,
          KeyConditionExpression: 'dueShard = :dueShard',
          ExpressionAttributeValues: { ':dueShard': `R#${partition}` },
          Limit: limit - found.length,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        });
        const page = await inStore('list waiting recordings', () => documents.send(command));
        found.push(...(page.Items ?? []).map(toWaiting));
        from = page.LastEvaluatedKey;
      } while (from !== undefined && found.length < limit);
      return found;
    },

    async take({ key, deadlineAt }, now, leaseUntil, leaseToken) {
      const until = leaseUntil.toISOString();
      const command = new UpdateCommand({
        TableName: table,
        Key: itemKey(key),
        UpdateExpression: 'SET dueAt = :dueKey, leaseUntil = :until, leaseToken = :token',
        ConditionExpression: 'recordingStatus = :pending AND dueAt <= :now',
        ExpressionAttributeValues: {
          ':dueKey': dueKey({ dueAt: until, deadlineAt }),
          ':until': until,
          ':token': leaseToken,
          ':pending': 'pending',
          ':now': lastDueKey(now.toISOString()),
        },
        // The write reads the item as well, at its newest: no read comes before or after it.
        ReturnValues: 'ALL_NEW',
      });
      let item: Attributes | undefined;
      const ours = await conditionally('take a recording', async () => {
        item = (await documents.send(command)).Attributes;
      });
      return ours && item !== undefined ? toTaken(item, sealer, leaseToken) : undefined;
    },

    archived: (taken, { archivedAt, sizeBytes, sha256, objectKey, notes }, attempts) =>
      recordResult(taken, {
        set: {
          recordingStatus: 'archived',
          attempts,
          archivedAt,
          sizeBytes,
          sha256,
          objectKey,
          ...(notes.length > 0 ? { recordingNotes: notes } : {}),
        },
        remove: [...PENDING_ONLY, 'reason'],
      }),

    retryAt: (taken, at, reason, attempts) =>
      recordResult(taken, {
        set: { attempts, reason, dueAt: dueKey({ dueAt: at.toISOString(), deadlineAt: taken.deadlineAt }) },
        remove: LEASE,
      }),

    lost: (taken, reason, attempts) =>
      recordResult(taken, {
        set: {
          recordingStatus: 'lost',
          attempts,
          reason,
          dueShard: LOST_SHARD,
          dueAt: taken.deadlineAt,
        },
        remove: LEASE,
      }),

    keepFormer: (taken, reason, attempts) =>
      recordResult(taken, { set: { recordingStatus: 'archived', attempts, reason }, remove: PENDING_ONLY }),
  };
};
