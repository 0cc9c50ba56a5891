import type { LiftReport } from '../../../functions/report-numbers/handler.ts';
import { askedNumber } from '../asked-number.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { REPORTS_USAGE, readReportsArguments } from './arguments.ts';

/** Reports of actual users to the carriers: the bar after two failures. */
export const reportsCommand = deploymentCommand({
  name: 'reports',
  summary: 'let a number be reported to the carriers again that failed twice',
  usage: REPORTS_USAGE,
  needsArguments: true,
  read: readReportsArguments,
  async run(asked, { answer }) {
    const { operator, dryRun } = asked;
    const lift = await askedNumber(asked.party);
    const report = (await invokerOf(asked)('report-numbers', { lift, operator, dryRun })) as LiftReport;
    if ('refused' in report) throw new Error(report.refused);
    answer({ ...report, dryRun }, () => describe(report, dryRun));
    return report.lifted ? 0 : 1;
  },
});

/** For people. It never has the number. */
const describe = ({ lifted }: Readonly<{ lifted: boolean }>, dryRun: boolean): string => {
  if (!lifted) return 'No failure of this number is on record.';
  return dryRun
    ? 'Its failures would be forgotten.'
    : 'Its failures are forgotten: it may be reported again.';
};
