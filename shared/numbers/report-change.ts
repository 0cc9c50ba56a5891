import { type NumberStatusReport, reportKey } from './number-status-report.ts';
import { isGone } from './private-number.ts';

/**
 * The one write that applies a status report to the item of its number. The first report in a row that says that the platform does not
 * have it tells since when. One that comes after a newer one is not heeded: the number may have been back between the two.
 */
export const changeOfReport = (report: NumberStatusReport) => ({
  change: `SET #state = :state, stateAt = :at, reportedAs = :reportedAs${
    isGone(report) ? ', goneSince = if_not_exists(goneSince, :at)' : ' REMOVE goneSince'
  }`,
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
