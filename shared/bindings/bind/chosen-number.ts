import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';

type Deps = Readonly<{ bindings: BindingStore; reservations: Reservations }>;

/** The binding at the platform, as far as it matters here; X mode has no subscription. */
type Found = Readonly<{ subscriptionId?: string | undefined; x: E164 }>;

/**
 * Whether another binding of ours has what was found on an X that the platform chose, or is about to record that it has.
 * No reservation kept others away from that X before.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const isAnothers = async (
  { bindings, reservations }: Deps,
  own: Binding,
  { subscriptionId, x }: Found,
): Promise<boolean> => {
  // The reservation is read consistently; an index may not show yet what was recorded a moment ago.
  const holder = await reservations.holderOn(own, x);
  if (holder !== undefined && holder !== own.bindingId) {
    const binding = (await bindings.get(holder))?.binding;
    // A holder without an X was told of this one by the platform; a holder that named it may be as wrong as we are.
    const wasTold = binding?.status === 'pending' && binding.x === undefined;
    if (wasTold || (binding?.status === 'active' && binding.subscriptionId === subscriptionId)) return true;
  }
  if (subscriptionId === undefined) return false;
  const known = await bindings.bySubscription(own.app, subscriptionId);
  return known !== undefined && known.binding.bindingId !== own.bindingId;
};

/**
 * Reserves the X that the platform chose. `false` when another binding of ours was faster to reserve what was found.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const reserveChosen = async (
  deps: Deps & Readonly<{ clock: Clock }>,
  own: Binding,
  found: Found,
): Promise<boolean> => {
  const { reservations, clock } = deps;
  const isFree = await reservations.reserve(own, found.x, clock(), true);
  if (!isFree && (await isAnothers(deps, own, found))) return false;
  if (!isFree) await reservations.reserveOver(own, found.x);
  await reservations.endChoice(own, clock());
  return true;
};
