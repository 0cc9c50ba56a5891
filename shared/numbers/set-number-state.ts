import { type Clock, iso } from '../kernel/clock.ts';
import type { Logger } from '../observability/logger.ts';
import type { NumberStore } from './number-store.ts';
import { findInPool } from './pool.ts';
import type { CountedNumber, NumberState, PrivateNumber } from './private-number.ts';

type Deps = Readonly<{
  /** Names of the configured apps. */
  apps: readonly string[];
  numbers: NumberStore;
  /** The numbers of the configuration. */
  seeds: readonly PrivateNumber[];
  /** The number of live bindings on a private number. */
  countLive: (x: string) => Promise<number>;
  clock: Clock;
  logger: Logger;
}>;

/** The state that an operator gives a number, and the reason in a word of theirs. */
export type NewNumberState = Readonly<{ x: string; state: NumberState; cause: string | undefined }>;

/**
 * Sets the state of one private number by hand. The number is looked up by its key in each app; no pool is loaded.
 *
 * @returns the number with its live bindings, `undefined` when no app has it.
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const setNumberState = async (
  { apps, numbers, seeds, countLive, clock, logger }: Deps,
  { x, state, cause }: NewNumberState,
): Promise<CountedNumber | undefined> => {
  const perApp = await Promise.all(apps.map((app) => findInPool(numbers, seeds, app, x)));
  const found = perApp.find((number) => number !== undefined);
  if (found === undefined) return undefined;
  const { cause: _former, ...kept } = found;
  const number = { ...kept, state, stateAt: iso(clock()), ...(cause === undefined ? {} : { cause }) };
  await numbers.save(number);
  logger.info('number-state-set', { app: number.app, state, cause });
  return { number, liveBindings: await countLive(x) };
};
