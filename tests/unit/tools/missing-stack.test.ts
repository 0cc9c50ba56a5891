import { describe, expect, it } from 'vitest';
import type { Cloud } from '../../../tools/commands/cloud/cloud.ts';
import { runDoctor } from '../../../tools/commands/doctor/run.ts';
import { readStatus } from '../../../tools/commands/status/run.ts';
import { aCloud, EXPECTED } from '../../builders/cloud.ts';

const absent = async () => ({ kind: 'absent' as const });
const nobody = () => {
  throw new Error('nothing is to be asked');
};

const doctor = (answers: Partial<Cloud>) =>
  runDoctor(
    {
      invoke: nobody,
      askOutside: nobody,
      cloud: {
        questions: aCloud({ outputs: absent, ...answers }),
        openSecret: nobody,
        expected: async () => EXPECTED,
      },
      now: new Date('2026-03-01T08:00:00.000Z'),
    },
    { stage: 'prod', apiUrl: undefined, echoUrl: undefined },
  );

const status = async (answers: Partial<Cloud>) =>
  (await readStatus({ invoke: nobody, cloud: aCloud({ outputs: absent, ...answers }) }, 'prod')).lines;

describe.each([
  ['doctor', doctor],
  ['status', status],
])('%s of a stage without a stack', (_command, linesOf) => {
  it('says so first, and of the rest that it was not looked at', async () => {
    const [first, ...rest] = await linesOf({ table: absent });

    expect(first).toEqual({
      name: 'stack',
      state: 'wrong',
      text: 'privatenumber-prod: there is none in <region>',
      fix: 'is it the right stage, region and account? For a new one: npx serverless deploy --stage <stage>',
    });
    expect(rest.length).toBeGreaterThan(3);
    for (const line of rest)
      expect(line).toMatchObject({ state: 'unknown', text: 'not checked: there is no stack' });
  });

  it('tells of the data that a removed stack has left', async () => {
    const [first] = await linesOf({});

    expect(first).toEqual({
      name: 'stack',
      state: 'wrong',
      text: 'privatenumber-prod: there is none in <region>, though its tables are there: it was removed',
      fix: 'to have it again with its data: existingData: true below the stage in deployment.yml, then npx serverless deploy --stage <stage> (docs/operations.md, Remove and deploy again)',
    });
  });
});
