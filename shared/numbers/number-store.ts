import type { NumberStatusReport, ReportOutcome } from './number-status-report.ts';
import type { PrivateNumber } from './private-number.ts';

/** Keeps the private numbers of all apps. */
export interface NumberStore {
  /** Every number of an app, in no order. @throws {AppError} `store-unavailable`, as every method here. */
  ofApp(app: string): Promise<readonly PrivateNumber[]>;
  /** One number by its key; `undefined` when the app has no such number in the store. */
  get(app: string, x: string): Promise<PrivateNumber | undefined>;
  /** Those of some numbers that some apps have in the store, in no order. One request to the store for up to 100. */
  among(apps: readonly string[], numbers: readonly string[]): Promise<readonly PrivateNumber[]>;
  /** Adds a number unless it is there; what is there stays as it is. */
  addIfAbsent(number: PrivateNumber): Promise<void>;
  /** Writes a number. `false`: the stored number has a state of a later time, and nothing was changed. */
  save(number: PrivateNumber): Promise<boolean>;
  /**
   * Applies a status report in one write, whatever the order of the reports: an older report never overrides a newer one, a
   * state that was set by hand at the same instant stays, a retired number stays retired, and no number is added.
   */
  report(report: NumberStatusReport): Promise<ReportOutcome>;
}
