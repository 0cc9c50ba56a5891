import type { E164 } from '../../kernel/e164.ts';
import type { Seating } from '../allocation/seating.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { isLeased } from '../model/lifecycle.ts';

/**
 * Other bindings of the same A in the making, in the same app, that may own what is found on an X. `at-work`: somebody may be making one this very moment.
 * `left`: there are some, but whoever made them is gone. `never-asked`: the platform was not asked for this one yet, so
 * whatever is there is none of its.
 */
export type Rivalry = 'none' | 'left' | 'at-work' | 'never-asked';

type Deps = Readonly<{ bindings: BindingStore; seating: Seating }>;

/**
 * Tells who else may own a binding of A that was found on `x`: those for which the platform chooses, because nothing there
 * tells whose it is; for one of these also whoever named that very X and sits on it already.
 */
export const rivalryOf = async (
  { bindings, seating }: Deps,
  own: Binding,
  x: E164,
  now: Date,
): Promise<Rivalry> => {
  const choosing = await seating.choosing(own);
  if (own.x === undefined && !choosing.includes(own.bindingId)) return 'never-asked';
  const holder = await seating.holderOn(own, x);
  // Who names an X sits down there before the platform is asked.
  if (own.x !== undefined && holder !== own.bindingId) return 'never-asked';
  const others = [...choosing, ...(holder === undefined ? [] : [holder])];
  const records = await bindings.getAll(others.filter((bindingId) => bindingId !== own.bindingId));
  const rivals = records.filter(({ binding }) => binding.status === 'pending');
  if (rivals.some((rival) => isBeingMade(rival, now))) return 'at-work';
  return rivals.length > 0 ? 'left' : 'none';
};

/** The sweeper leases bindings as well, but it makes none; it notes its attempts from the first one on. */
const isBeingMade = (record: BindingRecord, now: Date): boolean =>
  isLeased(record, now) && record.sweepAttempts === undefined;
