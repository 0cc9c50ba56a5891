import { AppError, type FieldError } from '../kernel/errors.ts';
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

/**
 * Refuses private numbers of ours in the place of people: their calls would go in a circle, or to a stranger. One read of
 * all apps and fields together; none where no number has the shape of a private one.
 *
 * @throws {AppError} `invalid-request` naming every such field; `store-unavailable`.
 */
export const createRefuseOwnNumbers =
  ({ apps, numbers, seeds }: Deps) =>
  async (people: PeopleByField): Promise<void> => {
    const asked = Object.entries(people).flatMap(([path, number]) =>
      number !== undefined && SHAPE_OF_X.test(number) ? [{ path, number }] : [],
    );
    if (asked.length === 0) return;
    const stored = await numbers.among(
      apps.map(({ name }) => name),
      asked.map(({ number }) => number),
    );
    const isStored = (seed: PrivateNumber) => stored.some(({ app, x }) => app === seed.app && x === seed.x);
    const own = new Set(
      [...stored, ...seeds.filter((seed) => !isStored(seed))]
        .filter(({ state }) => state !== 'retired')
        .map(({ x }) => x),
    );
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
