import { type Binding, isLiveStatus } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';

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

/** Tells whether the binding `old` still is the one in whose place that record was made, and not that of other people. */
export const isOfMove = (old: Binding, { binding, replacing }: BindingRecord): boolean =>
  isLiveStatus(old.status) &&
  old.replacedBy === undefined &&
  (old.version === replacing?.version || (old.a === binding.a && old.b === binding.b));
