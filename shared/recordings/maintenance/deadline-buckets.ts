import { KEPT_BY_PLATFORM_SECONDS } from '../../calls/recording-state.ts';
import { addSeconds, iso } from '../../kernel/clock.ts';
import { deadlineOf, isDue } from '../store/queue.ts';
import type { Waiting } from '../store/recording-work.ts';

/** How many recordings wait, and how many of them are due. */
type WaitingCount = Readonly<{ waiting: number; due: number }>;

/** Those that the platform deletes in a time: `from` inclusive, `to` exclusive, ISO 8601 UTC. */
export type DeadlineBucket = WaitingCount & Readonly<{ from: string; to: string }>;

/** The recordings that wait, by when the platform deletes them. `overdue`: their time is over. */
export type ByDeadline = Readonly<{ overdue: WaitingCount; byDeadline: readonly DeadlineBucket[] }>;

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/**
 * Counts what waits by its deadline: by the hour for the next 24 hours, and then by the day of UTC for a week. The last day has
 * what is later as well, which is a recording of which the index does not know the deadline.
 */
export const byDeadline = (waiting: readonly Waiting[], now: Date): ByDeadline => {
  const edges = edgesFrom(now);
  const last = edges.at(-1) ?? now;
  const placed = waiting.map((item) => ({ isDue: isDue(item, now), deadline: deadlineOf(item) }));
  const countIn = (from: Date | undefined, to: Date | undefined): WaitingCount => {
    const those = placed.filter(
      ({ deadline }) => (from === undefined || deadline >= from) && (to === undefined || deadline < to),
    );
    return { waiting: those.length, due: those.filter((one) => one.isDue).length };
  };
  return {
    overdue: countIn(undefined, now),
    byDeadline: edges.slice(1).map((to, index) => {
      const from = edges[index] ?? now;
      return { from: iso(from), to: iso(to), ...countIn(from, to === last ? undefined : to) };
    }),
  };
};

/** Now, the full hours of the next 24, and then each midnight up to the one behind the next seven days. */
const edgesFrom = (now: Date): readonly Date[] => {
  const edges = [now];
  const lastHour = addSeconds(now, DAY_SECONDS);
  let hour = nextFull(now, HOUR_SECONDS);
  for (; hour <= lastHour; hour = addSeconds(hour, HOUR_SECONDS)) edges.push(hour);
  const end = addSeconds(now, KEPT_BY_PLATFORM_SECONDS);
  let day = nextFull(edges.at(-1) ?? now, DAY_SECONDS);
  for (; day < addSeconds(end, DAY_SECONDS); day = addSeconds(day, DAY_SECONDS)) edges.push(day);
  return edges;
};

const nextFull = (at: Date, seconds: number): Date =>
  new Date((Math.floor(at.getTime() / (seconds * 1000)) + 1) * seconds * 1000);
