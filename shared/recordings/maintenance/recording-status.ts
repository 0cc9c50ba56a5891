import type { CallReader } from '../../calls/call-store.ts';
import type { RecordingStatus } from '../../calls/recording-state.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import { everyPartition } from '../store/partitions.ts';
import { isDue, nearestDeadlineFirst } from '../store/queue.ts';
import type { RecordingWork, WorkKey } from '../store/recording-work.ts';
import type { RecordingMaintenance } from './recording-maintenance.ts';

/** One recording as an operator sees it. */
export type RecordingLine = Readonly<{
  callId: string;
  status: RecordingStatus;
  attempts: number;
  deadlineAt?: string | undefined;
  reason?: string | undefined;
  archivedAt?: string | undefined;
  sizeBytes?: number | undefined;
  /** The reasons why an archived one is suspect. */
  notes?: readonly string[] | undefined;
}>;

/** The state of the whole archive. Counts stop at `countedUpTo` a list; the bucket's own metrics count what is archived. */
export type ArchiveStatus = Readonly<{
  at: string;
  waiting: number;
  due: number;
  lost: number;
  countedUpTo: number;
  /** Those that wait and are deleted first at the platform. */
  nearest: readonly RecordingLine[];
  /** Those that were lost with the latest deadlines. */
  latestLost: readonly RecordingLine[];
}>;

type Deps = Readonly<{
  calls: CallReader;
  work: Pick<RecordingWork, 'waiting'>;
  maintenance: Pick<RecordingMaintenance, 'lost'>;
  clock: Clock;
}>;

const COUNTED_UP_TO = 10_000;
const SHOWN = 20;

/** @throws {AppError} `store-unavailable`. */
export const archiveStatus = async ({ calls, work, maintenance, clock }: Deps): Promise<ArchiveStatus> => {
  const partitions = everyPartition();
  const limit = Math.ceil(COUNTED_UP_TO / partitions.length);
  const [lists, lost] = await Promise.all([
    Promise.all(partitions.map((partition) => work.waiting(partition, limit))),
    maintenance.lost(COUNTED_UP_TO),
  ]);
  const waiting = lists.flat();
  const now = clock();
  const keysOf = (found: readonly Readonly<{ key: WorkKey }>[]) =>
    found.slice(0, SHOWN).map(({ key }) => key);
  return {
    at: iso(now),
    waiting: waiting.length,
    due: waiting.filter((item) => isDue(item, now)).length,
    lost: lost.length,
    countedUpTo: COUNTED_UP_TO,
    nearest: await linesOf(calls, keysOf(nearestDeadlineFirst(waiting))),
    latestLost: await linesOf(calls, keysOf(lost)),
  };
};

const linesOf = async (calls: CallReader, keys: readonly WorkKey[]): Promise<readonly RecordingLine[]> => {
  const lines = await Promise.all(
    keys.map(async ({ callId, recordKey }) =>
      ((await insteadOfUnreadable(recordingLines(calls, callId), undefined)) ?? []).filter(
        (line) => line.recordKey === recordKey,
      ),
    ),
  );
  return lines.flat().map(({ recordKey: _, ...line }) => line);
};

/** The recordings of one call, with the key of their CDRs; `undefined`: no such call. Nothing in a line tells who spoke. */
export const recordingLines = async (
  calls: CallReader,
  callId: string,
): Promise<readonly (RecordingLine & Readonly<{ recordKey: string }>)[] | undefined> => {
  const records = await calls.read(callId);
  return records?.cdrs.map(({ recordKey, recording }) => {
    const { status, attempts, deadlineAt, reason, archivedAt, sizeBytes, recordingNotes } = recording;
    const line = { callId, recordKey, status, attempts, deadlineAt, reason, archivedAt, sizeBytes };
    return recordingNotes === undefined ? line : { ...line, notes: recordingNotes };
  });
};
