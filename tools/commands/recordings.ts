// For operators: where recordings stand, fetch them now or again, erase them. `npm run recordings -- --help`

import { invokerOf } from './invoke.ts';
import { RECORDINGS_USAGE, readRecordingsArguments } from './recordings/arguments.ts';
import { describe } from './recordings/print.ts';
import { isUnfinished, runOrder } from './recordings/run.ts';

const written = process.argv.slice(2);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  if (written.length === 0 || written.includes('--help')) print(RECORDINGS_USAGE);
  else {
    const asked = readRecordingsArguments(written);
    const report = await runOrder(asked.order, invokerOf(asked), tell);
    print(asked.json ? JSON.stringify(report, null, 2) : describe(report));
    if (isUnfinished(report)) process.exitCode = 2;
  }
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
