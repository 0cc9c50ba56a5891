/** The kinds of records that are exported, each a folder in the bucket and a table for whoever reads it. */
export const EXPORT_KINDS = ['calls', 'messages', 'bindings'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** How a number stands in a row. `sealed`: it can be opened with the data key. Neither form ever shows a number. */
export type ExportForm = 'masked' | 'sealed';

/** The columns of a row: no lists and no objects, so that every warehouse reads them. An unknown value is `null`. */
export type ExportColumns = Readonly<Record<string, string | number | boolean | null>>;

/** A row and the partition where it stands. */
export type ExportRow = Readonly<{
  kind: ExportKind;
  app: string;
  /** The day (UTC, `yyyy-MM-dd`) that the row is about, which may be before the day that is exported. */
  day: string;
  columns: ExportColumns;
}>;

/** A part of what an instant in ISO 8601 says. */
export const dayOf = (instant: string): string => instant.slice(0, 'yyyy-MM-dd'.length);
