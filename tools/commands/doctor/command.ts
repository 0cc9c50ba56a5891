import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { secretNameOf } from '../secret/documents.ts';
import { openSecret } from '../secret/secret.ts';
import { askOutside } from './api-checks.ts';
import { DOCTOR_USAGE, readDoctorArguments } from './arguments.ts';
import { expectedParts } from './expected.ts';
import { describeChecks } from './print.ts';
import { runDoctor } from './run.ts';

/** Everything that a deployment needs, a line each with what to do. */
export const doctorCommand = deploymentCommand({
  name: 'doctor',
  summary: 'a line for each thing that a deployment needs: right, or the fix',
  usage: DOCTOR_USAGE,
  read: readDoctorArguments,
  async run(asked, { answer }) {
    const { stage, region } = asked;
    const { createAwsCloud } = await import('../cloud/aws-cloud.ts');
    const cloud = {
      questions: createAwsCloud(asked),
      openSecret: (document: Parameters<typeof secretNameOf>[0], given: string | undefined) =>
        openSecret({ secretId: given ?? secretNameOf(document, stage), stage, region }),
      expected: expectedParts,
    };
    const deps = {
      invoke: invokerOf(asked),
      askOutside,
      now: new Date(),
      ...(stage === 'local' ? {} : { cloud }),
    };
    const lines = await runDoctor(deps, asked);
    answer({ lines }, () => describeChecks(lines));
    return lines.some(({ state }) => state === 'wrong') ? 1 : 0;
  },
});
