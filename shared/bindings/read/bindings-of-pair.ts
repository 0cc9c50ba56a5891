import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Pair } from '../allocation/reservation-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { pairKey } from '../model/pair-key.ts';

type Deps = Readonly<{ bindings: BindingStore; reservations: Reservations; lookup: LookupKeys }>;

/**
 * The bindings of the same app, mode, A, B and reference that hold an X, found through the reservations that all people of the
 * pair have: also those of an idempotency key, which have no lock of their pair. Read consistently.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const bindingsOfPair = async (
  { bindings, reservations, lookup }: Deps,
  pair: Pair & Readonly<{ reference?: Binding['reference'] | undefined }>,
): Promise<readonly BindingRecord[]> => {
  const key = pairKey(lookup, pair);
  const records = await bindings.getAll(await reservations.bindingsOf(pair));
  return records.filter(({ binding }) => pairKey(lookup, binding) === key);
};
