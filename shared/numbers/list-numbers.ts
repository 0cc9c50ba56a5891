import * as v from 'valibot';
import type { ReadablePage } from '../kernel/page.ts';
import type { NumberStore } from './number-store.ts';
import { loadPool } from './pool.ts';
import type { CountedNumber, NumberState, PrivateNumber } from './private-number.ts';

/** The content of a cursor: the last number of the page before. */
export const NumberPlace = v.strictObject({ app: v.string(), x: v.string() });
export type NumberPlace = v.InferOutput<typeof NumberPlace>;

type Deps = Readonly<{
  /** Names of the configured apps. */
  apps: readonly string[];
  numbers: NumberStore;
  /** The numbers of the configuration. */
  seeds: readonly PrivateNumber[];
  /** The number of live bindings on a private number. */
  countLive: (x: string) => Promise<number>;
}>;

/** Which numbers: those that have all of what is given. */
export type NumberListQuery = Readonly<{
  app?: string | undefined;
  areaCode?: string | undefined;
  state?: NumberState | undefined;
  limit: number;
  after: NumberPlace | undefined;
}>;

/**
 * One page of private numbers by app and number, with their live bindings. An app that is not configured has none.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const listNumbers = async (
  { apps, numbers, seeds, countLive }: Deps,
  { app, areaCode, state, limit, after }: NumberListQuery,
): Promise<ReadablePage<CountedNumber, NumberPlace>> => {
  const wantedApps = apps.filter((known) => app === undefined || known === app);
  const pools = await Promise.all(wantedApps.map((known) => loadPool(numbers, seeds, known)));
  const wanted = pools
    .flatMap(({ numbers: ofApp }) => ofApp)
    .filter((number) => areaCode === undefined || number.areaCode === areaCode)
    .filter((number) => state === undefined || number.state === state)
    .sort(byPlace)
    .filter((number) => after === undefined || byPlace(after, number) < 0);
  const page = wanted.slice(0, limit);
  const last = wanted.length > page.length ? page.at(-1) : undefined;
  return {
    items: await Promise.all(
      page.map(async (number) => ({ number, liveBindings: await countLive(number.x) })),
    ),
    next: last && { app: last.app, x: last.x },
    // Nobody can tell on which page they would stand, so the first one names them.
    unreadable: after === undefined ? pools.flatMap(({ unreadable }) => unreadable) : [],
  };
};

const byPlace = (left: NumberPlace, right: NumberPlace): number =>
  left.app === right.app ? (left.x < right.x ? -1 : 1) : left.app < right.app ? -1 : 1;
