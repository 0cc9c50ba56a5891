import type { UsageCell } from '../usage-cell.ts';
import type { CountedCdr, CountedMessage } from './count-records.ts';

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
  /** @throws {AppError} `store-unavailable`. */
  read(cell: UsageCell): Promise<RecordsOfCell>;
}
