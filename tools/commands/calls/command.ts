import { readFileSync } from 'node:fs';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { CALLS_USAGE, readCallsArguments } from './arguments.ts';
import { describeCallImport, runImportCalls } from './run.ts';
import { describeUndo, runUndo } from './undo.ts';

/** Fills gaps by the console's list of calls. */
export const callsCommand = deploymentCommand({
  name: 'calls',
  summary: "fill gaps by the console's list of calls of the last 31 days",
  usage: CALLS_USAGE,
  needsArguments: true,
  read: readCallsArguments,
  async run(asked, { answer, tell }) {
    const { dryRun } = asked;
    if (asked.action === 'undo') {
      const undone = await runUndo(asked, invokerOf(asked), tell);
      answer({ dryRun, ...undone }, () => describeUndo(undone, dryRun));
      return 0;
    }
    const report = await runImportCalls(asked, readList(asked.file), invokerOf(asked), tell);
    answer({ dryRun, ...report }, () => describeCallImport(report, dryRun));
    return report.young + report.unreadable === 0 ? 0 : 1;
  },
});

/** The name of a file is not told: it may be a number. */
const readList = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new Error(isAbsent ? 'there is no file as --file says' : 'the file of --file cannot be read', {
      cause,
    });
  }
};
