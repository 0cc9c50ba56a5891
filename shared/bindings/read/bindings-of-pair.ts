import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { PairReservations } from '../allocation/allocation.ts';
import { holdersOf, type Pair } from '../allocation/reservation-keys.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { peopleOf } from '../model/mode-rules.ts';
import { pairKey } from '../model/pair-key.ts';

type Deps = Readonly<{ bindings: Pick<BindingStore, 'getAll'>; lookup: LookupKeys }>;

/**
 * The bindings of the same app, mode, A, B and reference that hold an X, found through the reservations that all people of the
 * pair have: also those of an idempotency key, which have no lock of their pair. The records are read consistently, and
 * only where the two share a binding at all.
 *
 * @param reservations those of the pair
 * @throws {AppError} `store-unavailable`.
 */
export const bindingsOfPair = async (
  { bindings, lookup }: Deps,
  pair: Pair & Readonly<{ reference?: Binding['reference'] | undefined }>,
  { a, b }: Pick<PairReservations, 'a' | 'b'>,
): Promise<readonly BindingRecord[]> => {
  const ofB = holdersOf(b);
  const isAlone = peopleOf(pair).length === 1;
  const shared = holdersOf(a).filter((bindingId) => isAlone || ofB.includes(bindingId));
  const key = pairKey(lookup, pair);
  const records = await bindings.getAll(shared);
  return records.filter(({ binding }) => pairKey(lookup, binding) === key);
};
