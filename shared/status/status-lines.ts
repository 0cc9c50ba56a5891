import type { DueBacklog } from '../bindings/dynamo/live-and-due.ts';
import { ageOf } from './age.ts';
import { archiveLines } from './archive-lines.ts';
import { counted } from './counted.ts';
import { gateLine } from './gate-words.ts';
import { poolLines } from './pool-lines.ts';
import type { StatusReport } from './read-status.ts';
import { linesOf, type StatusLine } from './status-line.ts';

/** The state as it was read, judged, a line each. */
export const statusLines = (report: StatusReport, now: Date): readonly StatusLine[] => [
  ...gateLines(report.gates),
  backlogLine(report.backlog, now),
  ...silenceLines(report.minutesWithoutPush),
  ...pushLines(report, now),
  quarantineLine(report.quarantineItems),
  ...report.apps.flatMap(poolLines),
  ...archiveLines(report.recordings, now),
];

const gateLines = (part: StatusReport['gates']): readonly StatusLine[] => {
  const { ok, wrong, notRead } = linesOf('gate');
  if ('failed' in part) return [notRead('gate', part.failed)];
  const gates = part.value;
  const shut = gates.filter(({ state }) => state === 'locked-out' || state === 'throttled');
  const apps = gates.length - 1;
  if (shut.length === 0)
    return [ok('gate', { code: 'gate-open', text: `open for ${counted(apps, 'app')}`, values: { apps } })];
  return shut.map((gate) => {
    const { app, state, failures, since = '', until = '' } = gate;
    return wrong('gate', `platform-${state}`, {
      code: `gate-${state}`,
      app,
      text: gateLine(gate),
      values: { failures, since, until },
    });
  });
};

/** The sweeper runs every minute. */
const LATE_MS = 10 * 60_000;

const backlogLine = (part: StatusReport['backlog'], now: Date): StatusLine => {
  const { ok, notRead } = linesOf('backlog');
  const name = 'sweeper backlog';
  if ('failed' in part) return notRead(name, part.failed);
  const { oldestDueAt } = part.value;
  return oldestDueAt === undefined
    ? ok(name, { code: 'backlog-empty', text: 'nothing is due' })
    : dueLine(name, { ...part.value, oldestDueAt }, now);
};

const dueLine = (name: string, backlog: Required<DueBacklog>, now: Date): StatusLine => {
  const { ok, wrong } = linesOf('backlog');
  const { due, countedUpTo, oldestDueAt } = backlog;
  const count = due >= countedUpTo ? `${due} or more` : String(due);
  const text = `${count} due, the oldest for ${ageOf(oldestDueAt, now)}`;
  const facts = { text, values: { due, countedUpTo, oldestDueAt } };
  return now.getTime() - Date.parse(oldestDueAt) < LATE_MS
    ? ok(name, { code: 'backlog-due', ...facts })
    : wrong(name, 'sweeper-behind', { code: 'backlog-late', ...facts });
};

/** As the alarm `pushes-missing`, unless `silenceMinutes` says otherwise. */
const SILENCE_MINUTES = 120;

const silenceLines = (part: StatusReport['minutesWithoutPush']): readonly StatusLine[] => {
  const { ok, wrong, notRead } = linesOf('silence');
  if ('failed' in part) return [notRead('pushes', part.failed)];
  const silent = Object.entries(part.value).filter(([, minutes]) => minutes > 0);
  if (silent.length === 0) return [ok('pushes', { code: 'pushes-come', text: 'come as they should' })];
  return silent.map(([app, minutes]) => {
    const facts = { app, values: { minutes } };
    const text = `none for ${minutes} min`;
    return minutes < SILENCE_MINUTES
      ? ok(`pushes of ${app}`, { code: 'pushes-pause', text, ...facts })
      : wrong(`pushes of ${app}`, 'pushes-missing', {
          code: 'pushes-missing',
          text: `${text}, while calls are expected`,
          ...facts,
        });
  });
};

const pushLines = ({ lastPushes }: StatusReport, now: Date): readonly StatusLine[] => {
  const { ok, unknown, notRead } = linesOf('last-pushes');
  if ('failed' in lastPushes) return [notRead('last push', lastPushes.failed)];
  const { apps, lookedBackTo } = lastPushes.value;
  return apps.map(({ app, at }) =>
    at === undefined
      ? unknown(`last push of ${app}`, {
          code: 'last-push-unseen',
          app,
          text: `none since ${lookedBackTo}, as far as was looked`,
          values: { lookedBackTo },
        })
      : ok(`last push of ${app}`, {
          code: 'last-push',
          app,
          text: `${ageOf(at, now)} ago, at ${at}`,
          values: { at },
        }),
  );
};

const quarantineLine = (part: StatusReport['quarantineItems']): StatusLine => {
  const { ok, wrong, notRead } = linesOf('quarantine');
  if ('failed' in part) return notRead('quarantine', part.failed);
  const items = part.value;
  return items === 0
    ? ok('quarantine', { code: 'quarantine-empty', text: 'empty' })
    : wrong('quarantine', 'quarantine-not-empty', {
        code: 'quarantine-not-empty',
        text: counted(items, 'item'),
        values: { items },
      });
};
