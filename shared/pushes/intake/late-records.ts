import type { PushItem } from '../push.ts';

/**
 * The first day (UTC) of a push is exported an hour after midnight, and what is stored of it later stands in no export of that day. So
 * its records are listed under the day on which they are stored (ADR 67).
 */
export interface LateRecords {
  /**
   * Lists the records of some items, before they are stored: one that is listed and not stored in the end is none, one that is stored and not listed
   * would be lost.
   *
   * @throws {AppError} `store-unavailable`.
   */
  list(items: readonly PushItem[], storedAt: Date): Promise<void>;
}

/** When records are stored whose push came on an earlier day (UTC); `undefined`: it came today. */
export const lateOf = (receivedAt: Date, now: Date): Date | undefined =>
  receivedAt.toISOString().slice(0, DATE) < now.toISOString().slice(0, DATE) ? now : undefined;

const DATE = 'yyyy-MM-dd'.length;

/** Lists the records of a push that is stored late; of any other it does nothing. @throws {AppError} `store-unavailable`. */
export const listIfLate = async (
  { lateRecords }: Readonly<{ lateRecords: LateRecords }>,
  { storedAt }: Readonly<{ storedAt?: Date | undefined }>,
  items: readonly PushItem[],
): Promise<void> => {
  if (storedAt !== undefined) await lateRecords.list(items, storedAt);
};
