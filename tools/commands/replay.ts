// Feeds journaled pushes to the stores again, or tells what is missing. `npm run replay -- --help`

import { invokerOf } from './invoke.ts';
import { REPLAY_USAGE, readReplayArguments } from './replay/arguments.ts';
import { describeGaps, describeReplay } from './replay/print.ts';
import { runGaps, runReplay } from './replay/run.ts';

const written = process.argv.slice(2);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  if (written.length === 0 || written.includes('--help')) print(REPLAY_USAGE);
  else {
    const asked = readReplayArguments(written, new Date());
    const invoke = invokerOf(asked);
    if (asked.what === 'gaps') {
      const found = await runGaps(asked, invoke, tell);
      print(asked.json ? JSON.stringify(found, null, 2) : describeGaps(found));
    } else {
      const report = await runReplay(asked, invoke, tell);
      print(asked.json ? JSON.stringify(report, null, 2) : describeReplay(report));
    }
  }
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
