import type { Schemas } from '../api-shapes.ts';

export type Backlog = Schemas['RecordingBacklog'];
export type RecordingLine = Backlog['nearest'][number];
export type RetryOutcome = Schemas['RetriedRecordings']['outcomes'][number];

/** Recordings that wait, by when the platform deletes them: a bar a part of time. */
export type Deadlines = Readonly<{
  /** When each part begins: ISO 8601, of days their name. */
  parts: readonly string[];
  waiting: readonly number[];
  due: readonly number[];
}>;

const DAY_LETTERS = '2026-03-01'.length;

const deadlinesOf = (
  parts: readonly Readonly<{ name: string; waiting: number; due: number }>[],
): Deadlines => ({
  parts: parts.map(({ name }) => name),
  waiting: parts.map(({ waiting }) => waiting),
  due: parts.map(({ due }) => due),
});

/** By the day of UTC. Those whose time is over stand at the first day, where they are looked for. */
export const deadlinesByDay = ({ byDeadline, overdue }: Backlog): Deadlines => {
  const days = new Map<string, { name: string; waiting: number; due: number }>();
  for (const [index, { from, waiting, due }] of byDeadline.entries()) {
    const name = from.slice(0, DAY_LETTERS);
    const day = days.get(name) ?? { name, waiting: 0, due: 0 };
    const more = index === 0 ? overdue : { waiting: 0, due: 0 };
    days.set(name, { name, waiting: day.waiting + waiting + more.waiting, due: day.due + due + more.due });
  }
  return deadlinesOf([...days.values()]);
};

const HOUR_MS = 3_600_000;

/** By the hour, as far as there are hours. */
export const deadlinesByHour = ({ byDeadline }: Backlog): Deadlines =>
  deadlinesOf(
    byDeadline
      .filter(({ from, to }) => Date.parse(to) - Date.parse(from) <= HOUR_MS)
      .map(({ from, waiting, due }) => ({ name: from, waiting, due })),
  );

/** How long the platform still keeps a recording, at the time of the answer; `undefined`: nobody knows. Negative: it is over. */
export const secondsLeft = (
  { deadlineAt }: Pick<RecordingLine, 'deadlineAt'>,
  at: string,
): number | undefined =>
  deadlineAt === undefined ? undefined : Math.round((Date.parse(deadlineAt) - Date.parse(at)) / 1000);

const HOUR_SECONDS = 3600;
const LAST_DAY = 24 * HOUR_SECONDS;
const DANGER = 96 * HOUR_SECONDS;

/** How pressing that is, in the measure of the alarms `recordings-last-day` and `recordings-in-danger`. */
export const urgencyOf = (left: number | undefined): 'plain' | 'warn' | 'bad' => {
  if (left === undefined || left >= DANGER) return 'plain';
  return left < LAST_DAY ? 'bad' : 'warn';
};
