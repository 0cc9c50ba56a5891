import { iso } from '../../kernel/clock.ts';

/** The pushes that came in a time: `from` inclusive, `to` exclusive, ISO 8601 UTC; `null`: nobody counted them. */
export type PushBucket = Readonly<{ from: string; to: string; received: number | null }>;

/** A part of the time that is looked at. */
export type Span = Readonly<{ from: string; to: string }>;

const HOUR_MS = 3_600_000;

/** Up to two days have hours, longer times quarters of a day. Neither crosses midnight, so each is in one partition of the index. */
const FINE_MS = 48 * HOUR_MS;

/** Parts a time at full hours of UTC, the oldest first. */
export const spansOf = ({ from, to }: Span): readonly Span[] => {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const step = end - start <= FINE_MS ? HOUR_MS : 6 * HOUR_MS;
  const spans: Span[] = [];
  for (let at = start; at < end; ) {
    const next = Math.min(end, (Math.floor(at / step) + 1) * step);
    spans.push({ from: iso(new Date(at)), to: iso(new Date(next)) });
    at = next;
  }
  return spans;
};
