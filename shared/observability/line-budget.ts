import type { Clock } from '../kernel/clock.ts';

/**
 * Requests that anybody may send leave so many lines of a kind and container in so many seconds, and not one each. As many as make
 * an alarm ring (resources/alarm-table.cjs): a container that is never asked again counts enough.
 */
const MOST_LINES = 20;
const WINDOW_SECONDS = 10;

/**
 * For how many requests of this kind the line stands that is to be written now, with those since the last line; `undefined`: no line
 * is written, and the next one stands for this request as well. The kinds are our own words, never a text of a request.
 */
export type LineBudget = (kind: string) => number | undefined;

type Window = Readonly<{ begunAt: Date; lines: number; leftOut: number }>;

/** Makes a {@link LineBudget}, to be kept for as long as the container lives. */
export const createLineBudget = (clock: Clock): LineBudget => {
  const windows = new Map<string, Window>();
  return (kind) => {
    const now = clock();
    const last = windows.get(kind) ?? { begunAt: now, lines: 0, leftOut: 0 };
    const isOver = now.getTime() - last.begunAt.getTime() >= WINDOW_SECONDS * 1000;
    const { begunAt, lines, leftOut } = isOver ? { begunAt: now, lines: 0, leftOut: last.leftOut } : last;
    const isWritten = lines < MOST_LINES;
    windows.set(kind, {
      begunAt,
      lines: isWritten ? lines + 1 : lines,
      leftOut: isWritten ? 0 : leftOut + 1,
    });
    return isWritten ? leftOut + 1 : undefined;
  };
};

/** The field of a line that stands for several requests; none in a line of one. */
export const requestsOf = (count: number): Readonly<{ requests?: number }> =>
  count === 1 ? {} : { requests: count };
