import type { ExportRow } from './export-row.ts';

/** A part of what is exported. */
export type ExportPage = Readonly<{
  rows: readonly ExportRow[];
  /** Records that cannot be opened; each has left its line. They come when the day is exported again. */
  unreadable: number;
  /** Where the next page begins; absent: there is none. */
  next?: string;
}>;

/** Reads the records of a finished day, page by page, always in the same order. @throws {AppError} `store-unavailable`. */
export type ReadExportPage = (day: string, after: string | undefined) => Promise<ExportPage>;
