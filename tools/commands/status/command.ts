import { describeChecks } from '../doctor/print.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { readStatusArguments, STATUS_USAGE } from './arguments.ts';
import { readStatus } from './run.ts';

/** How everything stands, on one screen. */
export const statusCommand = deploymentCommand({
  name: 'status',
  summary: 'how everything stands: gate, backlog, pushes, pool, recordings, runs, alarms',
  usage: STATUS_USAGE,
  read: readStatusArguments,
  async run(asked, { answer }) {
    // Its clients of AWS are more code than all commands together, and no other one needs them.
    const { createAwsCloud } = await import('../cloud/aws-cloud.ts');
    const cloud = asked.stage === 'local' ? undefined : createAwsCloud(asked);
    const status = await readStatus({ invoke: invokerOf(asked), cloud }, asked.stage);
    answer(status, () => describeChecks(status.lines));
    return status.lines.some((line) => line.state === 'wrong') ? 1 : 0;
  },
});
