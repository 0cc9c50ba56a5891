import { isLiveStatus } from '../model/binding.ts';
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
  { binding, replacing }: BindingRecord,
): Promise<string | undefined> => {
  if (replacing === undefined || binding.replaces === undefined) return undefined;
  const old = (await bindings.get(binding.replaces))?.binding;
  if (old === undefined || !isLiveStatus(old.status) || old.replacedBy !== undefined) return undefined;
  return old.version === replacing.version || (old.a === binding.a && old.b === binding.b)
    ? old.bindingId
    : undefined;
};
