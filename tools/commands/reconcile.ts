// Compares the bindings of an app with the platform's, and repairs when asked to. `npm run reconcile -- --help`

import { invokerOf } from './invoke.ts';
import { RECONCILE_USAGE, readReconcileArguments } from './reconcile/arguments.ts';
import { describeReport } from './reconcile/print.ts';
import { isAgreed, runReconcile } from './reconcile/run.ts';

const written = process.argv.slice(2);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  if (written.includes('--help')) print(RECONCILE_USAGE);
  else {
    const asked = readReconcileArguments(written);
    const report = await runReconcile(asked, invokerOf(asked), tell);
    print(asked.json ? JSON.stringify(report, null, 2) : describeReport(report));
    process.exitCode = isAgreed(report) ? 0 : 1;
  }
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
