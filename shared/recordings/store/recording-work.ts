import type { Cdr } from '../../calls/cdr.ts';
import type { CdrEnd } from './cdr-end.ts';
import type { Fault } from './failure.ts';

/** Names a CDR of a call: the work item is the CDR's own item, so the two cannot disagree. */
export type WorkKey = Readonly<{ callId: string; recordKey: string }>;

/** A recording that waits, as an index shows it: perhaps a moment old, so only {@link RecordingWork.take} decides. */
export type Waiting = Readonly<{
  key: WorkKey;
  dueAt: string;
  /** `undefined`: not known from the index, about seven days after `dueAt`. */
  deadlineAt: string | undefined;
}>;

/** A work item that is ours until its lease ends. */
export type Taken = Readonly<{
  key: WorkKey;
  leaseToken: string;
  /** `undefined` when the sealed CDR does not open or is not a CDR. */
  cdr: Cdr | undefined;
  app: string;
  receivedAt: string;
  /** Attempts that were really made, this one not counted. */
  attempts: number;
  deadlineAt: string;
  /** It is archived already and an operator wants it again: the new file replaces the object that is there. */
  replaces: boolean;
}> &
  CdrEnd;

/** The facts of a copy in the archive that the item stores. */
export type ArchivedFile = Readonly<{
  archivedAt: string;
  sizeBytes: number;
  sha256: string;
  objectKey: string;
  /** The reasons why it is suspect, kebab-case: another format, an implausible length, a fault it was taken in spite of. */
  notes: readonly string[];
}>;

/**
 * The recordings that wait for the archiver. Every change is one conditional write under the lease, so of any number of
 * archivers one does a file, and what a killed one had taken is due again when its lease ends.
 *
 * Each method throws `AppError` `store-unavailable` when the store gives no answer; repeating is safe.
 */
export interface RecordingWork {
  /** Everything that waits in a partition, due or not, soonest due first; at most `limit`. Repeats and stale ones happen. */
  waiting(partition: number, limit: number): Promise<readonly Waiting[]>;
  /** Leases a due item. `undefined`: another archiver has it, or it is recorded, or it is not due any more. */
  take(waiting: Waiting, now: Date, leaseUntil: Date, leaseToken: string): Promise<Taken | undefined>;
  /** `false`, here and below: the lease is no longer ours, and nothing was changed. */
  archived(taken: Taken, file: ArchivedFile, attempts: number): Promise<boolean>;
  retryAt(taken: Taken, at: Date, reason: Fault, attempts: number): Promise<boolean>;
  lost(taken: Taken, reason: Fault, attempts: number): Promise<boolean>;
  /** Leaves a recording that could not be replaced as it was archived before. */
  keepFormer(taken: Taken, reason: Fault, attempts: number): Promise<boolean>;
}
