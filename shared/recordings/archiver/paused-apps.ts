import { iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Taken } from '../store/recording-work.ts';
import type { Attempt } from './archive.ts';

type Failed = Extract<Attempt, { kind: 'failed' }>;

/** The apps for which nothing may be fetched for now: arrears, lock-out, throttling. */
export type Pauses = Readonly<{
  /** How an attempt for that app would end, without making one; `undefined` when it is not paused. */
  of(app: string, now: Date): Failed | undefined;
  add(taken: Taken, failed: Failed, until: Date): void;
  /** Says once a run, for each paused app, how many of its files wait and when the first of them is gone. */
  report(now: Date): void;
}>;

type Pause = { failed: Failed; until: Date; deadlines: string[] };

const DAY_MS = 24 * 3600 * 1000;

export const createPauses = (logger: Logger): Pauses => {
  const pauses = new Map<string, Pause>();
  return {
    of(app, now) {
      const pause = pauses.get(app);
      if (pause === undefined || pause.until <= now) return undefined;
      const retryAfterSeconds = Math.ceil((pause.until.getTime() - now.getTime()) / 1000);
      return { kind: 'failed', fault: pause.failed.fault, retryAfterSeconds };
    },
    add({ app, deadlineAt }, failed, until) {
      const pause = pauses.get(app) ?? { failed, until, deadlines: [] };
      pause.deadlines.push(deadlineAt);
      pauses.set(app, pause);
    },
    report(now) {
      for (const [app, pause] of pauses) {
        logger.warn('recordings-paused', { app, ...summary(pause, now) });
        const nearest = Math.min(...pause.deadlines.map((deadline) => Date.parse(deadline)));
        logger.metrics({
          recordingsPaused: pause.deadlines.length,
          pausedDeadlineHours: Math.round((nearest - now.getTime()) / (DAY_MS / 240)) / 10,
        });
      }
    },
  };
};

const summary = ({ failed, until, deadlines }: Pause, now: Date) => {
  const within = (days: number) =>
    deadlines.filter((deadline) => Date.parse(deadline) - now.getTime() <= days * DAY_MS).length;
  return {
    reason: failed.fault,
    until: iso(until),
    files: deadlines.length,
    nearestDeadlineAt: deadlines.toSorted()[0],
    goneWithinOneDay: within(1),
    goneWithinThreeDays: within(3),
  };
};
