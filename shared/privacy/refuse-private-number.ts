import type { BindingStore } from '../bindings/model/binding-store.ts';
import { AppError } from '../kernel/errors.ts';
import type { OwnAmong } from '../numbers/own-numbers.ts';

type Deps = Readonly<{ ownAmong: OwnAmong; bindings: Pick<BindingStore, 'places'> }>;

/** @throws {AppError} `invalid-request` for a private number of ours; `store-unavailable`. */
export type RefusePrivateNumber = (party: string) => Promise<void>;

/**
 * Everybody's calls go through a private number, and a customer often knows no other: an erasure would take those of strangers, and an
 * export would hand them out. Those that are retired, or that the platform chose, are refused as well: bindings tell of them.
 */
export const createRefusePrivateNumber =
  ({ ownAmong, bindings }: Deps): RefusePrivateNumber =>
  async (party) => {
    const [own, asX, asY] = await Promise.all([
      ownAmong([party], { evenRetired: true }),
      bindings.places({ x: party }, 1, undefined),
      bindings.places({ y: party }, 1, undefined),
    ]);
    if (own.size + asX.length + asY.length === 0) return;
    throw new AppError(
      'invalid-request',
      'party is a private number of ours: find the person by a search for calls or bindings on it',
      { errors: [{ path: 'party', message: 'must not be a private number' }] },
    );
  };
