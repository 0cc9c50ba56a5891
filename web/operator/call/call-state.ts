import type { Call } from '../api-shapes.ts';

/**
 * Tells whether a call is over. A CDR is written after the end, so a call with one is over also where no time of it can be read;
 * but for events that came after the end of all its legs: then a phone has redialled by itself.
 */
export const isOver = ({ endedAt, outcome, legs, events }: Call): boolean => {
  if (endedAt !== null || outcome !== null) return true;
  if (legs.length === 0) return false;
  const last = events.at(-1);
  if (last === undefined || last.type.toLowerCase() === 'disconnect') return true;
  return legs.some((leg) => leg.endedAt === null || leg.endedAt >= last.at);
};

/** Tells whether a call is over of which no record says how or when. */
export const isUnreadable = (call: Call): boolean =>
  isOver(call) && call.outcome === null && call.endedAt === null && !call.answered;
