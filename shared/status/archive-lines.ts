import { ageOf } from './age.ts';
import type { StatusReport } from './read-status.ts';
import { linesOf, type StatusLine } from './status-line.ts';

const HOUR_MS = 3_600_000;
/** As the alarm `recordings-in-danger`. */
const DANGER_MS = 96 * HOUR_MS;
/** The platform keeps a recording for so long. */
const KEPT_MS = 7 * 24 * HOUR_MS;

const { ok, wrong, notRead } = linesOf('recordings');

/** Recordings that wait, and those that were lost in the last seven days. */
export const archiveLines = (part: StatusReport['recordings'], now: Date): readonly StatusLine[] => {
  if ('failed' in part) return [notRead('recordings', part.failed)];
  const { waiting, due, lost, nearest, latestLost } = part.value;
  const isRecent = latestLost.some(({ deadlineAt = '' }) => Date.parse(deadlineAt) > now.getTime() - KEPT_MS);
  return [waitingLine({ waiting, due }, nearest[0]?.deadlineAt, now), lostLine(lost, isRecent)];
};

const lostLine = (lost: number, isRecent: boolean): StatusLine => {
  const name = 'recordings lost';
  const values = { lost };
  if (isRecent)
    return wrong(name, 'recordings-lost', {
      code: 'recordings-lost',
      text: `${lost}, some in the last seven days`,
      values,
    });
  const text = lost === 0 ? 'none' : `${lost}, none in the last seven days`;
  return ok(name, { code: lost === 0 ? 'recordings-none-lost' : 'recordings-lost-before', text, values });
};

type Counts = Readonly<{ waiting: number; due: number }>;

const waitingLine = (counts: Counts, deadlineAt: string | undefined, now: Date): StatusLine => {
  const waits = `${counts.waiting} wait, ${counts.due} of them due`;
  if (deadlineAt === undefined)
    return ok('recordings', { code: 'recordings-waiting', text: waits, values: counts });
  const deadline = new Date(deadlineAt);
  const came = new Date(deadline.getTime() - KEPT_MS).toISOString();
  const facts = {
    text: `${waits}; the oldest for ${ageOf(came, now)}, gone at the platform at ${deadline.toISOString()}`,
    values: { ...counts, nearestDeadlineAt: deadline.toISOString() },
  };
  const leftMs = deadline.getTime() - now.getTime();
  if (leftMs >= DANGER_MS) return ok('recordings', { code: 'recordings-waiting', ...facts });
  const alarm = leftMs < 24 * HOUR_MS ? 'recordings-last-day' : 'recordings-in-danger';
  return wrong('recordings', alarm, { code: alarm, ...facts });
};
