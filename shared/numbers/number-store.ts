import type { NumberStatusReport, ReportOutcome } from './number-status-report.ts';
import type { PrivateNumber, StoredReport } from './private-number.ts';

/** Takes back the report that the writer has seen; `undefined`: there was none. Only reports of its second or later count. */
export type TakenBack = Readonly<{ seen: StoredReport | undefined }>;

/** The numbers that could be opened, and the look-up keys of those that could not. */
export type ReadableNumbers = Readonly<{
  numbers: readonly PrivateNumber[];
  unreadable: readonly string[];
}>;

/** Keeps the private numbers of all apps. */
export interface NumberStore {
  /** Every number of an app, in no order. @throws {AppError} `store-unavailable`, as every method here. */
  ofApp(app: string): Promise<ReadableNumbers>;
  /** One number by its key; `undefined` when the app has no such number in the store. @throws {AppError} `item-unreadable`. */
  get(app: string, x: string): Promise<PrivateNumber | undefined>;
  /**
   * Those of some numbers that some apps have in the store, in no order. One request to the store for up to 100.
   *
   * @throws {AppError} `item-unreadable`, when one of them cannot be opened.
   */
  among(apps: readonly string[], numbers: readonly string[]): Promise<readonly PrivateNumber[]>;
  /** Adds a number unless it is there; what is there stays as it is. */
  addIfAbsent(number: PrivateNumber): Promise<void>;
  /**
   * Writes a number as it is by hand; its report stays unless it is taken back, which also adds a number. `false`: it was set by hand at a later
   * time, is to be added first, or has another report than the one to be taken back, and nothing was changed.
   */
  save(number: PrivateNumber, takenBack?: TakenBack): Promise<boolean>;
  /**
   * Applies a status report in one write, whatever the order of the reports: an older report never overrides a newer one, what
   * was set by hand stays beside it, a retired number stays retired, and no number is added.
   */
  report(report: NumberStatusReport): Promise<ReportOutcome>;
}
