import { readFileSync } from 'node:fs';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { CALLS_USAGE, readCallsArguments } from './arguments.ts';
import { describeCallImport, runImportCalls } from './run.ts';

/** Fills gaps by the console's list of calls. */
export const callsCommand = deploymentCommand({
  name: 'calls',
  summary: "fill gaps by the console's list of calls of the last 31 days",
  usage: CALLS_USAGE,
  needsArguments: true,
  read: readCallsArguments,
  async run(asked, { answer, tell }) {
    const report = await runImportCalls(asked, readFileSync(asked.file), invokerOf(asked), tell);
    answer({ dryRun: asked.dryRun, ...report }, () => describeCallImport(report, asked.dryRun));
    return report.young + report.unreadable === 0 ? 0 : 1;
  },
});
