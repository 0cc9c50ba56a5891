import { insteadOfUnreadable } from '../sealing/if-readable.ts';
import type { NumberStore } from './number-store.ts';
import type { PrivateNumber } from './private-number.ts';

type Deps = Readonly<{
  /** All configured ones. */
  apps: readonly Readonly<{ name: string }>[];
  numbers: Pick<NumberStore, 'among'>;
  /** The numbers of the configuration. The store has them only after a pool was loaded once. */
  seeds: readonly PrivateNumber[];
}>;

/** The apps in whose pools these numbers are, or were until they were retired; a number of no pool is not in it. */
export type OwnersOf = (asked: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/** Each call throws `AppError` `store-unavailable`. A number that cannot be opened is in its pool all the same. */
export const createOwnersOf = ({ apps, numbers, seeds }: Deps): OwnersOf => {
  const names = apps.map(({ name }) => name);
  const one = async (app: string, x: string) =>
    insteadOfUnreadable(numbers.among([app], [x]), 'unreadable').then((found) =>
      found === 'unreadable' ? [{ app, x }] : found,
    );
  return async (asked) => {
    const together = await insteadOfUnreadable(numbers.among(names, asked), 'unreadable');
    const stored: readonly Pick<PrivateNumber, 'app' | 'x'>[] =
      together === 'unreadable'
        ? (await Promise.all(asked.flatMap((x) => names.map((app) => one(app, x))))).flat()
        : together;
    const seeded = seeds.filter(({ x }) => asked.includes(x));
    return new Map(
      [...Map.groupBy([...stored, ...seeded], ({ x }) => x)].map(([x, some]) => [
        x,
        [...new Set(some.map(({ app }) => app))],
      ]),
    );
  };
};
