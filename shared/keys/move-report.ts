import { itemOfReport, reportOf } from '../reporting/dynamo-report-registry.ts';
import type { ReportRecord } from '../reporting/report.ts';
import type { Attributes } from '../storage/documents.ts';
import { type KeyMoveDeps, type MoveOutcome, moveToPresentKey } from './move-to-present-key.ts';

/**
 * Moves the state of reporting a number, as {@link moveToPresentKey}. One that stands under the present key is newer, and takes over
 * the failures alone.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const moveReport = (deps: KeyMoveDeps, item: Attributes, dryRun: boolean): Promise<MoveOutcome> =>
  moveToPresentKey(deps, item, dryRun, {
    name: 'the report of a number',
    read: (each) => reportOf(deps.sealer, each),
    itemOf: (former, present) => itemOfReport(deps, present === undefined ? former : joined(former, present)),
  });

const joined = (former: ReportRecord, present: ReportRecord): ReportRecord => {
  if (present.state === 'reported' || former.failures <= present.failures) return present;
  return {
    ...present,
    failures: former.failures,
    failedAt: present.failedAt ?? former.failedAt,
    // A write by somebody who read the present one before would lose the failures.
    version: present.version + 1,
  };
};
