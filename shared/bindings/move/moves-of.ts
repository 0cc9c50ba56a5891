import type { BindingRecord, BindingStore } from '../model/binding-store.ts';

/** The bindings that are one for its caller, because each took the place of the one before on a lost number. */
export type Moves = Readonly<{
  /** The one at the end, which lives if any does. */
  last: BindingRecord;
  /** All of them, in no order. */
  all: readonly BindingRecord[];
}>;

/**
 * Follows the moves of a binding, to those that it replaces and to those that replaced it. One that never moved costs no read.
 *
 * @throws {AppError} `store-unavailable`; `item-unreadable`.
 */
export const movesOf = async (bindings: Pick<BindingStore, 'get'>, record: BindingRecord): Promise<Moves> => {
  const former = await follow(bindings, record.binding.replaces, 'replaces');
  const later = await follow(bindings, record.binding.replacedBy, 'replacedBy');
  return { last: later.at(-1) ?? record, all: [...former, record, ...later] };
};

const follow = async (
  bindings: Pick<BindingStore, 'get'>,
  bindingId: string | undefined,
  to: 'replaces' | 'replacedBy',
): Promise<readonly BindingRecord[]> => {
  const found: BindingRecord[] = [];
  for (let next = bindingId; next !== undefined; ) {
    const record = await bindings.get(next);
    if (record !== undefined) found.push(record);
    next = record?.binding[to];
  }
  return found;
};
