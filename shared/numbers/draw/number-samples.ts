import { addSeconds, type Clock } from '../../kernel/clock.ts';
import { lettersOf } from '../../kernel/ids.ts';
import type { AddSeeds } from '../pool.ts';
import type { KeyedNumber } from '../private-number.ts';
import type { NumberDraw, Stretch } from './number-draw.ts';

/** Random numbers of an app or of one of its areas. */
export type NumberSample = Readonly<{
  /** Those read so far; all of them when they are {@link SAMPLED} at most. */
  numbers(): readonly KeyedNumber[];
  /** Whether all have been read. */
  isWhole(): boolean;
  /** Reads more numbers. `false`: there are none. @throws {AppError} `store-unavailable`; the next call goes on. */
  grow(): Promise<boolean>;
}>;

/** A sample, and whether it was read just now and not remembered. */
export type Sampled = Readonly<{ sample: NumberSample; isNew: boolean }>;

/**
 * A sample of an app, or of an area of it with the numbers that may be chosen there; `anew` passes over what is remembered, of
 * the numbers of the configuration as well.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type NumberSamples = (app: string, areaCode: string | undefined, how?: 'anew') => Promise<Sampled>;

type Deps = Readonly<{
  draw: NumberDraw;
  /** Puts the numbers of the configuration into the store. */
  addSeeds: AddSeeds;
  clock: Clock;
  random: () => number;
}>;

/** A bind reads the number that it chose again, so only a new number may stay unseen for so long. */
const REMEMBERED_SECONDS = 30;

/** The numbers of a sample at first: enough to choose among, and a pool of this size is there as a whole. */
const SAMPLED = 100;

/** The numbers of each further window, which few binds need. */
const GROWN = 1000;

/** Samples of the stored numbers, remembered for half a minute. So a bind reads the same, however many numbers there are. */
export const createNumberSamples = (deps: Deps): NumberSamples => {
  const remembered = new Map<string, { until: Date; sample: Promise<NumberSample> }>();
  return async (app, areaCode, how) => {
    const now = deps.clock();
    const place = JSON.stringify([app, areaCode]);
    const known = remembered.get(place);
    if (how !== 'anew' && known !== undefined && known.until > now)
      return { sample: await known.sample, isNew: false };
    for (const [other, { until }] of remembered) if (until <= now) remembered.delete(other);
    const sample = seededSample(deps, app, areaCode, how);
    remembered.set(place, { until: addSeconds(now, REMEMBERED_SECONDS), sample });
    // A failed read must not be remembered as the answer.
    sample.catch(() => remembered.delete(place));
    return { sample: await sample, isNew: true };
  };
};

const seededSample = async (
  deps: Deps,
  app: string,
  areaCode: string | undefined,
  how: 'anew' | undefined,
): Promise<NumberSample> => {
  const [sample, wereAdded] = await Promise.all([openSample(deps, app, areaCode), deps.addSeeds(app, how)]);
  return wereAdded ? openSample(deps, app, areaCode) : sample;
};

/** Behind the last look-up key. */
const LAST = 'z';

/**
 * A sample from a random place of the pool on, round to it again. The stretch before that place is read at once, too, because a
 * small pool needs both, and it is left where the first one is long enough: it would favour the beginning of the pool.
 */
const openSample = async (
  { draw, random }: Deps,
  app: string,
  areaCode: string | undefined,
): Promise<NumberSample> => {
  const from = lettersOf(Uint8Array.from([0, 0], () => Math.floor(random() * 256)));
  const before: Stretch = { app, areaCode, from: '', to: from };
  const [first, second] = await Promise.all([
    draw.window({ app, areaCode, from, to: LAST }, SAMPLED),
    draw.window(before, SAMPLED),
  ]);
  if (first.rest !== undefined) return growingSample(draw, await first.numbers(), [first.rest, before]);
  const numbers = (await Promise.all([first.numbers(), second.numbers()])).flat();
  // No more than a sample, or the beginning of the pool would be favoured; what is left over is read again.
  const isAll = numbers.length <= SAMPLED;
  return growingSample(draw, numbers.slice(0, SAMPLED), isAll ? stretches(second.rest) : [before]);
};

const growingSample = (
  draw: NumberDraw,
  first: readonly KeyedNumber[],
  unread: readonly Stretch[],
): NumberSample => {
  const numbers = new Map(first.map((number) => [number.key, number]));
  let open = unread;
  return {
    numbers: () => [...numbers.values()],
    isWhole: () => open.length === 0,

    async grow() {
      const [stretch, ...others] = open;
      if (stretch === undefined) return false;
      const window = await draw.window(stretch, GROWN);
      for (const number of await window.numbers()) numbers.set(number.key, number);
      // Another bind may have read the same window at the same time.
      if (open[0] === stretch) open = [...stretches(window.rest), ...others];
      return true;
    },
  };
};

const stretches = (rest: Stretch | undefined): readonly Stretch[] => (rest === undefined ? [] : [rest]);
