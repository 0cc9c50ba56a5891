import type { Binding } from './binding.ts';
import type { BindingRecord, BindingStore } from './binding-store.ts';
import { isLeased } from './lifecycle.ts';
import type { Seating } from './seating.ts';

/**
 * Other bindings of the same A in the making, in the same app. `at-work`: somebody may be making one this very moment.
 * `left`: there are some, but whoever made them is gone. `never-asked`: the platform was not asked for this one yet, so
 * whatever is there is none of its.
 */
export type Rivalry = 'none' | 'left' | 'at-work' | 'never-asked';

type Deps = Readonly<{ bindings: BindingStore; seating: Seating }>;

/** Tells who else may own a binding of A whose X the platform chose, because nothing at the platform tells it. */
export const rivalryOf = async ({ bindings, seating }: Deps, own: Binding, now: Date): Promise<Rivalry> => {
  const choosing = await seating.choosing(own);
  if (!choosing.includes(own.bindingId)) return 'never-asked';
  const records = await bindings.getAll(choosing.filter((bindingId) => bindingId !== own.bindingId));
  const rivals = records.filter(({ binding }) => binding.status === 'pending');
  if (rivals.some((rival) => isBeingMade(rival, now))) return 'at-work';
  return rivals.length > 0 ? 'left' : 'none';
};

/** The sweeper leases bindings as well, but it makes none; it notes its attempts from the first one on. */
const isBeingMade = (record: BindingRecord, now: Date): boolean =>
  isLeased(record, now) && record.sweepAttempts === undefined;
