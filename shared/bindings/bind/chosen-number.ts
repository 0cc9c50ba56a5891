import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';

type Deps = Readonly<{ bindings: BindingStore; reservations: Reservations; clock: Clock }>;

/** What the platform has, as far as it matters here; X mode has no subscription. */
type Found = Readonly<{ subscriptionId: string | undefined; x: E164 }>;

/** Whose a binding at the platform is when the platform chose X, so that no reservation kept others away before. */
export type ChosenNumber = Readonly<{
  /** True when another live binding of ours has it, or is about to note that it has. */
  isAnothers(own: Binding, found: Found): Promise<boolean>;
  /** Takes the reservations on the chosen X. `false` when another binding of ours was faster to take the same for its own. */
  sitDown(own: Binding, found: Found): Promise<boolean>;
}>;

export const createChosenNumber = ({ bindings, reservations, clock }: Deps): ChosenNumber => {
  const isAnothers: ChosenNumber['isAnothers'] = async (own, { subscriptionId, x }) => {
    // The reservation is read consistently; an index may not know yet what was noted a moment ago.
    const holder = await reservations.holderOn(own, x);
    if (holder !== undefined && holder !== own.bindingId) {
      const binding = (await bindings.get(holder))?.binding;
      // Who sits down before the X is noted was told of it by the platform; who named it may be as wrong as we are.
      const wasTold = binding?.status === 'pending' && binding.x === undefined;
      if (wasTold || (binding?.status === 'active' && has(binding, subscriptionId))) return true;
    }
    if (subscriptionId === undefined) return false;
    const known = await bindings.bySubscription(own.app, subscriptionId);
    return known !== undefined && known.binding.bindingId !== own.bindingId;
  };

  return {
    isAnothers,
    async sitDown(own, found) {
      const isFree = await reservations.reserve(own, found.x, clock(), true);
      if (!isFree && (await isAnothers(own, found))) return false;
      if (!isFree) await reservations.reserveOver(own, found.x);
      await reservations.endChoice(own, clock());
      return true;
    },
  };
};

const has = (binding: Binding, subscriptionId: string | undefined): boolean =>
  binding.subscriptionId === subscriptionId;
