import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { type Binding, isActive } from '../model/binding.ts';
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
 * `anothers`: another binding of ours was faster to reserve what was found. `contested`: a live binding of ours has the X for
 * one of the two, and an unanswered change of it hides that from the platform.
 */
export type Chosen = 'reserved' | 'anothers' | 'contested';

/**
 * Reserves the X that the platform chose; a contested one for those alone for whom nobody has it: the platform has them there
 * until the binding is taken away.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const reserveChosen = async (
  deps: Deps & Readonly<{ clock: Clock }>,
  own: Binding,
  found: Found,
): Promise<Chosen> => {
  const { reservations, clock } = deps;
  if (!(await reservations.reserve(own, found.x, clock(), true))) {
    if (await isAnothers(deps, own, found)) return 'anothers';
    if (await isContested(deps, own, found)) {
      await reservations.reserveWhereFree(own, found.x, clock());
      return 'contested';
    }
    await reservations.reserveOver(own, found.x, clock());
  }
  await reservations.endChoice(own, clock());
  return 'reserved';
};

/** A holder that the platform does not show is only late to leave, unless it may yet be set again as we have it. */
const isContested = async (
  { bindings, reservations, clock }: Deps & Readonly<{ clock: Clock }>,
  own: Binding,
  { x }: Found,
): Promise<boolean> => {
  const holders = (await reservations.lastHoldersOn(own, x)).filter(
    (bindingId) => bindingId !== own.bindingId,
  );
  const records = await bindings.getAll(holders);
  return records.some(
    ({ binding, change, openChange }) =>
      binding.x === x &&
      isActive(binding, clock()) &&
      (change !== undefined || openChange !== undefined) &&
      [own.a, own.b].some((person) => person !== undefined && (person === binding.a || person === binding.b)),
  );
};
