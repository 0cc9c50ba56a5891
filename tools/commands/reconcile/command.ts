import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { isAllAdopted, runAdoption } from './adopt.ts';
import { readAdoptionLines } from './adoption-lines.ts';
import { RECONCILE_USAGE, readReconcileArguments } from './arguments.ts';
import { describeReport } from './print.ts';
import { describeAdoption } from './print-adoption.ts';
import { isAgreed, runReconcile } from './run.ts';

/** Compares the bindings of an app with the platform's, and repairs, or adopts, when asked to. */
export const reconcileCommand = deploymentCommand({
  name: 'reconcile',
  summary: "compare an app's bindings with the platform's, and repair or adopt when asked to",
  usage: RECONCILE_USAGE,
  read: readReconcileArguments,
  async run(asked, { answer, tell }) {
    if (asked.adopt) {
      const lines = asked.file === undefined ? undefined : await readAdoptionLines(asked.file);
      const adopted = await runAdoption(asked, lines, invokerOf(asked), tell);
      answer({ dryRun: asked.dryRun, ...adopted }, () => describeAdoption(adopted, asked.dryRun));
      return isAllAdopted(adopted) ? 0 : 1;
    }
    const report = await runReconcile(asked, invokerOf(asked), tell);
    answer({ dryRun: asked.dryRun, ...report }, () => describeReport(report, asked.dryRun));
    return isAgreed(report) ? 0 : 1;
  },
});
