import type { CallRecords } from '../../calls/call-store.ts';
import { KEPT_BY_PLATFORM_SECONDS, type RecordingState } from '../../calls/recording-state.ts';
import { addSeconds, iso } from '../../kernel/clock.ts';

/** Something that should be there and is not. It names no person: ids are ours, times ISO 8601 UTC. */
export type Gap = Readonly<{
  /**
   * `no-cdr`: events came and no CDR did; `not-stored`: the journal has it and the store has not, so replay it;
   * `recording-overdue`: not archived, more than half of the platform's days are over; `recording-lost`;
   * `quarantined`: could not be read and was not brought in. `unreadable`: a push or a call that cannot be opened.
   */
  kind: 'no-cdr' | 'not-stored' | 'recording-overdue' | 'recording-lost' | 'quarantined' | 'unreadable';
  app: string;
  /** First receipt of the push that tells of it. */
  receivedAt: string;
  callId?: string;
  /** Of a push in the journal. */
  journalId?: string;
  /** Of an item in quarantine, by which an operator takes it out. */
  itemId?: string;
  deadlineAt?: string;
  attempts?: number;
  reason?: string;
}>;

/** A gap of a call, before its push is known. */
export type CallGap = Omit<Gap, 'app' | 'receivedAt'>;

/** The call that is looked at, and when. */
type Looked = Readonly<{ callId: string; now: Date }>;

/** The gaps of a call of which an event came: the event, or a CDR that may take `cdrWithinSeconds` and took longer. */
export const eventGaps = (
  { callId, now }: Looked,
  { cdrWithinSeconds }: Readonly<{ cdrWithinSeconds: number }>,
  { type, at }: { type: string; at: string },
  records: CallRecords | undefined,
): readonly CallGap[] => {
  const gaps: CallGap[] = [];
  const stored = records?.events.some((event) => event.type === type && event.at === at) ?? false;
  if (!stored) gaps.push({ kind: 'not-stored', callId });
  const overdue = new Date(at) < addSeconds(now, -cdrWithinSeconds);
  if (overdue && (records?.cdrs.length ?? 0) === 0) gaps.push({ kind: 'no-cdr', callId });
  return gaps;
};

/** The gap of a recording that is lost, or near its end at the platform. */
export const recordingGaps = (
  { callId, now }: Looked,
  { status, deadlineAt, attempts, reason }: RecordingState,
): readonly CallGap[] => {
  const details = {
    callId,
    attempts,
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
    ...(reason === undefined ? {} : { reason }),
  };
  if (status === 'lost') return [{ kind: 'recording-lost', ...details }];
  const half = iso(addSeconds(now, KEPT_BY_PLATFORM_SECONDS / 2));
  const overdue = status === 'pending' && deadlineAt !== undefined && deadlineAt < half;
  return overdue ? [{ kind: 'recording-overdue', ...details }] : [];
};
