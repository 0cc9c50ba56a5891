import { createAwsCloud } from '../cloud/aws-cloud.ts';
import { invokerOf } from '../invoke.ts';
import type { OpsCommand } from '../ops/command.ts';
import { secretNameOf } from '../secret/documents.ts';
import { openSecret } from '../secret/secret.ts';
import { askOutside } from './api-checks.ts';
import { DOCTOR_USAGE, readDoctorArguments } from './arguments.ts';
import { expectedParts } from './expected.ts';
import { describeChecks } from './print.ts';
import { runDoctor } from './run.ts';

/** Everything that a deployment needs, a line each with what to do. */
export const doctorCommand: OpsCommand = {
  name: 'doctor',
  summary: 'a line for each thing that a deployment needs: right, or the fix',
  usage: DOCTOR_USAGE,
  async run(written, { print }) {
    const asked = readDoctorArguments(written);
    const { stage, region } = asked;
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
    print(asked.json ? JSON.stringify(lines, null, 2) : describeChecks(lines));
    return lines.some(({ state }) => state === 'wrong') ? 1 : 0;
  },
};
