import { askedNumber } from '../asked-number.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { RECORDINGS_USAGE, readRecordingsArguments } from './arguments.ts';
import { describe } from './print.ts';
import { isUnfinished, runOrder } from './run.ts';

/** For operators: where recordings stand, fetch them now or again, erase them. */
export const recordingsCommand = deploymentCommand({
  name: 'recordings',
  summary: 'where recordings stand; fetch them now or again; erase them',
  usage: RECORDINGS_USAGE,
  needsArguments: true,
  read: readRecordingsArguments,
  async run(asked, { answer, tell }) {
    const { party } = asked;
    const order = party === undefined ? asked.order : { ...asked.order, party: await askedNumber(party) };
    const report = await runOrder(order, invokerOf(asked), tell);
    answer({ dryRun: asked.dryRun, ...report }, () => describe(report, asked.dryRun));
    return isUnfinished(report) ? 1 : 0;
  },
});
