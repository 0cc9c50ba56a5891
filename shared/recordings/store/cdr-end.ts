import { addSeconds, epochSeconds } from '../../kernel/clock.ts';

/** For how many days CDRs stay from their receipt on, and archived recordings; without the latter these stay for ever. */
export type CdrRetention = Readonly<{
  callRetentionDays: number;
  recordingRetentionDays: number | undefined;
}>;

/**
 * The end of a CDR as its item has it, in epoch seconds. `ttl`: when it goes; absent: never. `endAtReceipt`: the end that it was given
 * when it came, kept since a recording has given it another one; until then that is the `ttl`.
 */
export type CdrEnd = Readonly<{ ttl?: number | undefined; endAtReceipt?: number | undefined }>;

const DAY_SECONDS = 24 * 3600;

/** The bucket's lifecycle deletes some days late, and keeps a former version for three. */
const LATE_DAYS = 7;

/** The end of a CDR whose recording is over by a change of how long they stay: when the bucket surely has deleted it. */
export const soonestEnd = (now: Date): number => epochSeconds(addSeconds(now, LATE_DAYS * DAY_SECONDS));

/**
 * The end of a CDR that leads to no recording, in epoch seconds: the one that it was given when it came. Where nobody kept that, it
 * follows from `receivedAt` (ISO 8601).
 */
export const endOfCdr = (
  { ttl, endAtReceipt, receivedAt }: CdrEnd & Readonly<{ receivedAt: string }>,
  { callRetentionDays }: Pick<CdrRetention, 'callRetentionDays'>,
): number =>
  endAtReceipt ?? ttl ?? epochSeconds(addSeconds(new Date(receivedAt), callRetentionDays * DAY_SECONDS));

/**
 * The end of a CDR whose recording is in the archive since `archivedAt` (ISO 8601): the CDR alone leads to it, so it lives as long,
 * and never shorter than it was to when it came, whatever the settings are today. Where nobody kept how long that is, it stays.
 */
export const endOfArchivedCdr = (
  archivedAt: string,
  { ttl, endAtReceipt = ttl }: CdrEnd,
  { recordingRetentionDays }: Pick<CdrRetention, 'recordingRetentionDays'>,
): CdrEnd => {
  if (recordingRetentionDays === undefined || endAtReceipt === undefined) return { endAtReceipt };
  const seconds = (recordingRetentionDays + LATE_DAYS) * DAY_SECONDS;
  const end = epochSeconds(addSeconds(new Date(archivedAt), seconds));
  return { ttl: Math.max(endAtReceipt, end), endAtReceipt };
};
