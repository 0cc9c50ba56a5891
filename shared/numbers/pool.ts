import { mapAtMost } from '../kernel/map-at-most.ts';
import { insteadOfUnreadable } from '../sealing/if-readable.ts';
import type { NumberStore, ReadableNumbers } from './number-store.ts';
import type { NumberState, PrivateNumber } from './private-number.ts';

/** The pool as it is now, with the numbers of the configuration added that the store does not have yet. */
export const loadPool = async (
  store: NumberStore,
  seeds: readonly PrivateNumber[],
  app: string,
): Promise<ReadableNumbers> => {
  const stored = await store.ofApp(app);
  const known = new Set(stored.numbers.map((number) => number.x));
  const missing = seeds.filter((seed) => seed.app === app && !known.has(seed.x));
  if (missing.length === 0) return stored;
  await Promise.all(missing.map((seed) => store.addIfAbsent(seed)));
  return store.ofApp(app);
};

/**
 * Adds the numbers of the configuration that the store does not have. `true`: there were some. `anew`: looks for them although
 * the store had all.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type AddSeeds = (app: string, how?: 'anew') => Promise<boolean>;

/**
 * Looks for the numbers of the configuration by their keys, until the store has all of them; then no more, because we delete
 * none. They never change a stored number.
 */
export const createAddSeeds = (store: NumberStore, seeds: readonly PrivateNumber[]): AddSeeds => {
  const complete = new Set<string>();
  return async (app, how) => {
    if (how !== 'anew' && complete.has(app)) return false;
    const wanted = seeds.filter((seed) => seed.app === app);
    const missing = await missingOf(store, app, wanted);
    // A number that was added may have been refused, so the next look tells whether all are there.
    if (missing.length === 0) complete.add(app);
    await Promise.all(missing.map((seed) => store.addIfAbsent(seed)));
    return missing.length > 0;
  };
};

const missingOf = async (
  store: NumberStore,
  app: string,
  wanted: readonly PrivateNumber[],
): Promise<readonly PrivateNumber[]> => {
  const numbers = wanted.map(({ x }) => x);
  const stored = await insteadOfUnreadable(store.among([app], numbers), 'unreadable');
  if (stored !== 'unreadable') return wanted.filter(({ x }) => !stored.some((known) => known.x === x));
  // One of them cannot be opened: it is there, and the others are looked for one by one.
  const missing: PrivateNumber[] = [];
  for (const seed of wanted)
    if ((await insteadOfUnreadable(store.get(app, seed.x), 'there')) === undefined) missing.push(seed);
  return missing;
};

/**
 * One number of an app's pool, read by its key. A number of the configuration that the store does not have yet is added
 * first, as {@link loadPool} does.
 */
export const findInPool = async (
  store: Pick<NumberStore, 'get' | 'addIfAbsent'>,
  seeds: readonly PrivateNumber[],
  app: string,
  x: string,
): Promise<PrivateNumber | undefined> => {
  const stored = await store.get(app, x);
  const seed = seeds.find((number) => number.app === app && number.x === x);
  if (stored !== undefined || seed === undefined) return stored;
  await store.addIfAbsent(seed);
  return store.get(app, x);
};

/** The numbers of an app in one area; `area` is `none` for numbers without one. */
export type PoolArea = Readonly<{
  area: string;
  /** Numbers by the state in force. */
  states: Readonly<Partial<Record<NumberState, number>>>;
  /** Of the available ones, those that were looked at, and those with a live binding. */
  looked: number;
  busy: number;
}>;

export type PoolSummary = Readonly<{ areas: readonly PoolArea[]; unreadable: number }>;

type SummaryDeps = Readonly<{
  store: Pick<NumberStore, 'ofApp'>;
  /** The numbers of the configuration. They are available until the store has them. */
  seeds: readonly PrivateNumber[];
  /** Live bindings on a number, counted up to `most`. */
  countLive: (x: string, upTo: Readonly<{ most: number }>) => Promise<number>;
}>;

/** Each costs a query. */
const LOOKED_AT_MOST = 100;

const AT_A_TIME = 16;

/** Counts the pool of an app by area and state, without changing it. @throws {AppError} `store-unavailable`. */
export const createPoolSummary =
  ({ store, seeds, countLive }: SummaryDeps) =>
  async (app: string): Promise<PoolSummary> => {
    const { numbers, unreadable } = await store.ofApp(app);
    const known = new Set(numbers.map(({ x }) => x));
    const all = [...numbers, ...seeds.filter((seed) => seed.app === app && !known.has(seed.x))];
    const looked = all.filter(({ state }) => state === 'available').slice(0, LOOKED_AT_MOST);
    const isBusy = async ({ x }: PrivateNumber) => (await countLive(x, { most: 1 })) > 0;
    const { results } = await mapAtMost({ atMost: AT_A_TIME }, looked, isBusy);
    const busy = new Set(looked.filter((_, index) => results[index]));
    const areas = Map.groupBy(all, ({ areaCode }) => areaCode ?? 'none');
    return {
      unreadable: unreadable.length,
      areas: [...areas]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([area, ofArea]) => ({
          area,
          states: countedStates(ofArea),
          looked: ofArea.filter((number) => looked.includes(number)).length,
          busy: ofArea.filter((number) => busy.has(number)).length,
        })),
    };
  };

const countedStates = (numbers: readonly PrivateNumber[]): PoolArea['states'] => {
  const states: Partial<Record<NumberState, number>> = {};
  for (const { state } of numbers) states[state] = (states[state] ?? 0) + 1;
  return states;
};
