import type { BindingTerms } from '../../bindings/model/binding.ts';
import type {
  BindingChange,
  BindingPlatform,
  PlatformBinding,
} from '../../bindings/model/binding-platform.ts';
import { inconclusive, mayStillApply, type PlatformResult } from '../../kernel/platform-outcome.ts';
import type { ModeCalls } from './mode-calls.ts';

type Fields = Readonly<Record<string, unknown>>;
type Modified = PlatformResult<'modified' | 'not-found'>;

/**
 * The change of a binding, in a mode whose change is sent as `fieldsOf` says.
 *
 * The platform may refuse a party for being on X already (1012010, 1016002) although it is this very binding that has
 * it, after a lost answer above all. So a conflict is resolved by a query: when the binding has the parties, the rest
 * of the change is sent without them; otherwise the conflict stands.
 */
export const createModify = (
  calls: ModeCalls,
  get: BindingPlatform['get'],
  fieldsOf: (change: BindingChange, terms: BindingTerms) => Fields,
): BindingPlatform['modify'] => {
  const send = async (subscriptionId: string, fields: Fields): Promise<Modified> => {
    if (Object.values(fields).some((field) => field !== undefined))
      return calls.modify({ subscriptionId, ...fields });
    // Nothing that the platform would have to know; what a change without fields gets is not documented.
    const there = await get(subscriptionId);
    if (there.kind !== 'ok') return there;
    return { kind: 'ok', value: there.value === undefined ? 'not-found' : 'modified' };
  };

  return async (subscriptionId, change, terms) => {
    const result = await send(subscriptionId, fieldsOf(change, terms));
    if (result.kind !== 'refused' || result.class !== 'conflict') return result;
    const there = await get(subscriptionId);
    if (there.kind !== 'ok') return unresolved;
    if (there.value === undefined) return { kind: 'ok', value: 'not-found' };
    if (!hasParties(there.value, change)) return result;
    const { a: _a, b: _b, ...rest } = change;
    const others = await send(subscriptionId, fieldsOf(rest, terms));
    // The parties are changed already, so whatever stops the others has not stopped the change as a whole.
    if (others.kind !== 'ok') return { ...others, mayHaveApplied: true };
    return mayStillApply(result) ? { ...others, earlierMayApply: true } : others;
  };
};

/** Nobody knows whose conflict it is, hence not whether the change was made. */
const unresolved = inconclusive('a conflict that could not be resolved');

const hasParties = (there: PlatformBinding, { a, b }: BindingChange): boolean =>
  (a === undefined || there.a === a) && (b === undefined || there.b === b);
