import { mapAtMost } from '../kernel/map-at-most.ts';
import type { NumberStore } from './number-store.ts';
import type { NumberState, PrivateNumber } from './private-number.ts';

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

type Deps = Readonly<{
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
  ({ store, seeds, countLive }: Deps) =>
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
      areas: [...areas].map(([area, ofArea]) => ({
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
