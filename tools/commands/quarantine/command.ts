import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { QUARANTINE_USAGE, readQuarantineArguments } from './arguments.ts';
import { describeDiscarded, describeQuarantine } from './print.ts';
import { discardItem, listQuarantine } from './run.ts';

/** The quarantine of pushes: what lies there, and taking out what nobody will ever read. */
export const quarantineCommand = deploymentCommand({
  name: 'quarantine',
  summary: 'what lies in quarantine; take an item out that no release will read',
  usage: QUARANTINE_USAGE,
  read: readQuarantineArguments,
  async run(asked, { answer, tell }) {
    const invoke = invokerOf(asked);
    if ('discard' in asked.order) {
      const report = await discardItem(asked.order, invoke);
      answer(report, () => describeDiscarded(report));
      return 0;
    }
    const items: GapsReport['gaps'] = await listQuarantine(invoke, new Date(), tell);
    answer({ items }, () => describeQuarantine(items));
    return items.length === 0 ? 0 : 1;
  },
});
