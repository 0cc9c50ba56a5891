import { type NumberStatusReport, reportKey } from './number-status-report.ts';

/** The one write that applies a status report to the item of its number. */
export const changeOfReport = (report: NumberStatusReport) => ({
  change: 'SET #state = :state, stateAt = :at, reportedAs = :reportedAs',
  condition:
    'attribute_exists(pk) AND #state <> :retired AND (stateAt < :at OR (stateAt = :at AND (attribute_not_exists(reportedAs) OR reportedAs < :reportedAs)))',
  names: { '#state': 'state' },
  values: {
    ':state': report.state,
    ':at': report.at,
    ':reportedAs': reportKey(report),
    ':retired': 'retired',
  },
});
