import { invokerOf } from '../invoke.ts';
import type { OpsCommand } from '../ops/command.ts';
import { REPLAY_USAGE, readReplayArguments } from './arguments.ts';
import { describeGaps, describeReplay } from './print.ts';
import { runGaps, runReplay } from './run.ts';

/** Feeds journaled pushes to the stores again, or tells what is missing. */
export const replayCommand: OpsCommand = {
  name: 'replay',
  summary: 'feed journaled pushes to the stores again, or tell what is missing (--gaps)',
  usage: REPLAY_USAGE,
  needsArguments: true,
  async run(written, { print, tell }) {
    const asked = readReplayArguments(written, new Date());
    const invoke = invokerOf(asked);
    if (asked.what === 'gaps') {
      const found = await runGaps(asked, invoke, tell);
      print(asked.json ? JSON.stringify(found, null, 2) : describeGaps(found));
    } else {
      const report = await runReplay(asked, invoke, tell);
      print(asked.json ? JSON.stringify(report, null, 2) : describeReplay(report, asked.dryRun));
    }
    return 0;
  },
};
