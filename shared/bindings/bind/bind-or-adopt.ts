import { isAmbiguous, type PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { BindRequest, Bound } from '../model/binding-platform.ts';
import { findLostBinding, type LostBindingSearch } from './lost-binding.ts';

/**
 * `bound`: the platform has it, found by a query when `adopted`. `refused`: it surely has not. `unresolved`: nobody
 * knows; the binding stays pending until somebody asks again.
 */
export type BindOutcome =
  | Readonly<{ kind: 'bound'; bound: Bound; adopted: boolean }>
  | Readonly<{ kind: 'refused'; failure: PlatformFailure }>
  | Readonly<{ kind: 'unresolved'; failure: PlatformFailure }>;

/** A lost answer is resolved by a query, and by one repeat at most. */
const ATTEMPTS = 2;

/**
 * Makes a binding at the platform exactly once. The platform has no idempotency token, but it holds a number once per
 * X, so asking for (X, A, B) tells whether a lost request was applied, and repeating the same request after it was not
 * found cannot double it: the repeat is refused if the first one comes through late.
 *
 * @param mayBeThere an earlier attempt with the same X may have been applied: ask first.
 */
export const bindOrAdopt = async (
  search: LostBindingSearch,
  request: BindRequest,
  mayBeThere: boolean,
  attemptsLeft: number = ATTEMPTS,
): Promise<BindOutcome> => {
  if (mayBeThere) {
    const found = await findLostBinding(search, request);
    if (found.kind !== 'ok') return { kind: 'unresolved', failure: found };
    if (found.value !== undefined) return { kind: 'bound', bound: found.value, adopted: true };
  }
  const result = await search.platform.bind(request);
  if (result.kind === 'ok') return { kind: 'bound', bound: result.value, adopted: false };
  if (isAmbiguous(result)) {
    if (attemptsLeft > 1) return bindOrAdopt(search, request, true, attemptsLeft - 1);
    return { kind: 'unresolved', failure: result };
  }
  return mayBeThere ? lateOrRefused(search, request, result) : { kind: 'refused', failure: result };
};

/** The repeat was refused, perhaps because the first attempt came through between our query and the repeat. */
const lateOrRefused = async (
  search: LostBindingSearch,
  request: BindRequest,
  failure: PlatformFailure,
): Promise<BindOutcome> => {
  if (failure.kind === 'held-back') return { kind: 'unresolved', failure };
  const found = await findLostBinding(search, request);
  if (found.kind !== 'ok') return { kind: 'unresolved', failure: found };
  return found.value === undefined
    ? { kind: 'refused', failure }
    : { kind: 'bound', bound: found.value, adopted: true };
};
