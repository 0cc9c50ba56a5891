import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ageOf } from '../../../shared/status/age.ts';
import { SCHEDULES } from '../../../shared/status/watch/schedules.ts';
import type { Cloud } from '../../../tools/commands/cloud/cloud.ts';
import { expectedParts } from '../../../tools/commands/doctor/expected.ts';
import { readStatus } from '../../../tools/commands/status/run.ts';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { aCloud } from '../../builders/cloud.ts';

const REPORT = {
  at: '2026-03-01T08:00:00.000Z',
  apps: [],
  dataKeyIds: ['test-1'],
  backlog: { value: { due: 0, countedUpTo: 2500 } },
  minutesWithoutPush: { value: { rides: 0 } },
  lastPushes: { value: { apps: [], lookedBackTo: '' } },
  quarantineItems: { value: 0 },
  gates: { value: [{ app: '*', state: 'open', failures: 0 }] },
  recordings: {
    value: { waiting: 0, due: 0, lost: 0, countedUpTo: 10_000, nearest: [], latestLost: [] },
  },
};

/** The lines of a deployment that is well, but for the answers that are given. */
const linesOf = async (answers: Partial<Cloud> = {}, invoke: () => Promise<unknown> = async () => REPORT) => {
  const { lines } = await readStatus({ invoke, cloud: aCloud(answers) }, 'prod');
  return lines.map(
    ({ name, state, text, fix }) => `${state} ${name}: ${text}${fix === undefined ? '' : ` -> ${fix}`}`,
  );
};

describe('the status of a deployment', () => {
  it('tells alarms, last runs and documents', async () => {
    const lines = await linesOf();

    expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
    expect(lines).toContain('ok alarms: none of 2 rings');
    expect(lines).toContain('ok last run of binding-sweeper: 1 min ago; 60 runs in 15 min, 0 failed');
    expect(lines).toContain('ok configuration document: version version-1, changed 28 days ago');
  });

  it.each<readonly [string, Partial<Cloud>, string]>([
    [
      'an alarm that rings',
      {
        alarms: async () => ({
          kind: 'seen',
          value: [
            {
              name: 'arrears',
              isRinging: true,
              hasActions: true,
              topics: [],
              since: '2026-03-01T05:00:00.000Z',
            },
          ],
        }),
      },
      'wrong alarm arrears: rings for 3 h -> docs/runbook/alarms/arrears.md',
    ],
    [
      'a schedule that does not run',
      { runsOf: async () => ({ kind: 'seen', value: { runs: 0, errors: 0 } }) },
      'wrong last run of binding-sweeper: none for 15 min -> docs/runbook/alarms/sweeper-silent.md',
    ],
    [
      'runs that fail',
      {
        runsOf: async () => ({
          kind: 'seen',
          value: { runs: 15, errors: 2, lastRunAt: '2026-03-01T07:59:00.000Z' },
        }),
      },
      'wrong last run of recording-archiver: 1 min ago; 15 runs in 15 min, 2 failed -> docs/runbook/alarms/schedule-errors.md',
    ],
    [
      'a secret without a value',
      { secret: async () => ({ kind: 'seen', value: { versionId: '', changedAt: '' } }) },
      'wrong access document: the secret has no value -> npm run ops -- doctor --stage <stage>',
    ],
    [
      'a right that the operator lacks',
      { alarms: async () => ({ kind: 'no-right', action: 'cloudwatch:DescribeAlarms' }) },
      'unknown alarms: not checked: no right (cloudwatch:DescribeAlarms)',
    ],
  ])('names %s', async (_what, answers, line) => {
    expect(await linesOf(answers)).toContain(line);
  });

  it('looks at the secret that the stack names', async () => {
    const asked: string[] = [];

    await linesOf({
      outputs: async () => ({ kind: 'seen', value: { ConfigSecretName: 'another' } }),
      secret: async (name) => {
        asked.push(name);
        return { kind: 'absent' };
      },
    });

    expect(asked).toEqual(['another', 'privatenumber-prod-access']);
  });

  it('shows the rest when a function cannot be asked', async () => {
    const lines = await linesOf({}, async () => {
      throw new Error('report-status failed: the configuration is not usable');
    });

    expect(lines).toContainEqual(
      expect.stringMatching(
        /^wrong function report-status: report-status failed: the configuration is not usable/,
      ),
    );
    expect(lines).toContain('ok alarms: none of 2 rings');
  });

  it('knows every function that runs by itself, and pages that are there', async () => {
    const { scheduled } = await expectedParts();

    expect(Object.keys(SCHEDULES).sort()).toEqual(scheduled);
    for (const { page } of Object.values(SCHEDULES))
      expect(existsSync(`${ROOT}docs/runbook/alarms/${page}.md`), page).toBe(true);
  });
});

describe('an age', () => {
  it.each([
    ['2026-03-01T07:25:00.000Z', '35 min'],
    ['2026-03-01T05:00:00.000Z', '3 h'],
    ['2026-02-17T08:00:00.000Z', '12 days'],
    ['2026-03-01T09:00:00.000Z', '0 min'],
  ])('of %s is %s', (instant, age) => {
    expect(ageOf(instant, new Date('2026-03-01T08:00:00.000Z'))).toBe(age);
  });
});
