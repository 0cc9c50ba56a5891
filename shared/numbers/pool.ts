import { addSeconds, type Clock } from '../kernel/clock.ts';
import type { NumberStore } from './number-store.ts';
import type { PrivateNumber } from './private-number.ts';

/** The numbers of an app that a bind chooses from; `anew` reads the store and passes over what is remembered. */
export type Pool = (app: string, how?: 'anew') => Promise<readonly PrivateNumber[]>;

/** A bind reads the number that it chose again, so only a new number may stay unseen for so long. */
const REMEMBERED_SECONDS = 30;

/**
 * The pool in the store, remembered for half a minute because every bind needs all of it and it seldom changes. Numbers of
 * the configuration that the store does not have yet are added first; they never change a stored number.
 */
export const createPool = (store: NumberStore, seeds: readonly PrivateNumber[], clock: Clock): Pool => {
  const remembered = new Map<string, { until: Date; numbers: Promise<readonly PrivateNumber[]> }>();
  return (app, how) => {
    const now = clock();
    const known = remembered.get(app);
    if (how !== 'anew' && known !== undefined && known.until > now) return known.numbers;
    const numbers = loadPool(store, seeds, app);
    remembered.set(app, { until: addSeconds(now, REMEMBERED_SECONDS), numbers });
    // A failed read must not be remembered as the answer.
    numbers.catch(() => remembered.delete(app));
    return numbers;
  };
};

/** The pool as it is now, with the numbers of the configuration added that the store does not have yet. */
export const loadPool = async (
  store: NumberStore,
  seeds: readonly PrivateNumber[],
  app: string,
): Promise<readonly PrivateNumber[]> => {
  const stored = await store.ofApp(app);
  const known = new Set(stored.map((number) => number.x));
  const missing = seeds.filter((seed) => seed.app === app && !known.has(seed.x));
  if (missing.length === 0) return stored;
  await Promise.all(missing.map((seed) => store.addIfAbsent(seed)));
  return store.ofApp(app);
};

/**
 * One number of an app's pool, read by its key. A number of the configuration that the store does not have yet is added
 * first, as {@link loadPool} does.
 */
export const findInPool = async (
  store: NumberStore,
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
