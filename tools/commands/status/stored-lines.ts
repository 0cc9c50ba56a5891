import type { Part, StatusReport } from '../../../functions/report-status/handler.ts';
import type { DueBacklog } from '../../../shared/bindings/dynamo/live-and-due.ts';
import { type CheckLine, ok, unknown, wrong } from '../doctor/check-line.ts';
import { gateLine } from '../gate/print.ts';
import { counted } from '../ops/counted.ts';
import { ageOf } from './age.ts';

const page = (name: string): string => `docs/runbook/alarms/${name}.md`;

const gateLines = (part: StatusReport['gates']): readonly CheckLine[] => {
  if ('failed' in part) return [partLine('gate', part, () => ok('gate', ''))];
  const gates = part.value;
  const shut = gates.filter(({ state }) => state === 'locked-out' || state === 'throttled');
  if (shut.length === 0) return [ok('gate', `open for ${counted(gates.length - 1, 'app')}`)];
  return shut.map((gate) =>
    gate.state === 'throttled'
      ? wrong('gate', gateLine(gate), page('platform-throttled'))
      : wrong(
          'gate',
          gateLine(gate),
          `${page('platform-locked-out')}; then npm run ops -- gate open --operator <your name> --stage <stage>`,
        ),
  );
};

/** The state as `report-status` tells it, a line each. */
export const statusLines = (report: StatusReport, now: Date): readonly CheckLine[] => [
  ...gateLines(report.gates),
  partLine('sweeper backlog', report.backlog, (backlog) => backlogLine(backlog, now)),
  ...silenceLines(report.minutesWithoutPush),
  ...pushLines(report, now),
  partLine('quarantine', report.quarantineItems, (items) =>
    items === 0
      ? ok('quarantine', 'empty')
      : wrong('quarantine', counted(items, 'item'), page('quarantine-not-empty')),
  ),
  ...report.apps.flatMap(poolLines),
  ...archiveLines(report.recordings, now),
];

const partLine = <Value>(name: string, part: Part<Value>, lineOf: (value: Value) => CheckLine): CheckLine =>
  'failed' in part
    ? wrong(
        name,
        `cannot be read (${part.failed})`,
        'the log line status-not-read of report-status; npm run ops -- doctor --stage <stage>',
      )
    : lineOf(part.value);

/** The sweeper runs every minute. */
const LATE_MS = 10 * 60_000;

const backlogLine = ({ due, countedUpTo, oldestDueAt }: DueBacklog, now: Date): CheckLine => {
  if (oldestDueAt === undefined) return ok('sweeper backlog', 'nothing is due');
  const count = due >= countedUpTo ? `${due} or more` : String(due);
  const text = `${count} due, the oldest for ${ageOf(oldestDueAt, now)}`;
  return now.getTime() - Date.parse(oldestDueAt) < LATE_MS
    ? ok('sweeper backlog', text)
    : wrong('sweeper backlog', text, page('sweeper-behind'));
};

/** As the alarm `pushes-missing`, unless `silenceMinutes` says otherwise. */
const SILENCE_MINUTES = 120;

const silenceLines = (part: StatusReport['minutesWithoutPush']): readonly CheckLine[] => {
  if ('failed' in part) return [partLine('pushes', part, () => ok('pushes', ''))];
  const silent = Object.entries(part.value).filter(([, minutes]) => minutes > 0);
  if (silent.length === 0) return [ok('pushes', 'come as they should')];
  return silent.map(([app, minutes]) =>
    minutes < SILENCE_MINUTES
      ? ok(`pushes of ${app}`, `none for ${minutes} min`)
      : wrong(
          `pushes of ${app}`,
          `none for ${minutes} min, while calls are expected`,
          page('pushes-missing'),
        ),
  );
};

const pushLines = ({ lastPushes }: StatusReport, now: Date): readonly CheckLine[] => {
  if ('failed' in lastPushes) return [partLine('last push', lastPushes, () => ok('last push', ''))];
  const { apps, lookedBackTo } = lastPushes.value;
  return apps.map(({ app, at }) =>
    at === undefined
      ? unknown(`last push of ${app}`, `none since ${lookedBackTo}, as far as was looked`)
      : ok(`last push of ${app}`, `${ageOf(at, now)} ago, at ${at}`),
  );
};

const poolLines = ({ app, mode, needsNumbers, pool }: StatusReport['apps'][number]): readonly CheckLine[] => {
  const name = `pool of ${app} (${mode})`;
  if ('failed' in pool) return [partLine(name, pool, () => ok(name, ''))];
  const { areas, unreadable } = pool.value;
  const lines = areas.map(({ area, states, looked, busy }): CheckLine => {
    const line = `${name}, ${area === 'none' ? 'no area' : area}`;
    const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
    const text = `${counts.join(', ')}; of ${looked} looked at, ${counted(busy, 'has', 'have')} a live binding`;
    const isLost = (states.suspended ?? 0) + (states.unavailable ?? 0) > 0;
    if (needsNumbers && (states.available ?? 0) === 0) return wrong(line, text, page('pool-nearly-empty'));
    return isLost ? wrong(line, text, page('numbers-lost')) : ok(line, text);
  });
  const empty =
    areas.length === 0 && needsNumbers ? [wrong(name, 'no number', page('pool-nearly-empty'))] : [];
  const closed =
    unreadable === 0 ? [] : [wrong(name, `${unreadable} cannot be opened`, page('items-unreadable'))];
  return [...lines, ...empty, ...closed];
};

const HOUR_MS = 3_600_000;
/** As the alarm `recordings-in-danger`. */
const DANGER_MS = 96 * HOUR_MS;
/** The platform keeps a recording for so long. */
const KEPT_MS = 7 * 24 * HOUR_MS;

/** Recordings that wait, and those that were lost in the last seven days. */
const archiveLines = (part: StatusReport['recordings'], now: Date): readonly CheckLine[] => {
  if ('failed' in part) return [partLine('recordings', part, () => ok('recordings', ''))];
  const { waiting, due, lost, nearest, latestLost } = part.value;
  const deadline = nearest[0]?.deadlineAt;
  const waits = `${waiting} wait, ${due} of them due`;
  const isLost = latestLost.some(({ deadlineAt = '' }) => Date.parse(deadlineAt) > now.getTime() - KEPT_MS);
  return [
    deadline === undefined ? ok('recordings', waits) : waitingLine(waits, new Date(deadline), now),
    isLost
      ? wrong('recordings lost', `${lost}, some in the last seven days`, page('recordings-lost'))
      : ok('recordings lost', lost === 0 ? 'none' : `${lost}, none in the last seven days`),
  ];
};

const waitingLine = (waits: string, deadline: Date, now: Date): CheckLine => {
  const came = new Date(deadline.getTime() - KEPT_MS).toISOString();
  const text = `${waits}; the oldest for ${ageOf(came, now)}, gone at the platform at ${deadline.toISOString()}`;
  const leftMs = deadline.getTime() - now.getTime();
  if (leftMs >= DANGER_MS) return ok('recordings', text);
  return wrong(
    'recordings',
    text,
    page(leftMs < 24 * HOUR_MS ? 'recordings-last-day' : 'recordings-in-danger'),
  );
};
