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

const silence = (apps: Apps, now: Date, { isLive = true, permanent = '' } = {}) =>
  createMeasureSilence({
    apps: Object.keys(apps).map((name) => ({ name, defaults: { allowPermanent: name === permanent } })),
    pushes: { marks: async (app) => new Map(Object.entries(apps[app] ?? {})) },
    hasLiveBinding: async () => isLive,
    clock: () => now,
  })();

/** Pushes all day long for eight days until a time of today. */
const untilToday = (time: string): readonly Date[] => each(15, at('00:00', 8), at(time));
/** Pushes from eight to twenty hours, on each of the days. */
const byDay = (...days: readonly number[]): readonly Date[] =>
  days.flatMap((day) => each(15, at('08:00', day), at('20:00', day)));
const LAST_WEEK = [8, 7, 6, 5, 4, 3, 2, 1];

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

  it('is none at night, and shows in the morning', async () => {
    const apps = { rides: { cdrs: byDay(...LAST_WEEK) } };

    expect(await silence(apps, at('02:00'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('09:15'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('09:30'))).toEqual({ rides: 795 });
  });

  it('is none on a Sunday of a business that is closed on Sundays, and shows on Monday', async () => {
    const apps = { rides: { cdrs: byDay(8, 6, 5, 4, 3, 2, 1) } };

    expect(await silence(apps, at('18:00'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('12:00', -1))).toEqual({ rides: 2385 });
  });

  it('of a business with five calls a day never shows, at whatever hour of the day after', async () => {
    const calls = LAST_WEEK.flatMap((day) =>
      ['09:00', '11:15', '13:30', '16:00', '18:45'].map((time) => at(time, day)),
    );
    const hours = Array.from({ length: 24 }, (_, hour) => at(`${String(hour).padStart(2, '0')}:45`));

    for (const now of hours) expect(await silence({ rides: { cdrs: calls } }, now)).toEqual({ rides: 0 });
  });

  it('of a business with a call an hour shows after six hours', async () => {
    const apps = { rides: { cdrs: each(60, at('00:00', 8), at('08:00')) } };

    expect(await silence(apps, at('14:00'))).toEqual({ rides: 0 });
    expect(await silence(apps, at('14:30'))).toEqual({ rides: 375 });
  });

  it('is compared with the day before where there is not yet a week', async () => {
    const apps = { rides: { cdrs: each(15, at('08:00', 1), at('10:00')) } };

    expect(await silence(apps, at('12:15'))).toEqual({ rides: 120 });
  });

  it('of more than a day is compared with the day before it began', async () => {
    const apps = { rides: { cdrs: each(15, at('00:00', 4), at('10:00', 1)) } };

    expect(await silence(apps, at('16:15'))).toEqual({ rides: 1800 });
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
      await silence({ rides: kinds, food: kinds }, at('12:15'), { isLive: false, permanent: 'food' }),
    ).toEqual({ rides: 0, food: 120 });
  });
});
