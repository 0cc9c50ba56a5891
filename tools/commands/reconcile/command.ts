import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { RECONCILE_USAGE, readReconcileArguments } from './arguments.ts';
import { describeReport } from './print.ts';
import { isAgreed, runReconcile } from './run.ts';

/** Compares the bindings of an app with the platform's, and repairs when asked to. */
export const reconcileCommand = deploymentCommand({
  name: 'reconcile',
  summary: "compare an app's bindings with the platform's, and repair when asked to",
  usage: RECONCILE_USAGE,
  read: readReconcileArguments,
  async run(asked, { answer, tell }) {
    const report = await runReconcile(asked, invokerOf(asked), tell);
    answer({ dryRun: asked.dryRun, ...report }, () => describeReport(report, asked.dryRun));
    return isAgreed(report) ? 0 : 1;
  },
});
