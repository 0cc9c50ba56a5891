import * as v from 'valibot';
import { RecordingState } from '../../calls/recording-state.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { itemKey, workKey } from '../store/dynamo-recording-work.ts';
import type { WorkKey } from '../store/recording-work.ts';
import type { RecordingLine } from './recording-status.ts';

/** A recording with the app that it belongs to. */
export type RecordingHead = RecordingLine & Readonly<{ app: string }>;

/** Reads what stands in clear of recordings, in the order of their keys; one whose call is gone is left out. */
export type ReadRecordingHeads = (keys: readonly WorkKey[]) => Promise<readonly RecordingHead[]>;

const { attempts, deadlineAt, reason, archivedAt, sizeBytes, recordingNotes } = RecordingState.entries;

const Item = v.object({
  pk: v.string(),
  sk: v.string(),
  app: v.string(),
  recordingStatus: RecordingState.entries.status,
  attempts: v.optional(attempts, 0),
  ...{ deadlineAt, reason, archivedAt, sizeBytes, recordingNotes },
});

/** Opens nothing, so one whose CDR cannot be opened is read as well. @throws {AppError} `store-unavailable`. */
export const createReadRecordingHeads =
  (documents: Documents, table: string): ReadRecordingHeads =>
  async (keys) => {
    const call = { purpose: 'reading recordings', table, keys: keys.map(itemKey) };
    const items = await batchGetAll(documents, call);
    const heads = new Map(items.map((item) => [placeOf(workKey(v.parse(Item, item))), headOf(item)]));
    return keys.flatMap((key) => heads.get(placeOf(key)) ?? []);
  };

const placeOf = ({ callId, recordKey }: WorkKey): string => `${callId} ${recordKey}`;

const headOf = (item: Attributes): RecordingHead => {
  const { pk, sk, recordingStatus: status, recordingNotes: notes, ...line } = v.parse(Item, item);
  const { callId } = workKey({ pk, sk });
  return { callId, status, ...line, ...(notes === undefined ? {} : { notes }) };
};
