import { changedBinding } from '../lifecycle/changed-binding.ts';
import { atRest } from '../lifecycle/due-at.ts';
import { type ActiveBinding, lifeStartOf } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';
import type { ChangeDeps } from './carry-out-change.ts';
import { freeNewPair } from './lock-new-pair.ts';
import { endReservations } from './reservation-ends.ts';

/**
 * The platform said no: the binding is as it was, and so are the reservations.
 *
 * @param coolDownSeconds how long the newcomers rest at least, where an attempt without an answer may have joined them
 */
export const takeBack = async (
  deps: ChangeDeps,
  record: BindingRecord<ActiveBinding>,
  change: BindingChange,
  coolDownSeconds = 0,
): Promise<void> => {
  const { bindings, reservations, clock } = deps;
  const { change: _change, changeBy: _by, ...rest } = record;
  const next = changedBinding(record.binding, change);
  const now = clock();
  await freeNewPair(deps, record, change);
  if (next.a !== record.binding.a || next.b !== record.binding.b)
    await reservations.releaseFormer(
      next,
      record.binding,
      now,
      Math.max(coolDownSeconds, openSeconds(record.openChange, now)),
    );
  const resting = atRest(rest, lifeStartOf(record.binding), now);
  await endReservations(deps, resting, record, change);
  await bindings.replace(record, resting);
};
