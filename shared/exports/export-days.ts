/**
 * The steps of an export of a day in their order: what its pushes brought, what was stored on it of pushes of earlier days, what imports of the
 * console's list brought, and bindings.
 */
export const EXPORT_STEPS = ['pushes', 'late', 'imports', 'bindings'] as const;
export type ExportStep = (typeof EXPORT_STEPS)[number];

/** Where an export goes on: behind a place of its step, with a part of this number. */
export type ExportPlace = Readonly<{ step: ExportStep; after?: string | undefined; part: number }>;

/** How many rows of each kind were written, and how many records could not be opened. */
export type ExportCounts = Readonly<Record<'calls' | 'messages' | 'bindings' | 'unreadable', number>>;

/** The export of a day as it is stored. Times are ISO 8601 UTC. */
export type ExportDay = Readonly<{
  /** The day (UTC, `yyyy-MM-dd`) whose receipts are exported. */
  day: string;
  place: ExportPlace;
  counts: ExportCounts;
  /** Objects of an earlier export of the day have to go first. */
  again: boolean;
  /** Until when a run works on it. One that has not given it back was cut short. */
  leaseUntil: string | undefined;
  finishedAt: string | undefined;
  /** Counts the writes; 0: not stored yet. */
  revision: number;
}>;

/** The days that are or were exported. @throws {AppError} `store-unavailable` from each. */
export interface ExportDays {
  /** Those from a day on, the oldest first. */
  list(from: string): Promise<readonly ExportDay[]>;
  /** Stores a day as it is now, if nobody has stored it since it was read; the result is what was stored, else `undefined`. */
  save(day: ExportDay): Promise<ExportDay | undefined>;
}
