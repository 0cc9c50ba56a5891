import type { Prices } from './prices.ts';
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
 * not counted anew. `records`: a fingerprint of the records in it; `countedAt`, in epoch seconds; `written`: all that it says, to see
 * whether another count says the same.
 */
export type StoredCell = Readonly<{
  revision: number;
  until: number;
  sums: UsageSums;
  records: string;
  countedAt: number;
  written: string;
}>;

/** A cell to be stored, with the sums of each binding in it by our ids. */
export type NewCell = Readonly<{
  x: string | undefined;
  until: number;
  sums: UsageSums;
  groups: ReadonlyMap<string, UsageSums>;
  records: string;
  countedAt: number;
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
   * Stores a count, if the cell is still as the count has found it; one that says nothing else is `same`, and not written.
   *
   * @returns `overtaken` when somebody else has counted it meanwhile: nothing is known then of which count is newer.
   * @throws {AppError} `store-unavailable`.
   */
  write(
    cell: UsageCell,
    before: StoredCell | undefined,
    counted: NewCell,
  ): Promise<'stored' | 'same' | 'overtaken'>;
  /** Every cell of an app on a day. @throws {AppError} `store-unavailable`. */
  ofDay(app: string, day: string): Promise<readonly Readonly<{ cell: UsageCell; stored: StoredCell }>[]>;
  /**
   * Every private number of an app in a month (`yyyy-mm`), calls and texts apart, from a day of it on; absent: from its first.
   *
   * @throws {AppError} `store-unavailable`.
   */
  month(app: string, month: string, from?: string): Promise<readonly MonthOfNumber[]>;
  /** The sums of each binding of an app on a day; of a binding with two numbers twice. @throws {AppError} `store-unavailable`. */
  bindings(app: string, day: string): Promise<readonly UsageOfBinding[]>;
}

/** A month (`yyyy-mm`) of an app. */
export type AppMonth = Readonly<{ app: string; month: string }>;

/**
 * That the sums of a month may differ from its cells. From `dueAt` on, ISO 8601 UTC, they may be made anew: every cell before whose
 * change this was written is stored by then.
 */
export type StaleMonth = AppMonth & Readonly<{ dueAt: string }>;

/** A part of what was used; of a whole month it stands at the first day. `x` and `xKey` as in {@link MonthOfNumber}. */
export type UsedPart = Readonly<{
  app: string;
  day: string;
  xKey: string | undefined;
  x: string | undefined;
  sums: UsageSums;
}>;

/** Where the sums of a month are: `version` of which write, and the last day that is in them, `through`. */
export type MonthHead = Readonly<{ version: string; through: string }>;

/**
 * Sums over the cells of a month up to a day, calls and texts together: of each day, and of each private number. They say nothing
 * while a {@link StaleMonth} is there.
 */
export interface UsageMonths {
  /**
   * Writes what of these is not there yet. To be done before a cell is written that sums may have in them.
   *
   * @throws {AppError} `store-unavailable`.
   */
  markStale(months: readonly StaleMonth[]): Promise<void>;
  /** All that are marked, due or not. @throws {AppError} `store-unavailable`. */
  stale(): Promise<readonly StaleMonth[]>;
  /** @throws {AppError} `store-unavailable`. */
  unmark(month: StaleMonth): Promise<void>;
  /** `undefined`: there are no sums. @throws {AppError} `store-unavailable`. */
  head(month: AppMonth): Promise<MonthHead | undefined>;
  /**
   * Stores the sums of a month's cells, all of them up to `through`. False when the sums are not those of `before` any more: nothing
   * was changed then.
   *
   * @throws {AppError} `store-unavailable`: do it again.
   */
  write(
    month: AppMonth,
    before: MonthHead | undefined,
    counted: Readonly<{ through: string; numbers: readonly MonthOfNumber[] }>,
  ): Promise<boolean>;
  /** The days of each of these months; one without sums is left out. @throws {AppError} `store-unavailable`. */
  days(months: readonly AppMonth[]): Promise<readonly SummedMonth[]>;
  /** The numbers of a month; `undefined`: there are no sums that can be read. @throws {AppError} `store-unavailable`. */
  numbers(month: AppMonth): Promise<SummedMonth | undefined>;
}

/** The sums of a month up to a day. */
export type SummedMonth = AppMonth & Readonly<{ through: string; parts: readonly UsedPart[] }>;

/** Private numbers that an app had in a month, or a part of them; `numbers` `undefined`: not asked for, or they cannot be opened. */
export type RentedMonth = AppMonth & Readonly<{ count: number; numbers: readonly string[] | undefined }>;

/** Which private numbers were in the pool of an app in which month. */
export interface UsageRents {
  /** The moment that was told of the last {@link UsageRents.note}; `undefined`: none. @throws {AppError} `store-unavailable`. */
  notedAt(month: AppMonth): Promise<string | undefined>;
  /**
   * Adds these numbers to those of the month. False when another look has added some meanwhile: a part may have been added.
   *
   * @throws {AppError} `store-unavailable`, `item-unreadable`.
   */
  note(month: AppMonth, numbers: readonly string[], at: string): Promise<boolean>;
  /** The numbers of the months from `first` to `last`, in parts. @throws {AppError} `store-unavailable`. */
  months(app: string, first: string, last: string, withNumbers: boolean): Promise<readonly RentedMonth[]>;
}

/** That an app's month (`yyyy-mm`) was frozen: when (ISO 8601), by whose order, and with which prices. */
export type FrozenMonth = AppMonth & Readonly<{ at: string; operator: string; prices: Prices | undefined }>;

/** Months as they were when they were frozen. */
export interface FrozenUsage {
  /** `undefined`: it is not frozen. @throws {AppError} `store-unavailable`. */
  read(app: string, month: string): Promise<FrozenMonth | undefined>;
  /** Keeps these parts. False when it was frozen before or meanwhile, and stays so. @throws {AppError} `store-unavailable`: do it again. */
  freeze(month: FrozenMonth, parts: readonly UsedPart[]): Promise<boolean>;
  /** The parts as they were kept; none when it is not frozen. @throws {AppError} `store-unavailable`. */
  parts(app: string, month: string): Promise<readonly UsedPart[]>;
}
