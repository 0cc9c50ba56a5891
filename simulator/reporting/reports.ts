import { secondsAfter } from '../state/clock.ts';
import type { Platform } from '../state/platform.ts';

/** 0 reported, 1 failed, 2 in progress. Source: `privatenumber_a_number_0005`. */
export type ReportStatus = 0 | 1 | 2;

/** One reported number as the platform keeps it; name, card and photo are checked and forgotten. */
export type ReportView = { number: string; reportStatus: ReportStatus; failReason?: string };

/** A decision about a number, made by hand: `reported` also without a submission, as in the console. */
export type ReportDecision = { number: string; outcome: 'reported' | 'failed'; failReason?: string };

type Report = ReportView & { failures: number; failedAt: Date | null; submission: number };

/** The tenant's reports of actual users. */
export type Reports = {
  list(): ReportView[];
  isReported(number: string): boolean;
  /** Why a number cannot be submitted now; null: it can. In progress refuses nothing: that submission is taken, and fails. */
  refusal(number: string): 'too-soon' | 'barred' | null;
  submit(number: string): void;
  decide(decision: ReportDecision): void;
  /** False: it was not there. */
  remove(number: string): boolean;
  clear(): void;
};

const WAIT_SECONDS = 24 * 3600;
const MOST_FAILURES = 2;
const AGAIN_TEXT = 'The number is being reported.';
const FAILED_TEXT = 'The name and the identity card number do not match.';

/** Verified after `settings.reportSeconds` on the platform's clock, unless somebody decided before. */
export const createReports = ({ clock, settings }: Pick<Platform, 'clock' | 'settings'>): Reports => {
  const reports = new Map<string, Report>();
  let submissions = 0;

  const conclude = (number: string, outcome: 'reported' | 'failed', failReason: string): void => {
    const known = reports.get(number);
    const failures = outcome === 'reported' ? 0 : (known?.failures ?? 0) + 1;
    reports.set(number, {
      number,
      reportStatus: outcome === 'reported' ? 0 : 1,
      ...(outcome === 'failed' ? { failReason } : {}),
      failures,
      failedAt: outcome === 'failed' ? clock.now() : null,
      submission: 0,
    });
  };

  return {
    list: () =>
      [...reports.values()].map(({ number, reportStatus, failReason }) => ({
        number,
        reportStatus,
        ...(failReason === undefined ? {} : { failReason }),
      })),
    isReported: (number) => reports.get(number)?.reportStatus === 0,
    refusal(number) {
      const known = reports.get(number);
      if (!known || known.reportStatus === 2) return null;
      if (known.failures >= MOST_FAILURES) return 'barred';
      return known.failedAt && secondsAfter(known.failedAt, WAIT_SECONDS) > clock.now() ? 'too-soon' : null;
    },
    submit(number) {
      const known = reports.get(number);
      if (known?.reportStatus === 2) return conclude(number, 'failed', AGAIN_TEXT);
      const submission = ++submissions;
      const { failures = 0, failedAt = null } = known ?? {};
      reports.set(number, { number, reportStatus: 2, failures, failedAt, submission });
      if (settings.reportSeconds > 0)
        clock.at(secondsAfter(clock.now(), settings.reportSeconds), 'report-verified', async () => {
          if (reports.get(number)?.submission === submission) conclude(number, 'reported', '');
        });
      return undefined;
    },
    decide: ({ number, outcome, failReason = FAILED_TEXT }) => conclude(number, outcome, failReason),
    remove: (number) => reports.delete(number),
    clear: () => reports.clear(),
  };
};
