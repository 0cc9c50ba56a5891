import { describe, expect, it } from 'vitest';
import { createMeasureSilence } from '../../../shared/pushes/maintenance/measure-silence.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A Sunday. */
const TODAY = '2026-03-15';
const at = (time: string, daysAgo = 0): Date =>
  new Date(new Date(`${TODAY}T${time}:00.000Z`).getTime() - daysAgo * DAY_MS);

/** Marks each so many minutes from one instant to another, both included. */
const each = (minutes: number, from: Date, to: Date): readonly Date[] =>
  Array.from(
    { length: Math.floor((to.getTime() - from.getTime()) / (minutes * 60_000)) + 1 },
    (_, index) => new Date(from.getTime() + index * minutes * 60_000),
  );

type Kinds = Readonly<Record<string, readonly Date[]>>;
type Apps = Readonly<Record<string, Kinds>>;

type Options = Readonly<{ isLive?: () => boolean; permanent?: string; names?: readonly string[] }>;

/** Marks that are older are gone. */
const KEPT_MS = 70 * DAY_MS;

/** Measures over these marks at any instant; `live` says whether a binding lives. */
const watched = (
  apps: Apps,
  { isLive = () => true, permanent = '', names = Object.keys(apps) }: Options = {},
) => {
  let now = at('00:00');
  const remembered = new Set<string>();
  const marksOf = (app: string, kind: string) =>
    (apps[app]?.[kind] ?? []).filter((mark) => mark <= now && mark.getTime() > now.getTime() - KEPT_MS);
  const measure = createMeasureSilence({
    apps: names.map((name) => ({ name, defaults: { allowPermanent: name === permanent } })),
    pushes: {
      last: async (app, kind) => marksOf(app, kind).at(-1),
      marks: async (app, kind, from) => marksOf(app, kind).filter((mark) => mark >= from),
      isRemembered: async (...silence) => remembered.has(JSON.stringify(silence)),
    },
    remember: async (...silence) => void remembered.add(JSON.stringify(silence)),
    hasLiveBinding: async () => isLive(),
    clock: () => now,
  });
  return (instant: Date) => {
    now = instant;
    return measure();
  };
};

const silence = (apps: Apps, now: Date, options: Options = {}) => watched(apps, options)(now);

/** The first of these instants at which the app `rides` is silent, and whether it is at all later ones. */
const toldFrom = async (cdrs: readonly Date[], instants: readonly Date[]) => {
  const measured = watched({ rides: { cdrs } });
  const told: boolean[] = [];
  for (const instant of instants) told.push(((await measured(instant))['rides'] ?? 0) > 0);
  const first = told.indexOf(true);
  return { first: instants[first], stays: first >= 0 && told.slice(first).every(Boolean) };
};

/** Pushes all day long for eight days until a time of today. */
const untilToday = (time: string): readonly Date[] => each(15, at('00:00', 8), at(time));
/** Pushes from eight to twenty hours, on each of the days. */
const byDay = (...days: readonly number[]): readonly Date[] =>
  days.flatMap((day) => each(15, at('08:00', day), at('20:00', day)));
const LAST_WEEK = [8, 7, 6, 5, 4, 3, 2, 1];
const daysAgo = (from: number, to: number): readonly number[] =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);

const FIVE = ['09:00', '11:15', '13:30', '16:00', '18:45'];
const fiveOn = (days: readonly number[]) => days.flatMap((day) => FIVE.map((time) => at(time, day)));
/** Saturdays and Sundays are closed; day 0 is a Sunday. */
const workdays = (from: number, to: number) => daysAgo(from, to).filter((day) => ![0, 1].includes(day % 7));
/** Each quarter of an hour of so many days. */
const quartersOf = (from: Date, days: number) => each(15, from, new Date(from.getTime() + days * DAY_MS));

describe('silence', () => {
  it('is counted from the end of the last quarter of an hour with a push', async () => {
    expect(await silence({ rides: { cdrs: untilToday('10:00') } }, at('12:15'))).toEqual({ rides: 120 });
  });

  it('of one app shows beside others that are busy', async () => {
    const apps = { rides: { cdrs: untilToday('10:00') }, food: { cdrs: untilToday('12:00') } };

    expect(await silence(apps, at('12:15'))).toEqual({ rides: 120, food: 0 });
  });

  it('of CDRs shows while events of calls come', async () => {
    const kinds = { cdrs: untilToday('10:00'), event: untilToday('12:00') };

    expect(await silence({ rides: kinds }, at('12:15'))).toEqual({ rides: 120 });
  });

  it.each(['number-status', 'unknown'])(
    'of the kind %s is none, since such pushes come by turns',
    async (kind) => {
      const kinds = { cdrs: untilToday('12:00'), [kind]: untilToday('10:00') };

      expect(await silence({ rides: kinds }, at('12:15'))).toEqual({ rides: 0 });
    },
  );

  it('of an app that has left the document is none', async () => {
    const apps = { rides: { cdrs: untilToday('10:00') }, food: { cdrs: untilToday('12:00') } };

    expect(await silence(apps, at('12:15'), { names: ['food'] })).toEqual({ food: 0 });
  });

  it('is none at night, and shows in the morning', async () => {
    const apps = { rides: { cdrs: byDay(...LAST_WEEK) } };

    expect(await silence(apps, at('02:00'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('09:15'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('10:00'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('10:15'))).toEqual({ rides: 840 });
  });

  it('is none on a Sunday of a business that is closed on Sundays, and shows on Monday', async () => {
    const apps = { rides: { cdrs: byDay(8, 6, 5, 4, 3, 2, 1) } };

    expect(await silence(apps, at('18:00'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('12:00', -1))).toEqual({ rides: 2385 });
  });

  it('of a business with five calls a day shows on the second day, and stays for six weeks', async () => {
    const { first, stays } = await toldFrom(fiveOn(daysAgo(30, 1)), quartersOf(at('19:00', 1), 42));

    expect(first).toEqual(at('16:15', -1));
    expect(stays).toBe(true);
  });

  it('of a business with five calls a day that is known for eight days shows on the second day', async () => {
    const { first, stays } = await toldFrom(fiveOn(LAST_WEEK), quartersOf(at('19:00', 1), 42));

    expect(first).toEqual(at('16:15', -1));
    expect(stays).toBe(true);
  });

  it('of a business with a call a day shows within a week, and stays', async () => {
    const calls = daysAgo(30, 1).map((day) => at('10:00', day));
    const { first, stays } = await toldFrom(calls, quartersOf(at('10:15', 1), 42));

    expect(first).toEqual(at('10:15', -5));
    expect(stays).toBe(true);
  });

  it('of a business with three calls a week shows after two weeks, and stays', async () => {
    const calls = daysAgo(40, 1)
      .filter((day) => [1, 3, 5].includes(day % 7))
      .map((day) => at('10:00', day));
    const { first, stays } = await toldFrom(calls, quartersOf(at('10:15', 1), 42));

    expect(first).toEqual(at('10:15', -13));
    expect(stays).toBe(true);
  });

  it('of a busy app stays for six weeks', async () => {
    const cdrs = each(15, at('00:00', 30), at('10:00'));
    const instants = [...each(15, at('10:15'), at('14:00')), ...each(720, at('15:00'), at('10:00', -42))];
    const { first, stays } = await toldFrom(cdrs, instants);

    expect(first).toEqual(at('11:45'));
    expect(stays).toBe(true);
  });

  it('is none over the weekend, the nights and one holiday of a business with five calls a workday', async () => {
    // The last call is of Friday evening, the next one would be of Tuesday: Monday is the holiday.
    const quarters = each(15, at('19:00', 2), at('08:45', -2));
    const { first } = await toldFrom(fiveOn(workdays(40, 2)), quarters);

    expect(first).toBeUndefined();
  });

  it('is none after one busy day that no other week had', async () => {
    const calls = [...fiveOn(daysAgo(30, 1).filter((day) => day % 7 === 4)), ...byDay(4)].sort(
      (one, other) => one.getTime() - other.getTime(),
    );

    expect((await toldFrom(calls, each(15, at('20:15', 4), at('09:00', -3)))).first).toBeUndefined();
  });

  it('shows although one of the weeks before was silent too', async () => {
    const cdrs = each(15, at('00:00', 30), at('10:00')).filter(
      (mark) => mark < at('00:00', 7) || mark >= at('00:00', 6),
    );

    expect(await silence({ rides: { cdrs } }, at('12:15'))).toEqual({ rides: 120 });
  });

  it('of a business with a call an hour shows after nine hours', async () => {
    const apps = { rides: { cdrs: each(60, at('00:00', 8), at('08:00')) } };

    expect(await silence(apps, at('17:00'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('17:15'))).toEqual({ rides: 540 });
  });

  it('is compared with the day before where there is not yet a week', async () => {
    const apps = { rides: { cdrs: each(15, at('08:00', 1), at('10:00')) } };

    expect(await silence(apps, at('12:15'))).toEqual({ rides: 120 });
  });

  it('of more than a day is compared with the day before it began', async () => {
    const apps = { rides: { cdrs: each(15, at('00:00', 4), at('10:00', 1)) } };

    expect(await silence(apps, at('16:15'))).toEqual({ rides: 1800 });
  });

  it('in the first week of a business with five calls a day shows after three days, and stays', async () => {
    const { first, stays } = await toldFrom(fiveOn(daysAgo(4, 1)), quartersOf(at('19:00', 1), 42));

    expect(first).toEqual(at('19:00', -2));
    expect(stays).toBe(true);
  });

  it('is none over the first weekend of a business that began on a Wednesday', async () => {
    const weekend = each(15, at('20:15', 2), at('07:45', -1));

    expect((await toldFrom(byDay(4, 3, 2), weekend)).first).toBeUndefined();
  });

  it('in the first week shows within three hours when it begins in the midst of a day', async () => {
    const cdrs = [...byDay(4, 3), ...each(15, at('08:00', 2), at('12:00', 2))];

    expect((await toldFrom(cdrs, each(15, at('12:15', 2), at('20:00', 2)))).first).toEqual(at('13:45', 2));
  });

  it.each<[string, readonly Date[]]>([
    ['one test call', [at('10:00')]],
    ['a test call on each of two days', [at('10:00', 1), at('10:00')]],
    ['a day of test calls', each(15, at('08:00'), at('14:00'))],
  ])('is none after %s, for six weeks', async (_what, cdrs) => {
    expect((await toldFrom(cdrs, quartersOf(at('14:15'), 42))).first).toBeUndefined();
  });

  it.each<[string, readonly Date[]]>([
    ['the first texts of all', byDay(1)],
    ['a text of the week before', [at('10:00', 10), ...byDay(1)]],
  ])('is none after a wave of texts that are %s, while calls come', async (_what, sms) => {
    const cdrs = each(15, at('00:00', 30), at('00:00', -14));
    const measured = watched({ rides: { cdrs, sms } });

    for (const now of each(180, at('21:00', 1), at('00:00', -14)))
      expect(await measured(now)).toEqual({ rides: 0 });
  });

  it.each<[string, Kinds]>([
    ['never had a push', {}],
    ['had a push a moment ago', { cdrs: untilToday('12:00') }],
    ['had its first pushes this morning', { cdrs: each(15, at('06:00'), at('10:00')) }],
  ])('is none of an app that %s', async (_what, kinds) => {
    expect(await silence({ rides: kinds }, at('12:15'))).toEqual({ rides: 0 });
  });

  it('is none without a live binding, but for an app whose bindings may live for ever', async () => {
    const kinds = { cdrs: untilToday('10:00') };

    expect(
      await silence({ rides: kinds, food: kinds }, at('12:15'), { isLive: () => false, permanent: 'food' }),
    ).toEqual({ rides: 0, food: 120 });
  });

  it('that was told stays when the bindings end, until a push comes', async () => {
    let lives = true;
    const cdrs = [...untilToday('10:00'), at('18:00'), ...each(15, at('20:00'), at('22:00'))];
    const measured = watched({ rides: { cdrs } }, { isLive: () => lives });
    expect(await measured(at('12:15'))).toEqual({ rides: 120 });

    lives = false;
    expect(await measured(at('17:45'))).toEqual({ rides: 450 });
    expect(await measured(at('18:10'))).toEqual({ rides: 0 });
    expect(await measured(at('19:59'))).toEqual({ rides: 0 });
  });
});
