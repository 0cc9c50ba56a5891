import { addSeconds, iso } from '../../kernel/clock.ts';

const DAY_SECONDS = 24 * 3600;

/** The days, `yyyy-MM-dd`, that a time touches; `from` inclusive, `to` exclusive, ISO 8601 UTC. */
export const daysBetween = (from: string, to: string): readonly string[] => {
  const days: string[] = [];
  let day = new Date(from.slice(0, 'yyyy-MM-dd'.length));
  while (iso(day) < to) {
    days.push(iso(day).slice(0, 'yyyy-MM-dd'.length));
    day = addSeconds(day, DAY_SECONDS);
  }
  return days;
};
