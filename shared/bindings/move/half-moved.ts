import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { placeOfMove } from '../bind/lock-place.ts';
import { type Binding, isLiveStatus } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import type { RequestLocks } from '../model/request-lock-store.ts';

type MadeDeps = Readonly<{
  bindings: Pick<BindingStore, 'get'>;
  locks: Pick<RequestLocks, 'holderOf'>;
  lookup: LookupKeys;
}>;

/**
 * The binding in whose place one was made, as long as its end has not begun: whoever ends the new one means that one too, and ends it
 * first. Otherwise it would be moved anew, and a crash between the two would leave no trace of the wish; that way the sweeper finds the
 * old one ended, and ends the new one. An old one that was given to other people meanwhile is theirs, and stays; where the new one was, nobody
 * has the old one but those whom the move was for.
 *
 * @returns its id; `undefined` where there is none to end
 * @throws {AppError} `store-unavailable`; `item-unreadable`.
 */
export const halfMoved = async (
  bindings: Pick<BindingStore, 'get'>,
  made: BindingRecord,
): Promise<string | undefined> => {
  if (made.replacing === undefined || made.binding.replaces === undefined) return undefined;
  const old = (await bindings.get(made.binding.replaces))?.binding;
  return old !== undefined && isOfMove(old, made) ? old.bindingId : undefined;
};

/**
 * The live binding that was made in the place of one that has ended by somebody's wish, by a mover that may be gone. One that is still
 * being made is left to its maker, or to the sweeper, which end it as well.
 *
 * @throws {AppError} `store-unavailable`; `item-unreadable`.
 */
export const madeInPlaceOf = async (
  { bindings, locks, lookup }: MadeDeps,
  bindingId: string,
): Promise<BindingRecord | undefined> => {
  const made = await locks.holderOf(placeOfMove(lookup, bindingId));
  const record = made === undefined ? undefined : await bindings.get(made);
  return record !== undefined && isMadeFor(record, bindingId) ? record : undefined;
};

/** Tells whether the record is live, also while it is being ended, was made in the place of that binding, and not confirmed as what took it. */
export const isMadeFor = ({ binding, replacing }: BindingRecord, bindingId: string): boolean =>
  binding.replaces === bindingId &&
  (binding.status === 'releasing' || (binding.status === 'active' && replacing !== undefined));

/** Tells whether the binding `old` still is the one in whose place that record was made, and not that of other people. */
export const isOfMove = (old: Binding, { binding, replacing }: BindingRecord): boolean =>
  isLiveStatus(old.status) &&
  old.replacedBy === undefined &&
  (old.version === replacing?.version || (old.a === binding.a && old.b === binding.b));
