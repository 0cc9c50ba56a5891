import { insteadOfUnreadable } from '../sealing/if-readable.ts';
import type { NumberStore, ReadableNumbers } from './number-store.ts';
import type { PrivateNumber } from './private-number.ts';

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
