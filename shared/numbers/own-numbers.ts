import { AppError, type FieldError } from '../kernel/errors.ts';
import { insteadOfUnreadable } from '../sealing/if-readable.ts';
import type { NumberStore } from './number-store.ts';
import type { PrivateNumber } from './private-number.ts';

type Deps = Readonly<{
  /** All configured apps: a number may belong to another app than the one that is bound in. */
  apps: readonly Readonly<{ name: string }>[];
  numbers: Pick<NumberStore, 'among'>;
  /** The numbers of the configuration. The store has them only after a pool was loaded once. */
  seeds: readonly PrivateNumber[];
}>;

/** Numbers of people by the field of the request that has them. */
export type PeopleByField = Readonly<Record<string, string | undefined>>;

/** X are always mobiles (`privatenumber_02_0002`, relationNum): `+86` and eleven digits that begin with 1. */
const SHAPE_OF_X = /^\+861\d{10}$/;

/** Which of these numbers are ours; retired ones too where `evenRetired` says so. One read of all apps. */
export type OwnAmong = (
  asked: readonly string[],
  options?: Readonly<{ evenRetired?: boolean }>,
) => Promise<ReadonlySet<string>>;

/** None is read where no number has the shape of a private one. Each call throws `AppError` `store-unavailable`. */
export const createOwnAmong =
  ({ apps, numbers, seeds }: Deps): OwnAmong =>
  async (asked, { evenRetired = false } = {}) => {
    const possible = asked.filter((number) => SHAPE_OF_X.test(number));
    if (possible.length === 0) return new Set();
    const { stored, unreadable } = await readStored(
      numbers,
      apps.map(({ name }) => name),
      possible,
    );
    const isStored = (seed: PrivateNumber) => stored.some(({ app, x }) => app === seed.app && x === seed.x);
    const readable = [...stored, ...seeds.filter((seed) => !isStored(seed))]
      .filter(({ state }) => evenRetired || state !== 'retired')
      .flatMap(({ x }) => (possible.includes(x) ? [x] : []));
    // One that cannot be opened may be in use.
    return new Set([...readable, ...unreadable]);
  };

/** Each of these numbers that some app has in the store: as it is, or by the number alone where an item cannot be opened. */
const readStored = async (
  numbers: Deps['numbers'],
  apps: readonly string[],
  asked: readonly string[],
): Promise<Readonly<{ stored: readonly PrivateNumber[]; unreadable: readonly string[] }>> => {
  const together = await insteadOfUnreadable(numbers.among(apps, asked), 'unreadable');
  if (together !== 'unreadable') return { stored: together, unreadable: [] };
  const each = await Promise.all(
    asked.map(async (x) => ({ x, found: await insteadOfUnreadable(numbers.among(apps, [x]), 'unreadable') })),
  );
  return {
    stored: each.flatMap(({ found }) => (found === 'unreadable' ? [] : found)),
    unreadable: each.flatMap(({ x, found }) => (found === 'unreadable' ? [x] : [])),
  };
};

/**
 * Refuses private numbers of ours in the place of people: their calls would go in a circle, or to a stranger. One read of
 * all apps and fields together.
 *
 * @throws {AppError} `invalid-request` naming every such field; `store-unavailable`.
 */
export const createRefuseOwnNumbers =
  (ownAmong: OwnAmong) =>
  async (people: PeopleByField): Promise<void> => {
    const asked = Object.entries(people).flatMap(([path, number]) =>
      number === undefined ? [] : [{ path, number }],
    );
    const own = await ownAmong(asked.map(({ number }) => number));
    const errors: readonly FieldError[] = asked
      .filter(({ number }) => own.has(number))
      .map(({ path }) => ({ path, message: 'must not be a private number' }));
    if (errors.length === 0) return;
    throw new AppError(
      'invalid-request',
      `the request is not valid: ${errors.map(({ path }) => path).join(', ')}`,
      {
        errors,
      },
    );
  };
export type RefuseOwnNumbers = ReturnType<typeof createRefuseOwnNumbers>;

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
