import { plainText } from '../../kit/format/numbers.ts';
import type { Binding } from '../api-shapes.ts';
import type { ChangedItem } from './phone-state.ts';

/** Why a binding stays as it is. `same-person`: the new number is that of its other side. */
export type ConflictReason = 'same-person' | NonNullable<ChangedItem['code']>;

/** The national digits of a number in any usual spelling. */
const digitsOf = (number: string): string =>
  plainText(number)
    .replace(/\D/g, '')
    .replace(/^(?:00)?86(?=\d{10})/, '');

type Told = Readonly<{ code?: ChangedItem['code']; roles: readonly ChangedItem['roles'][number][] }>;

/** The reason in a word. @param binding as far as it could be read; @param to the new number as it was typed */
export const conflictReason = (
  { code, roles }: Told,
  binding: Pick<Binding, 'a' | 'b'> | undefined,
  to: string,
): ConflictReason | undefined => {
  const others = [roles.includes('a') ? undefined : binding?.a, roles.includes('b') ? undefined : binding?.b];
  const isSame = others.some((other) => other !== undefined && digitsOf(other) === digitsOf(to));
  return code === 'invalid-request' && isSame ? 'same-person' : code;
};
