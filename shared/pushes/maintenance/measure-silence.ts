import { addSeconds, type Clock } from '../../kernel/clock.ts';

/** When pushes came, by the journal, whatever app they were of. */
export interface PushTimes {
  /** The first receipt of the last push between two instants; `undefined`: there was none. @throws {AppError} `store-unavailable`. */
  last(from: Date, to: Date): Promise<Date | undefined>;
  /** How many items are in quarantine and not brought in. @throws {AppError} `store-unavailable`. */
  inQuarantine(now: Date): Promise<number>;
}

/**
 * For how many minutes no push has come; 0 while none has to be expected: less than a quarter of an hour is too short, without a live
 * binding there are no calls, and hours that were as silent the day before are a quiet time of the business.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type MeasureSilence = () => Promise<number>;

type Deps = Readonly<{
  pushes: Pick<PushTimes, 'last'>;
  /** Whether any binding lives now. */
  hasLiveBinding: () => Promise<boolean>;
  clock: Clock;
}>;

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Less than this does not count as silence. */
const LEAST_MINUTES = 15;

/** The day before is looked at so much earlier and later than this moment. */
const AROUND_SECONDS = HOUR_SECONDS;

export const createMeasureSilence =
  ({ pushes, hasLiveBinding, clock }: Deps): MeasureSilence =>
  async () => {
    const now = clock();
    const yesterday = addSeconds(now, -DAY_SECONDS);
    const last = await pushes.last(yesterday, now);
    const minutes = Math.floor((now.getTime() - (last ?? yesterday).getTime()) / 60_000);
    if (minutes < LEAST_MINUTES || !(await hasLiveBinding())) return 0;
    return last !== undefined && (await isQuietTime(pushes, yesterday)) ? 0 : minutes;
  };

/** The day before yesterday's moment had pushes, and none around it. After a silent day nothing is usual any more. */
const isQuietTime = async (pushes: Pick<PushTimes, 'last'>, yesterday: Date): Promise<boolean> => {
  const around = (seconds: number) => addSeconds(yesterday, seconds);
  const [then, before] = await Promise.all([
    pushes.last(around(-AROUND_SECONDS), around(AROUND_SECONDS)),
    pushes.last(around(-DAY_SECONDS), around(-AROUND_SECONDS)),
  ]);
  return then === undefined && before !== undefined;
};
