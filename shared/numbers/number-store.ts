import type { NumberStatusReport, ReportOutcome } from './number-status-report.ts';
import type { PrivateNumber } from './private-number.ts';

export interface NumberStore {
  /** Every number of an app, in no order. @throws {AppError} `store-unavailable`, as every method here. */
  ofApp(app: string): Promise<readonly PrivateNumber[]>;
  get(app: string, x: string): Promise<PrivateNumber | undefined>;
  /** Adds a number unless it is there; what is there stays as it is. */
  addIfAbsent(number: PrivateNumber): Promise<void>;
  /** Writes a number, unless what is there has a state of a later time: then `false` and nothing is changed. */
  save(number: PrivateNumber): Promise<boolean>;
  /**
   * Takes over a state that somebody else reports, in one write and whatever the order of the reports: older report never
   * overrides newer, a state set by hand at the same instant stays, a retired number stays retired, no number is added.
   */
  report(report: NumberStatusReport): Promise<ReportOutcome>;
}
