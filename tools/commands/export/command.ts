import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { EXPORT_USAGE, readExportArguments } from './arguments.ts';
import { describeExport, isWhole, runExport } from './run.ts';

/** Shows how far exports are, and exports a day again. */
export const exportCommand = deploymentCommand({
  name: 'export',
  summary: 'how far the exports of finished days are; export a day again',
  usage: EXPORT_USAGE,
  read: readExportArguments,
  async run(asked, { answer, tell }) {
    const report = await runExport(asked, invokerOf(asked), tell);
    answer({ dryRun: asked.dryRun, ...report }, () => describeExport(report, asked.dryRun));
    return isWhole(report, asked.dryRun) ? 0 : 1;
  },
});
