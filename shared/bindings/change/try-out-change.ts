import { refuseMoreForBlocked } from '../blocks/refuse-more.ts';
import { changedBinding } from '../lifecycle/changed-binding.ts';
import type { ActiveBinding } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { isOccupied } from '../model/reservation-store.ts';
import { type ChangeDeps, newcomersRefused } from './carry-out-change.ts';
import { changeable } from './change-outcome.ts';
import { checkNewPair } from './lock-new-pair.ts';

/**
 * Refuses a change for whatever our own records would refuse it for, and writes nothing. The platform may refuse it all the same.
 *
 * @throws {AppError} as a change, but for what the platform answers.
 */
export const tryOutChange = async (
  deps: Pick<ChangeDeps, 'bindings' | 'locks' | 'reservations' | 'readBlocks' | 'lookup' | 'clock'>,
  record: BindingRecord,
  change: BindingChange,
): Promise<void> => {
  const { reservations, readBlocks, lookup, clock } = deps;
  const now = clock();
  const active: BindingRecord<ActiveBinding> = changeable(record, change, undefined, now);
  await refuseMoreForBlocked(readBlocks, active.binding, change, now);
  await checkNewPair(deps, active, change);
  const { a, b } = await reservations.of(changedBinding(active.binding, change));
  const x = lookup('private-number', active.binding.x);
  const isTaken = [...a, ...b].some(
    (held) => held.x === x && held.bindingId !== active.binding.bindingId && isOccupied(held, now),
  );
  if (isTaken) throw await newcomersRefused(deps, active, change);
};
