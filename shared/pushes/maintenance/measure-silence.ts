import { addSeconds, type Clock } from '../../kernel/clock.ts';
import { MARK_SECONDS, WEEKS_BEFORE } from '../intake/push-marks.ts';
import type { PushKind } from '../push.ts';

/** The quarters of an hour, by their begins, in which pushes of one kind came for an app; in order. */
export type Marks = readonly Date[];

/** When pushes came. */
export interface PushTimes {
  /** The newest mark of a kind, of some ten weeks. @throws {AppError} `store-unavailable`. */
  last(app: string, kind: PushKind): Promise<Date | undefined>;
  /** The marks of a kind from an instant on. @throws {AppError} `store-unavailable`. */
  marks(app: string, kind: PushKind, from: Date): Promise<Marks>;
  /** Remembers that a silence, by its begin, was told. @throws {AppError} `store-unavailable`. */
  remember(app: string, kind: PushKind, since: Date): Promise<void>;
  /** Whether this silence was told before. @throws {AppError} `store-unavailable`. */
  isRemembered(app: string, kind: PushKind, since: Date): Promise<boolean>;
  /** How many items are in quarantine and not brought in. @throws {AppError} `store-unavailable`. */
  inQuarantine(now: Date): Promise<number>;
}

/** Minutes by app; 0 while no push has to be expected. */
export type Silence = Readonly<Record<string, number>>;

/**
 * For how many minutes each app has had no push of a kind that it should have: the longest of its kinds. A silence is told when
 * the same stretch of the weeks before had so many quarters of an hour with pushes that chance does not explain it (see
 * `isUnlikely`). One that was told stays until a push of its kind comes, also when no binding lives any more.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type MeasureSilence = () => Promise<Silence>;

type Deps = Readonly<{
  apps: readonly Readonly<{ name: string; defaults: Readonly<{ allowPermanent: boolean }> }>[];
  pushes: Pick<PushTimes, 'last' | 'marks' | 'isRemembered'>;
  /** Called for each silence that is told while a binding lives. */
  remember: PushTimes['remember'];
  /** Whether any binding lives now that will end. */
  hasLiveBinding: () => Promise<boolean>;
  clock: Clock;
}>;

/** Those that come with calls and texts. Others come by turns: a new number, a body that cannot be read. */
const KINDS = ['cdrs', 'event', 'sms'] as const;

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const WEEK_SECONDS = 7 * DAY_SECONDS;

/** Less than this does not count as silence. */
const LEAST_MINUTES = 15;

type Found = Readonly<{ app: string; kind: PushKind; since: Date; minutes: number }>;

export const createMeasureSilence = (deps: Deps): MeasureSilence => {
  const { apps, pushes, clock } = deps;
  return async () => {
    const now = clock();
    const silences = await Promise.all(
      apps.flatMap(({ name }) => KINDS.map((kind) => findSilence(pushes, name, kind, now))),
    );
    const found = silences.flatMap((silence) => silence ?? []);
    const told = await tellable(deps, found);
    const minutesOf = (app: string) =>
      told.filter((silence) => silence.app === app).map((one) => one.minutes);
    return Object.fromEntries(apps.map(({ name }) => [name, Math.max(0, ...minutesOf(name))]));
  };
};

/** Those of apps that may have endless bindings, those while a binding lives, and those that were told before. */
const tellable = async ({ apps, pushes, remember, hasLiveBinding }: Deps, found: readonly Found[]) => {
  const endless = new Set(apps.filter(({ defaults }) => defaults.allowPermanent).map(({ name }) => name));
  const mustBeLive = found.filter(({ app }) => !endless.has(app));
  const isLive = mustBeLive.length > 0 && (await hasLiveBinding());
  const told = found.filter(({ app }) => endless.has(app));
  for (const silence of mustBeLive) {
    const { app, kind, since } = silence;
    if (isLive) await remember(app, kind, since);
    if (isLive || (await pushes.isRemembered(app, kind, since))) told.push(silence);
  }
  return told;
};

const findSilence = async (
  pushes: Deps['pushes'],
  app: string,
  kind: PushKind,
  now: Date,
): Promise<Found | undefined> => {
  const last = await pushes.last(app, kind);
  if (last === undefined) return undefined;
  // The last push may have come at the end of its quarter.
  const since = addSeconds(last, MARK_SECONDS);
  const seconds = (now.getTime() - since.getTime()) / 1000;
  const minutes = Math.floor(seconds / 60);
  if (minutes < LEAST_MINUTES) return undefined;
  const marks = await pushes.marks(app, kind, addSeconds(since, -(WEEKS_BEFORE + 1) * WEEK_SECONDS));
  // Texts may come in one wave.
  if (kind === 'sms' && daysWith(1, marks, since) < 3) return undefined;
  return isUnlikely(marks, since, seconds) ? { app, kind, since, minutes } : undefined;
};

/**
 * Tells whether chance does not explain a silence: six quarters of an hour with pushes in its first two hours, or nine in its
 * first week, or, after three days, six at the same pace. Each of these stays true while the silence goes on. The last two need
 * pushes on three days, so that a day of test calls tells nothing. In the first week of an app nobody knows its weekends: in their
 * place, after three days, two days with three quarters each.
 */
const isUnlikely = (marks: Marks, since: Date, seconds: number): boolean => {
  const weeks = Math.floor((since.getTime() - (marks[0] ?? since).getTime()) / 1000 / WEEK_SECONDS);
  const before =
    weeks === 0 ? DAY_BEFORE : { periodSeconds: WEEK_SECONDS, periods: Math.min(weeks, WEEKS_BEFORE) };
  if (usualIn(Math.min(seconds, 2 * HOUR_SECONDS), marks, since, before) >= 6) return true;
  const isForDays = seconds >= 3 * DAY_SECONDS;
  if (weeks === 0) return isForDays && daysWith(3, marks, since) >= 2;
  const usual = usualIn(seconds, marks, since, before);
  const isEnough = usual >= 9 || (isForDays && usual * Math.max(1, seconds / WEEK_SECONDS) >= 6);
  return isEnough && daysWith(1, marks, since) >= 3;
};

type Before = Readonly<{ periodSeconds: number; periods: number }>;

const DAY_BEFORE: Before = { periodSeconds: DAY_SECONDS, periods: 1 };

/** On how many days, counted back from the begin of a silence, so many quarters or more had pushes. */
const daysWith = (least: number, marks: Marks, since: Date): number => {
  const counts = new Map<number, number>();
  for (const mark of marks) {
    const day = Math.floor((since.getTime() - mark.getTime() - 1) / (DAY_SECONDS * 1000));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count >= least).length;
};

/**
 * The usual count of quarters with pushes in a first part of a silence: the middle one of the same stretches in so many periods
 * before it, of two the lower one, so that one odd week, busy or silent, says nothing.
 */
const usualIn = (seconds: number, marks: Marks, since: Date, { periodSeconds, periods }: Before): number => {
  const counts = Array.from({ length: periods }, (_, index) => {
    const from = addSeconds(since, -(index + 1) * periodSeconds);
    const until = addSeconds(from, Math.min(seconds, periodSeconds) - MARK_SECONDS);
    return marks.filter((mark) => mark >= from && mark <= until).length;
  });
  return counts.sort((one, other) => one - other)[Math.floor((periods - 1) / 2)] ?? 0;
};
