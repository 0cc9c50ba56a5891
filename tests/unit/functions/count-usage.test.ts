import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/count-usage/handler.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { aContext } from '../../builders/api-event.ts';

const COUNTED = { counted: 0, unchanged: 0, closed: 0, overtaken: 0, empty: 0, failed: 0, remaining: 0 };
const SUMMED = { months: 0, monthsFailed: 0, monthsLeft: 0 };
const LOOKED = { lookedAt: 3, recounted: 1, lookFailed: 0, lookLeft: 0 };

describe('the looks of count-usage', () => {
  let now: Date;
  let looks: number;
  let answer: typeof LOOKED;
  beforeEach(() => {
    now = new Date('2026-03-01T09:59:00Z');
    looks = 0;
    answer = LOOKED;
  });
  const handlerFor = (windowSeconds: number) =>
    createHandler({
      count: async () => COUNTED,
      async look() {
        looks += 1;
        return answer;
      },
      sumStale: async () => ({ ...SUMMED, months: 1 }),
      sumFinished: async () => ({ ...SUMMED, months: 2 }),
      noteRents: async () => ({ rentsNoted: 0, rentsFailed: 0 }),
      windowSeconds,
      clock: () => now,
      logger: createLogger({ clock: () => now, write: () => undefined }),
    });

  it('are one a window, and with it months are summed that are due without a mark', async () => {
    const handle = handlerFor(3600);
    const first = await handle({}, aContext());
    now = new Date('2026-03-01T09:59:59Z');
    const second = await handle({}, aContext());
    now = new Date('2026-03-01T10:00:00Z');
    const third = await handle({}, aContext());

    expect([first, second, third].map(({ isLook, lookedAt, months }) => [isLook, lookedAt, months])).toEqual([
      [true, 3, 3],
      [false, 0, 1],
      [true, 3, 3],
    ]);
  });

  it.each([{ lookFailed: 1 }, { lookLeft: 1 }])('go on with the next run after %j', async (left) => {
    const handle = handlerFor(3600);
    answer = { ...LOOKED, ...left };
    await handle({}, aContext());
    answer = LOOKED;
    await handle({}, aContext());
    await handle({}, aContext());

    expect(looks).toBe(2);
  });

  it('are in every run without a window', async () => {
    const handle = handlerFor(0);
    await handle({}, aContext());
    now = new Date('2026-03-01T09:59:01Z');
    await handle({}, aContext());

    expect(looks).toBe(2);
  });
});
