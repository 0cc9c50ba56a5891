import { ageOf } from '../../../shared/status/age.ts';
import { SCHEDULES, type Schedule } from '../../../shared/status/watch/schedules.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type CheckLine, judged, ok, unknown, wrong } from '../doctor/check-line.ts';

const MINUTE = 60;

/** The lines by the operator's own credentials: alarms that ring, last runs, documents in force. */
export const cloudLines = async (
  cloud: Cloud,
  stage: string,
  secrets: Readonly<Record<string, string>>,
  now: Date,
): Promise<readonly CheckLine[]> => {
  const lines = await Promise.all([
    alarmLines(cloud, now),
    Promise.all(
      Object.entries(SCHEDULES).map(([name, schedule]) => runLine(cloud, stage, name, schedule, now)),
    ),
    Promise.all(Object.entries(secrets).map(([name, secretId]) => documentLine(cloud, name, secretId, now))),
  ]);
  return lines.flat();
};

const alarmLines = async (cloud: Cloud, now: Date): Promise<readonly CheckLine[]> => {
  const answer = await cloud.alarms();
  if (answer.kind !== 'seen')
    return [
      judged('alarms', answer, () => ok('alarms', ''), {
        text: 'there are none',
        fix: 'npm run ops -- doctor --stage <stage>',
      }),
    ];
  const ringing = answer.value.filter(({ isRinging }) => isRinging);
  if (ringing.length === 0) return [ok('alarms', `none of ${answer.value.length} rings`)];
  return ringing.map(({ name, since }) =>
    wrong(`alarm ${name}`, `rings for ${ageOf(since, now)}`, `docs/runbook/alarms/${name}.md`),
  );
};

const runLine = async (
  cloud: Cloud,
  stage: string,
  name: string,
  { withinSeconds, page }: Schedule,
  now: Date,
): Promise<CheckLine> => {
  const line = `last run of ${name}`;
  const fix = `docs/runbook/alarms/${page}.md`;
  const answer = await cloud.runsOf(`privatenumber-${stage}-${name}`, withinSeconds);
  return judged(
    line,
    answer,
    ({ lastRunAt, runs, errors }) => {
      const span = `${withinSeconds / MINUTE} min`;
      if (lastRunAt === undefined) return wrong(line, `none for ${span}`, fix);
      const text = `${ageOf(lastRunAt, now)} ago; ${runs} runs in ${span}, ${errors} failed`;
      return errors === 0 ? ok(line, text) : wrong(line, text, 'docs/runbook/alarms/schedule-errors.md');
    },
    { text: 'does not exist', fix: 'npm run ops -- doctor --stage <stage>' },
  );
};

const documentLine = async (cloud: Cloud, name: string, secretId: string, now: Date): Promise<CheckLine> => {
  const line = `${name} document`;
  return judged(
    line,
    await cloud.secret(secretId),
    ({ versionId, changedAt }) =>
      versionId === ''
        ? wrong(line, 'the secret has no value', 'npm run ops -- doctor --stage <stage>')
        : ok(line, `version ${versionId}, changed ${ageOf(changedAt, now)} ago`),
    { text: 'the secret does not exist', fix: 'npm run ops -- doctor --stage <stage>' },
  );
};

/** The same on the local stack. */
export const LOCAL_LINES: readonly CheckLine[] = [
  unknown('alarms', 'the local stack has none'),
  unknown('last runs', 'npm start runs the schedules by itself'),
  unknown('documents', 'npm start reads them from files'),
];
