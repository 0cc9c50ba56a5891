import type { UsageCell } from './usage-cell.ts';
import type { UsageKind, UsageSums } from './usage-sums.ts';

/** A mark that a cell has changed. It may be counted from `dueAt` on, ISO 8601 UTC: all whose window it is have written by then. */
export type UsageMark = Readonly<{ cell: UsageCell; dueAt: string }>;

/** A record without a private number, which no index finds: by its key. */
export type LooseRecord = Readonly<{ cell: UsageCell; pk: string; sk: string }>;

/** Marks of cells to count. */
export interface UsageMarks {
  /**
   * Writes what of these marks and loose records is not there yet; the same again changes nothing.
   *
   * @throws {AppError} `store-unavailable`: some may be missing, do it all again.
   */
  mark(marks: readonly UsageMark[], loose: readonly LooseRecord[]): Promise<void>;
  /** The first marks that were due before this moment, at most `most`. @throws {AppError} `store-unavailable`. */
  due(now: Date, most: number): Promise<readonly UsageMark[]>;
  /** Cells that are marked, due or not. @throws {AppError} `store-unavailable`. */
  marked(): Promise<readonly UsageCell[]>;
  /** @throws {AppError} `store-unavailable`. */
  remove(mark: UsageMark): Promise<void>;
}

/**
 * A cell as it is stored; `revision` goes up with each write. From `until` on, in epoch seconds, its first record may be gone, so it is
 * not counted anew.
 */
export type StoredCell = Readonly<{ revision: number; until: number; sums: UsageSums }>;

/** A cell to be stored, with the sums of each binding in it by our ids. */
export type NewCell = Readonly<{
  x: string | undefined;
  until: number;
  sums: UsageSums;
  groups: ReadonlyMap<string, UsageSums>;
}>;

/** Stored sums of one private number in a month. */
export type MonthOfNumber = Readonly<{
  kind: UsageKind;
  app: string;
  xKey: string | undefined;
  /** `undefined`: no record names it, or it cannot be opened. */
  x: string | undefined;
  days: ReadonlyMap<string, UsageSums>;
}>;

/** The sums of a binding on one day. */
export type UsageOfBinding = Readonly<{ bindingId: string; sums: UsageSums }>;

/** The sums. */
export interface UsageCells {
  /** @throws {AppError} `store-unavailable`. */
  read(cell: UsageCell): Promise<StoredCell | undefined>;
  /**
   * Stores a count, if the cell is still as the count has found it.
   *
   * @returns false when somebody else has counted it meanwhile: nothing is known then of which count is newer.
   * @throws {AppError} `store-unavailable`.
   */
  write(cell: UsageCell, before: StoredCell | undefined, counted: NewCell): Promise<boolean>;
  /** Every private number of an app in a month (`yyyy-mm`), calls and texts apart. @throws {AppError} `store-unavailable`. */
  month(app: string, month: string): Promise<readonly MonthOfNumber[]>;
  /** The sums of each binding of an app on a day. @throws {AppError} `store-unavailable`. */
  bindings(app: string, day: string): Promise<readonly UsageOfBinding[]>;
}

/** That an app's month (`yyyy-mm`) was frozen: when (ISO 8601), and by whose order. */
export type FrozenMonth = Readonly<{ app: string; month: string; at: string; operator: string }>;

/** Months as they were when they were frozen. */
export interface FrozenUsage {
  /** `undefined`: it is not frozen. @throws {AppError} `store-unavailable`. */
  read(app: string, month: string): Promise<FrozenMonth | undefined>;
  /** Copies the month. False when it was frozen meanwhile. @throws {AppError} `store-unavailable`: do it again. */
  freeze(month: FrozenMonth): Promise<boolean>;
  /** The sums as they were. @throws {AppError} `store-unavailable`. */
  month(app: string, month: string): Promise<readonly MonthOfNumber[]>;
}
