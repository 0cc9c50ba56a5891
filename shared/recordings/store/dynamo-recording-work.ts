import * as v from 'valibot';
import { Cdr } from '../../calls/cdr.ts';
import { dueKey, lastDueKey, readDueKey } from '../../calls/due-key.ts';
import { KEPT_BY_PLATFORM_SECONDS } from '../../calls/recording-state.ts';
import { addSeconds } from '../../kernel/clock.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import { type CdrRetention, endOfArchivedCdr } from './cdr-end.ts';
import type { ArchivedFile, RecordingWork, Taken, Waiting, WorkKey } from './recording-work.ts';

/** Recordings by when they are due; those that were lost have a key of their own. */
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
  ttl: v.optional(v.number()),
  endAtReceipt: v.optional(v.number()),
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
const openCdr = (sealer: Sealer, sealed: string, pk: string): Cdr | undefined =>
  ifReadable(() =>
    openItem(sealer, Cdr, { kind: 'call-record', id: pk.slice('C#'.length), sealed, context: pk }),
  );

const toTaken = (attributes: Attributes, sealer: Sealer, leaseToken: string): Taken => {
  const item = v.parse(Item, attributes);
  const { pk, sk, sealed, app, receivedAt, attempts, deadlineAt, replaces, ttl, endAtReceipt } = item;
  return {
    key: workKey({ pk, sk }),
    leaseToken,
    cdr: openCdr(sealer, sealed, pk),
    app,
    receivedAt,
    attempts,
    replaces,
    ttl,
    endAtReceipt,
    deadlineAt: deadlineAt ?? addSeconds(new Date(receivedAt), KEPT_BY_PLATFORM_SECONDS).toISOString(),
  };
};

type Store = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

type Retention = Pick<CdrRetention, 'recordingRetentionDays'>;

/** Of those who only look at what waits. */
const WITHOUT_END: Retention = { recordingRetentionDays: undefined };

/** Work items in the calls table: the CDR items that have a `dueShard`. */
export const createDynamoRecordingWork = (
  documents: Documents,
  table: string,
  sealer: Sealer,
  retention: Retention = WITHOUT_END,
): RecordingWork => {
  const store = { documents, table, sealer };
  return {
    waiting: (partition, limit) => listWaiting(store, partition, limit),
    take: (waiting, now, leaseUntil, leaseToken) => take(store, waiting, now, leaseUntil, leaseToken),
    archived: (taken, file, attempts) =>
      recordResult(store, taken, archivedResult(taken, file, attempts, retention)),
    retryAt: (taken, at, reason, attempts) => {
      const dueAt = dueKey({ dueAt: at.toISOString(), deadlineAt: taken.deadlineAt });
      return recordResult(store, taken, { set: { attempts, reason, dueAt }, remove: LEASE });
    },
    lost: (taken, reason, attempts) =>
      recordResult(store, taken, {
        set: {
          recordingStatus: 'lost',
          attempts,
          reason,
          dueShard: LOST_SHARD,
          dueAt: taken.deadlineAt,
        },
        remove: LEASE,
      }),
    keepFormer: (taken, reason, attempts) => {
      const set = { recordingStatus: 'archived', attempts, reason };
      return recordResult(store, taken, { set, remove: PENDING_ONLY });
    },
  };
};

const listWaiting = async (
  { documents, table }: Store,
  partition: number,
  limit: number,
): Promise<readonly Waiting[]> => {
  const query = {
    purpose: 'listing waiting recordings',
    table,
    index: DUE_INDEX,
    where: 'dueShard = :dueShard',
    values: { ':dueShard': `R#${partition}` },
  };
  return (await queryAll(documents, query, { most: limit })).map(toWaiting);
};

const take = async (
  { documents, table, sealer }: Store,
  { key, deadlineAt }: Waiting,
  now: Date,
  leaseUntil: Date,
  leaseToken: string,
): Promise<Taken | undefined> => {
  const until = leaseUntil.toISOString();
  const outcome = await documents.update({
    purpose: 'taking the recording',
    table,
    key: itemKey(key),
    change: 'SET dueAt = :dueKey, leaseUntil = :until, leaseToken = :token',
    condition: 'recordingStatus = :pending AND dueAt <= :now',
    values: {
      ':dueKey': dueKey({ dueAt: until, deadlineAt }),
      ':until': until,
      ':token': leaseToken,
      ':pending': 'pending',
      ':now': lastDueKey(now.toISOString()),
    },
    // The write reads the item as well, at its newest: no read comes before or after it.
    returnItem: true,
  });
  return outcome.written && outcome.item ? toTaken(outcome.item, sealer, leaseToken) : undefined;
};

type Result = Readonly<{ set: Readonly<Record<string, unknown>>; remove: readonly string[] }>;

const LEASE = ['leaseUntil', 'leaseToken'];
const PENDING_ONLY = ['dueShard', 'dueAt', 'replaces', ...LEASE];

const archivedResult = (
  taken: Taken,
  { archivedAt, sizeBytes, sha256, objectKey, notes }: ArchivedFile,
  attempts: number,
  retention: Retention,
): Result => {
  const { ttl, endAtReceipt } = endOfArchivedCdr(archivedAt, taken, retention);
  return {
    set: {
      recordingStatus: 'archived',
      attempts,
      archivedAt,
      sizeBytes,
      sha256,
      objectKey,
      ...(notes.length > 0 ? { recordingNotes: notes } : {}),
      ...(ttl === undefined ? {} : { ttl }),
      ...(endAtReceipt === undefined ? {} : { endAtReceipt }),
    },
    remove: [...PENDING_ONLY, 'reason', ...(ttl === undefined ? ['ttl'] : [])],
  };
};

/** Writes the result and ends the lease; `false` when the lease is no longer ours. */
const recordResult = async (
  { documents, table }: Store,
  { key, leaseToken }: Taken,
  { set, remove }: Result,
): Promise<boolean> => {
  const names = Object.keys(set);
  const { written } = await documents.update({
    purpose: 'recording the result of the recording',
    table,
    key: itemKey(key),
    change: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')} REMOVE ${remove.map((name) => `#${name}`).join(', ')}`,
    condition: 'leaseToken = :leaseToken',
    names: Object.fromEntries([...names, ...remove].map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
      ':leaseToken': leaseToken,
    },
  });
  return written;
};
