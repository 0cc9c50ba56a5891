import type {
  CompareAnswer,
  FreezeAnswer,
  FrozenAnswer,
  RebuildAnswer,
  UsageReportAnswer,
} from '../../../functions/manage-usage/handler.ts';
import { usageSheet } from '../../../shared/usage/report/usage-csv.ts';
import { usageView } from '../../../shared/usage/report/usage-view.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { readUsageArguments, USAGE_USAGE, type UsageArguments } from './arguments.ts';
import {
  describeComparison,
  describeFrozen,
  describeFrozenUsage,
  describeRebuild,
  describeUsage,
  isUnchanged,
  notFrozenLines,
  uncountedLines,
} from './print.ts';
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
    const hasRows = action === 'report' || action === 'frozen';
    const ask = () => invoke('manage-usage', { action, ...order, ...(hasRows ? { by: asked.by } : {}) });
    switch (action) {
      case 'report': {
        const report = (await ask()) as UsageReportAnswer;
        answerRows(asked, report, answer, () => describeUsage(report));
        if (asked.csv) uncountedLines(report).forEach(tell);
        return 0;
      }
      case 'frozen': {
        const frozen = (await ask()) as FrozenAnswer;
        answerRows(asked, frozen, answer, () => describeFrozenUsage(frozen));
        if (asked.csv) notFrozenLines(frozen).forEach(tell);
        return frozen.notFrozen.length === 0 ? 0 : 1;
      }
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
        const isSame = compared.compared.every(isUnchanged);
        return isSame && compared.notFrozen.length === 0 ? 0 : 1;
      }
    }
  },
});

/** The rows of a report, as JSON, as a sheet or in words. */
const answerRows = <Report extends Pick<UsageReportAnswer, 'rows' | 'total'>>(
  { csv, by }: UsageArguments,
  { rows, total, ...rest }: Report,
  answer: (result: object, describe: () => string) => void,
  inWords: () => string,
): void => {
  const result = { ...rest, items: rows.map(usageView), total: usageView(total) };
  // A printed line ends by itself.
  answer(result, () => (csv ? usageSheet(by, rows).trimEnd() : inWords()));
};
