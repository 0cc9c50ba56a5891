import type { Binding } from '../model/binding.ts';
import type { BindingFilter } from '../model/binding-store.ts';
import { endOfLife } from '../model/binding-view.ts';

/**
 * True for a binding whose people had its numbers at a moment (ISO 8601 UTC with milliseconds), from its beginning on and before its end.
 * A person who is asked for by a side, and a Y, which comes and goes with B, must have been there by then: a change may have brought them later.
 */
export const hadAt = (
  binding: Binding,
  { a, b, party, y }: Pick<BindingFilter, 'a' | 'b' | 'party' | 'y'>,
  at: string,
): boolean => {
  const end = endOfLife(binding);
  if (binding.status === 'failed' || binding.createdAt > at || (end !== undefined && end <= at)) return false;
  const isThere = (side: 'a' | 'b'): boolean => (binding.joined?.[side] ?? '') <= at;
  return (
    (a === undefined || isThere('a')) &&
    ((b === undefined && y === undefined) || isThere('b')) &&
    (party === undefined || (binding.a === party && isThere('a')) || (binding.b === party && isThere('b')))
  );
};
