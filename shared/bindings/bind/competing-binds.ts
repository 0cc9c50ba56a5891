import type { E164 } from '../../kernel/e164.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { isLeased } from '../lifecycle/lease.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { isUnsent } from '../queue/queued-bind.ts';

/**
 * Other pending bindings of the same A in the same app that may own what is found on an X. `in-flight`: somebody may be
 * making one this very moment. `abandoned`: there are some, but their makers are gone. `not-started`: the platform was
 * not asked for this one yet, so nothing of what is there can be its own.
 */
export type CompetingBinds = 'none' | 'abandoned' | 'in-flight' | 'not-started';

type Deps = Readonly<{ bindings: BindingStore; reservations: Reservations }>;

/**
 * Tells who else may own a binding of A that was found on `x`: those for which the platform chooses, because nothing there
 * tells whose it is; for one of these also whoever named that very X and has reserved it already.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const competingBindsOf = async (
  { bindings, reservations }: Deps,
  own: Binding,
  x: E164,
  now: Date,
): Promise<CompetingBinds> => {
  const choosing = await reservations.choosing(own);
  if (own.x === undefined && !choosing.includes(own.bindingId)) return 'not-started';
  const holder = await reservations.holderOn(own, x);
  const others = [...choosing, ...(holder === undefined ? [] : [holder])];
  const records = await bindings.getAll(others.filter((bindingId) => bindingId !== own.bindingId));
  const competitors = records.filter((record) => record.binding.status === 'pending' && !isUnsent(record));
  // A bind that names an X reserves it before the platform is asked. Another that the platform gave that X may have taken it
  // over and have ended; then nobody is left whose it is.
  if (own.x !== undefined && holder !== own.bindingId)
    return competitors.length > 0 ? 'not-started' : 'abandoned';
  if (competitors.some((competitor) => isBeingMade(competitor, now))) return 'in-flight';
  return competitors.length > 0 ? 'abandoned' : 'none';
};

/** The sweeper leases bindings as well, but it makes none; it records its attempts from the first one on. */
const isBeingMade = (record: BindingRecord, now: Date): boolean =>
  isLeased(record, now) && record.sweepAttempts === undefined;
