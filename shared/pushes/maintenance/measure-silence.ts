import { addSeconds, type Clock } from '../../kernel/clock.ts';
import { MARK_SECONDS } from '../intake/push-marks.ts';

/** The quarters of an hour, by their begins, in which pushes of one kind came for an app; in order. */
export type Marks = readonly Date[];

/** When pushes came. */
export interface PushTimes {
  /** The marks of an app by kind of push, of some nine days. @throws {AppError} `store-unavailable`. */
  marks(app: string): Promise<ReadonlyMap<string, Marks>>;
  /** How many items are in quarantine and not brought in. @throws {AppError} `store-unavailable`. */
  inQuarantine(now: Date): Promise<number>;
}

/** Minutes by app; 0 while no push has to be expected. */
export type Silence = Readonly<Record<string, number>>;

/**
 * For how many minutes each app has had no push of a kind that it should have: the longest of its kinds. A silence counts when so
 * many quarters of an hour had pushes in the same time a week before that chance does not explain it; before there is a week to look
 * back on, in the same time of the day before the silence began. So a business with a handful of calls a day is never silent, one
 * with a call an hour after six hours, and a night without calls is none.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type MeasureSilence = () => Promise<Silence>;

type Deps = Readonly<{
  apps: readonly Readonly<{ name: string; defaults: Readonly<{ allowPermanent: boolean }> }>[];
  pushes: Pick<PushTimes, 'marks'>;
  /** Whether any binding lives now that will end. */
  hasLiveBinding: () => Promise<boolean>;
  clock: Clock;
}>;

const DAY_SECONDS = 24 * 3600;
const WEEK_DAYS = 7;

/** With as many on average, a time without any comes by chance once in four hundred (Poisson). */
const EXPECTED_QUARTERS = 6;

/** Less than this does not count as silence. */
const LEAST_MINUTES = 15;

export const createMeasureSilence =
  ({ apps, pushes, hasLiveBinding, clock }: Deps): MeasureSilence =>
  async () => {
    const now = clock();
    const measured = await Promise.all(
      apps.map(async ({ name, defaults }) => {
        const kinds = [...(await pushes.marks(name)).values()];
        const minutes = Math.max(0, ...kinds.map((marks) => minutesOf(marks, now)));
        return { name, minutes, mayHaveEndless: defaults.allowPermanent };
      }),
    );
    const mustBeLive = measured.some(({ minutes, mayHaveEndless }) => minutes > 0 && !mayHaveEndless);
    const isLive = mustBeLive && (await hasLiveBinding());
    return Object.fromEntries(
      measured.map(({ name, minutes, mayHaveEndless }) => [name, isLive || mayHaveEndless ? minutes : 0]),
    );
  };

const minutesOf = (marks: Marks, now: Date): number => {
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined) return 0;
  // The last push may have come at the end of its quarter.
  const since = addSeconds(last, MARK_SECONDS);
  const silentSeconds = (now.getTime() - since.getTime()) / 1000;
  const minutes = Math.floor(silentSeconds / 60);
  if (minutes < LEAST_MINUTES) return 0;
  const isKnownForAWeek = first < addSeconds(since, -WEEK_DAYS * DAY_SECONDS);
  const days = isKnownForAWeek ? WEEK_DAYS : Math.ceil(silentSeconds / DAY_SECONDS);
  const before = (at: Date) => addSeconds(at, -days * DAY_SECONDS);
  // Of a longer silence its last day.
  const from = before(new Date(Math.max(since.getTime(), now.getTime() - DAY_SECONDS * 1000)));
  const usual = marks.filter((mark) => mark >= from && addSeconds(mark, MARK_SECONDS) <= before(now));
  return usual.length < EXPECTED_QUARTERS ? 0 : minutes;
};
