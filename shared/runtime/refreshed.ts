import { addSeconds, type Clock } from '../kernel/clock.ts';

/**
 * From this age on a value is read anew, beside the call that finds it so old: a function that runs each minute does so before
 * it would have to wait, and no more often, because each reading is paid for.
 */
const REFRESH_AGE_SECONDS = 240;

/**
 * From this age on a call waits for a new value first: a process that was frozen for an hour must not take the word of an
 * hour ago. So what was taken out of the source counts for five minutes at most, while the source can be read.
 */
const MOST_AGE_SECONDS = 300;

/** Pause after a reading that failed. */
const PAUSE_SECONDS = 30;

/** A reading this old was cut: the process was frozen in the middle of it, and by itself it would have given up long ago. */
const CUT_AGE_SECONDS = 10;

/** A value that is read from outside and kept, and read anew as time goes by. */
export type Refreshed<Value> = Readonly<{
  /**
   * The value. Waits only when there is none yet, or when the one in hand has the most age; when the reading fails then, the
   * one in hand goes on.
   *
   * @throws {unknown} the error of the reading, when there never was a value. The next call reads again.
   */
  current: () => Promise<Value>;
}>;

/** The parts of a {@link Refreshed}. */
export type RefreshedParts<Value> = Readonly<{
  clock: Clock;
  /** Reads the value; is given the former one, which it may hand back. At most one reading is under way, but for cut ones. */
  read: (former: Value | undefined) => Promise<Value>;
  /** Is told of a reading that failed while a value is in hand, and whether that value has the most age. */
  failed: (error: unknown, isOverdue: boolean) => void;
}>;

type Reading = Readonly<{ startedAt: Date; done: Promise<void> }>;

/** Makes a {@link Refreshed}; nothing is read before the first call. */
export const createRefreshed = <Value>({ clock, read, failed }: RefreshedParts<Value>): Refreshed<Value> => {
  /** The age counts from the start of the reading: the answer may lie around for as long as the process is frozen. */
  let held: Readonly<{ value: Value; readAt: Date }> | undefined;
  let reading: Reading | undefined;
  let pausedUntil = new Date(0);

  const ageSeconds = (since: Date): number => (clock().getTime() - since.getTime()) / 1000;

  const carryOut = async (startedAt: Date): Promise<void> => {
    try {
      const value = await read(held?.value);
      // One that was cut may end behind the one that took its place.
      if (held === undefined || held.readAt <= startedAt) held = { value, readAt: startedAt };
    } catch (error) {
      if (held === undefined) throw error;
      // Nobody waits for one that was cut, and the next call begins another, which will tell.
      if (ageSeconds(startedAt) >= CUT_AGE_SECONDS) return;
      pausedUntil = addSeconds(clock(), PAUSE_SECONDS);
      failed(error, ageSeconds(held.readAt) >= MOST_AGE_SECONDS);
    }
  };

  /** The reading under way, or a new one. */
  const underWay = (): Promise<void> => {
    if (reading !== undefined && ageSeconds(reading.startedAt) < CUT_AGE_SECONDS) return reading.done;
    const startedAt = clock();
    const done = carryOut(startedAt).finally(() => {
      if (reading?.startedAt === startedAt) reading = undefined;
    });
    reading = { startedAt, done };
    return done;
  };

  return {
    current: async () => {
      while (held === undefined) await underWay();
      const age = ageSeconds(held.readAt);
      const isPaused = clock() < pausedUntil;
      if (age >= REFRESH_AGE_SECONDS && !isPaused) {
        const refreshed = underWay();
        if (age >= MOST_AGE_SECONDS) await refreshed;
      }
      return held.value;
    },
  };
};
