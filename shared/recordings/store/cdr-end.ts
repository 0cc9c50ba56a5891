import { addSeconds, epochSeconds } from '../../kernel/clock.ts';

/** For how many days CDRs stay from their receipt on, and archived recordings; without the latter these stay for ever. */
export type CdrRetention = Readonly<{
  callRetentionDays: number;
  recordingRetentionDays: number | undefined;
}>;

const DAY_SECONDS = 24 * 3600;

/** The bucket's lifecycle deletes some days late, and keeps a former version for three. */
const LATE_DAYS = 7;

/** The end of a CDR whose recording is over by a change of how long they stay: when the bucket surely has deleted it. */
export const soonestEnd = (now: Date): number => epochSeconds(addSeconds(now, LATE_DAYS * DAY_SECONDS));

/** The end of a CDR that leads to no recording, in epoch seconds. `receivedAt`: ISO 8601. */
export const endOfCdr = (receivedAt: string, { callRetentionDays }: CdrRetention): number =>
  epochSeconds(addSeconds(new Date(receivedAt), callRetentionDays * DAY_SECONDS));

/**
 * The end of a CDR whose recording is in the archive since `archivedAt` (ISO 8601): the CDR alone leads to it, so it lives as long,
 * and not shorter than `leastEnd`. In epoch seconds; `undefined`: it has none.
 */
export const endOfArchivedCdr = (
  archivedAt: string,
  leastEnd: number,
  { recordingRetentionDays }: CdrRetention,
): number | undefined => {
  if (recordingRetentionDays === undefined) return undefined;
  const days = recordingRetentionDays + LATE_DAYS;
  return Math.max(leastEnd, epochSeconds(addSeconds(new Date(archivedAt), days * DAY_SECONDS)));
};
