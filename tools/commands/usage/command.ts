import type {
  CompareAnswer,
  FreezeAnswer,
  RebuildAnswer,
  UsageReportAnswer,
} from '../../../functions/manage-usage/handler.ts';
import { usageSheet } from '../../../shared/usage/report/usage-csv.ts';
import { usageView } from '../../../shared/usage/report/usage-view.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { readUsageArguments, USAGE_USAGE, type UsageArguments } from './arguments.ts';
import { describeComparison, describeFrozen, describeRebuild, describeUsage } from './print.ts';
import { type Rebuilt, runRebuild } from './run.ts';

/** Sums of calls and texts: reports, rebuilds, and frozen months. */
export const usageCommand = deploymentCommand({
  name: 'usage',
  summary: 'calls, minutes and texts of a month; count them anew, freeze a month, compare it',
  usage: USAGE_USAGE,
  read: readUsageArguments,
  async run(asked, { answer, tell }) {
    const invoke = invokerOf(asked);
    const { action, order } = asked;
    const ask = () =>
      invoke('manage-usage', { action, ...order, ...(action === 'report' ? { by: asked.by } : {}) });
    switch (action) {
      case 'report':
        return answerReport(asked, (await ask()) as UsageReportAnswer, answer);
      case 'rebuild': {
        const part = (after: object) =>
          invoke('manage-usage', { action, ...order, ...after }) as Promise<RebuildAnswer>;
        const rebuilt: Rebuilt = await runRebuild(part, tell);
        answer(rebuilt, () => describeRebuild(rebuilt));
        return 0;
      }
      case 'freeze': {
        const frozen = (await ask()) as FreezeAnswer;
        answer(frozen, () => describeFrozen(frozen));
        return 0;
      }
      case 'compare': {
        const compared = (await ask()) as CompareAnswer;
        answer(compared, () => describeComparison(compared));
        const isSame = compared.compared.every(({ changed }) => changed.length === 0);
        return isSame && compared.notFrozen.length === 0 ? 0 : 1;
      }
    }
  },
});

const answerReport = (
  { csv, by }: UsageArguments,
  report: UsageReportAnswer,
  answer: (result: object, describe: () => string) => void,
): 0 => {
  const { rows, total, ...rest } = report;
  const result = { ...rest, items: rows.map(usageView), total: usageView(total) };
  // A printed line ends by itself.
  answer(result, () => (csv ? usageSheet(by, rows).trimEnd() : describeUsage(report)));
  return 0;
};
