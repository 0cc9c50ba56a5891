import { type Binding, callbackNumberOf } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { RecordContent } from '../model/binding-store.ts';

/** The ways in which a person takes part in a binding. */
export const ROLES = ['a', 'b', 'temporary-callee', 'callback'] as const;
export type Role = (typeof ROLES)[number];

/** As what a person takes part in a binding, known by a number in E.164; empty where it only tells of him, in words of its maker. */
export const rolesIn = (binding: Binding, number: string): readonly Role[] => {
  const taken = {
    a: binding.a,
    b: binding.b,
    'temporary-callee': binding.temporaryCallee?.callee,
    callback: callbackNumberOf(binding.terms),
  } satisfies Record<Role, string | undefined>;
  return ROLES.filter((role) => taken[role] === number);
};

/**
 * As what requests without an answer may bring a person into a binding: a change that is not concluded, and older ones that may still be
 * applied.
 */
export const rolesToCome = (
  {
    change = {},
    openChange,
  }: Partial<Record<'change', BindingChange | undefined>> & Pick<RecordContent, 'openChange'>,
  number: string,
): readonly Role[] => {
  const isNamed = openChange?.people?.some((person) => person === number) === true;
  const fields = isNamed ? (openChange?.fields ?? []) : [];
  const coming = {
    a: change.a === number || fields.includes('a'),
    b: change.b === number || fields.includes('b'),
    'temporary-callee': openChange?.callees?.includes(number) === true,
    callback: callbackOf(change) === number || fields.includes('callback'),
  } satisfies Record<Role, boolean>;
  return ROLES.filter((role) => coming[role]);
};

const callbackOf = ({ callback }: BindingChange): string | undefined => callbackNumberOf({ callback });
