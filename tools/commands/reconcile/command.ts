import { invokerOf } from '../invoke.ts';
import type { OpsCommand } from '../ops/command.ts';
import { RECONCILE_USAGE, readReconcileArguments } from './arguments.ts';
import { describeReport } from './print.ts';
import { isAgreed, runReconcile } from './run.ts';

/** Compares the bindings of an app with the platform's, and repairs when asked to. */
export const reconcileCommand: OpsCommand = {
  name: 'reconcile',
  summary: "compare an app's bindings with the platform's, and repair when asked to",
  usage: RECONCILE_USAGE,
  async run(written, { print, tell }) {
    const asked = readReconcileArguments(written);
    const report = await runReconcile(asked, invokerOf(asked), tell);
    print(asked.json ? JSON.stringify(report, null, 2) : describeReport(report));
    return isAgreed(report) ? 0 : 1;
  },
};
