import { ageOf } from '../age.ts';
import { linesOf, type StatusLine } from '../status-line.ts';
import { SCHEDULES } from './schedules.ts';
import type { Watched, WatchedRuns } from './watch.ts';

/** The lines of the alarms, and of the functions that run by themselves. */
export const watchLines = ({ alarms, lastRuns }: Watched, now: Date): readonly StatusLine[] => [
  ...alarmLines(alarms, now),
  ...runLines({ alarms, lastRuns }, now),
];

/** A deployment without any alarm is the local stack, where nobody counts runs. */
const runLines = (
  { alarms, lastRuns }: Pick<Watched, 'alarms' | 'lastRuns'>,
  now: Date,
): readonly StatusLine[] => {
  const { unknown, notRead } = linesOf('runs');
  if ('failed' in lastRuns) return [notRead('last runs', lastRuns.failed)];
  const isCounted = lastRuns.value.some(({ runs }) => runs > 0);
  if (!isCounted && 'value' in alarms && alarms.value.length === 0)
    return [
      unknown('last runs', {
        code: 'runs-not-counted',
        text: 'nobody counts them; npm start runs the schedules by itself',
      }),
    ];
  return lastRuns.value.map((runs) => runLine(runs, now));
};

const alarmLines = (part: Watched['alarms'], now: Date): readonly StatusLine[] => {
  const { ok, wrong, unknown, notRead } = linesOf('alarms');
  if ('failed' in part) return [notRead('alarms', part.failed)];
  const total = part.value.length;
  if (total === 0)
    return [unknown('alarms', { code: 'alarms-none', text: 'there are none; the local stack has none' })];
  const ringing = part.value.filter(({ isRinging }) => isRinging);
  if (ringing.length === 0)
    return [ok('alarms', { code: 'alarms-quiet', text: `none of ${total} rings`, values: { total } })];
  return ringing.map(({ name, page, since }) =>
    wrong(`alarm ${name}`, page, {
      code: 'alarm-rings',
      text: `rings for ${ageOf(since, now)}`,
      values: { alarm: name, since },
    }),
  );
};

const runLine = ({ name, withinSeconds, lastRunAt, runs, errors }: WatchedRuns, now: Date): StatusLine => {
  const { ok, wrong } = linesOf('runs');
  const line = `last run of ${name}`;
  const span = `${withinSeconds / 60} min`;
  const values = { function: name, withinSeconds, runs, errors };
  if (lastRunAt === null)
    return wrong(line, SCHEDULES[name]?.page ?? 'schedule-errors', {
      code: 'run-missing',
      text: `none for ${span}`,
      values,
    });
  const facts = {
    text: `${ageOf(lastRunAt, now)} ago; ${runs} runs in ${span}, ${errors} failed`,
    values: { ...values, lastRunAt },
  };
  return errors === 0
    ? ok(line, { code: 'run-seen', ...facts })
    : wrong(line, 'schedule-errors', { code: 'run-failed', ...facts });
};
