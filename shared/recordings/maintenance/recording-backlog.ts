import { type Clock, iso } from '../../kernel/clock.ts';
import { everyPartition } from '../store/partitions.ts';
import { isDue, nearestDeadlineFirst } from '../store/queue.ts';
import type { RecordingWork, Waiting, WorkKey } from '../store/recording-work.ts';
import { type ByDeadline, byDeadline } from './deadline-buckets.ts';
import type { ReadRecordingHeads, RecordingHead } from './dynamo-recording-heads.ts';
import type { Lost, RecordingMaintenance } from './recording-maintenance.ts';

/**
 * The recordings that wait and those that were lost, for a chart. Nothing in it tells who spoke. `isComplete`: every list was read
 * to its end; otherwise there are more than the counts say.
 */
export type RecordingBacklog = ByDeadline &
  Readonly<{
    at: string;
    waiting: number;
    due: number;
    lost: number;
    /** Of the `lostLookedAt` with the latest deadlines. */
    lostByReason: readonly Readonly<{ reason: string; recordings: number }>[];
    lostLookedAt: number;
    isComplete: boolean;
    /** Those that wait and are deleted first at the platform. */
    nearest: readonly RecordingHead[];
    /** Those that were lost with the latest deadlines. */
    latestLost: readonly RecordingHead[];
  }>;

type Deps = Readonly<{
  work: Pick<RecordingWork, 'waiting'>;
  maintenance: Pick<RecordingMaintenance, 'lost'>;
  readHeads: ReadRecordingHeads;
  clock: Clock;
}>;

/** So many of each list are counted. The index tells no app, so for some apps alone fewer are looked at, each by itself. */
const COUNTED = 10_000;
const LOOKED_AT = 1000;
const SHOWN = 20;

/**
 * Reads how the archive stands, of these apps; `undefined`: of all.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const recordingBacklog = async (
  { work, maintenance, readHeads, clock }: Deps,
  apps: readonly string[] | undefined,
): Promise<RecordingBacklog> => {
  const partitions = everyPartition();
  const limit = Math.ceil(COUNTED / partitions.length);
  const [lists, everyLost] = await Promise.all([
    Promise.all(partitions.map((partition) => work.waiting(partition, limit))),
    maintenance.lost(COUNTED),
  ]);
  const now = clock();
  const everyWaiting = nearestDeadlineFirst(lists.flat());
  const heads = await readHeads(keysOf(everyWaiting, apps === undefined ? SHOWN : LOOKED_AT));
  const lostHeads = await readHeads(keysOf(everyLost, LOOKED_AT));
  const isSeen = ({ app }: RecordingHead) => apps === undefined || apps.includes(app);
  const seenLost = lostHeads.filter(isSeen);
  const waiting = apps === undefined ? everyWaiting : ofHeads(everyWaiting, heads.filter(isSeen));
  const most = apps === undefined ? COUNTED : LOOKED_AT;
  return {
    at: iso(now),
    waiting: waiting.length,
    due: waiting.filter((item) => isDue(item, now)).length,
    ...byDeadline(waiting, now),
    lost: apps === undefined ? everyLost.length : seenLost.length,
    lostByReason: countedByReason(seenLost),
    lostLookedAt: seenLost.length,
    isComplete:
      lists.every((list) => list.length < limit) && everyWaiting.length <= most && everyLost.length < most,
    nearest: heads.filter(isSeen).slice(0, SHOWN),
    latestLost: seenLost.slice(0, SHOWN),
  };
};

const keysOf = (items: readonly (Waiting | Lost)[], most: number): readonly WorkKey[] =>
  items.slice(0, most).map(({ key }) => key);

const ofHeads = (waiting: readonly Waiting[], heads: readonly RecordingHead[]): readonly Waiting[] => {
  const seen = new Set(heads.map(({ callId }) => callId));
  return waiting.slice(0, LOOKED_AT).filter(({ key }) => seen.has(key.callId));
};

/** The commonest first. */
const countedByReason = (lost: readonly RecordingHead[]): RecordingBacklog['lostByReason'] => {
  const counts = new Map<string, number>();
  for (const { reason = 'unknown' } of lost) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, recordings]) => ({ reason, recordings }))
    .sort((one, other) => other.recordings - one.recordings || (one.reason < other.reason ? -1 : 1));
};
