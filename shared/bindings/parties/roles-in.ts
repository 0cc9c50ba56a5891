import { type Binding, callbackNumberOf } from '../model/binding.ts';

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
