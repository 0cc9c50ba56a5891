import type { UsageCell } from '../usage-cell.ts';
import type { CountedCdr, CountedMessage } from './count-records.ts';

/** The key of a stored record. */
export type RecordKey = Readonly<{ pk: string; sk: string }>;

/** The stored records of a cell. */
export type RecordsOfCell = Readonly<{
  cdrs: readonly CountedCdr[];
  messages: readonly CountedMessage[];
  /** The private number as the records name it; `undefined`: none does, or none can be opened. */
  x: string | undefined;
  /** When the first of them goes, in epoch seconds; `undefined`: there is none. */
  until: number | undefined;
}>;

/** Reads what is counted. */
export interface UsageRecords {
  /** The keys of a cell's records, and of those that its private number had for another app. @throws {AppError} `store-unavailable`. */
  keys(cell: UsageCell): Promise<readonly RecordKey[]>;
  /** The records of these keys that are of the cell. @throws {AppError} `store-unavailable`. */
  read(cell: UsageCell, keys: readonly RecordKey[]): Promise<RecordsOfCell>;
  /**
   * The cells of a call's CDRs that do not tell the talk by themselves, so that the call's events decide. `callKey`: the partition of
   * the call. @throws {AppError} `store-unavailable`.
   */
  toldByEvents(callKey: string): Promise<readonly UsageCell[]>;
}
