import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { REPLAY_USAGE, readReplayArguments } from './arguments.ts';
import { describeGaps, describeReplay } from './print.ts';
import { runGaps, runReplay } from './run.ts';

/** Feeds journaled pushes to the stores again, or tells what is missing. */
export const replayCommand = deploymentCommand({
  name: 'replay',
  summary: 'feed journaled pushes to the stores again, or tell what is missing (--gaps)',
  usage: REPLAY_USAGE,
  needsArguments: true,
  read: (written) => readReplayArguments(written, new Date()),
  async run(asked, { answer, tell }) {
    const invoke = invokerOf(asked);
    if (asked.what === 'gaps') {
      const found = await runGaps(asked, invoke, tell);
      answer(found, () => describeGaps(found));
    } else {
      const report = await runReplay(asked, invoke, tell);
      answer({ dryRun: asked.dryRun, ...report }, () => describeReplay(report, asked.dryRun));
    }
    return 0;
  },
});
