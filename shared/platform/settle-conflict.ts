import type { BindingChange, PlatformBinding } from '../bindings/binding-platform.ts';
import type { PlatformResult } from '../kernel/platform-outcome.ts';

type Modified = PlatformResult<'modified' | 'not-found'>;

/**
 * Sends a change. The platform may refuse a party for being on X already (1012010, 1016002) although it is this very
 * binding that has it, after a lost answer above all. So a conflict is settled by a question: when the binding has the
 * parties, the rest of the change is sent without them; otherwise the conflict stands.
 */
export const settlingConflicts = async (
  change: BindingChange,
  send: (change: BindingChange) => Promise<Modified>,
  ask: () => Promise<PlatformResult<PlatformBinding | undefined>>,
): Promise<Modified> => {
  const { a, b, ...rest } = change;
  const result = await send(change);
  if (result.kind !== 'refused' || result.class !== 'conflict') return result;
  const there = await ask();
  if (there.kind !== 'ok')
    // Nobody knows whose conflict it is, hence not whether the change was made.
    return {
      kind: 'unanswered',
      reason: 'unreadable',
      mayHaveApplied: true,
      cause: new Error('not settled'),
    };
  if (there.value === undefined) return { kind: 'ok', value: 'not-found' };
  if (!hasParties(there.value, { a, b })) return result;
  return Object.keys(rest).length === 0 ? { kind: 'ok', value: 'modified' } : send(rest);
};

const hasParties = (there: PlatformBinding, { a, b }: Pick<PlatformBinding, 'a' | 'b'>): boolean =>
  (a === undefined || there.a === a) && (b === undefined || there.b === b);
