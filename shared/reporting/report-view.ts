import type { ReportRecord, ReportState } from './report.ts';
import { isBarred, nextReportAt } from './report-rules.ts';

/** A report as our API shows it. Times are ISO 8601 UTC. */
export type ReportView = Readonly<{
  number: string;
  state: ReportState;
  /** The platform's own words. */
  failReason: string | null;
  /** Failures in a row. */
  failures: number;
  /** The platform takes no further report by itself. */
  barred: boolean;
  /** Before that the platform takes no further report; `null`: no waiting helps, or is needed. */
  nextReportAt: string | null;
  submittedAt: string | null;
  /** When the platform said the state; `null`: it has not yet. */
  checkedAt: string | null;
}>;

export const reportView = (record: ReportRecord, now: Date): ReportView => ({
  number: record.number,
  state: record.state,
  failReason: record.failReason ?? null,
  failures: record.failures,
  barred: isBarred(record),
  nextReportAt: isBarred(record) ? null : (nextReportAt(record, now) ?? null),
  submittedAt: record.submittedAt ?? null,
  checkedAt: record.checkedAt || null,
});
