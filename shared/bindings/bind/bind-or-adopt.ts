import { inconclusive, isAmbiguous, type PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { BindRequest, Bound } from '../model/binding-platform.ts';
import { findLostBinding, type LostBindingSearch } from './lost-binding.ts';

/**
 * `bound`: the platform has it, found by a query when `adopted`; `mayDouble`: another attempt at it may still be applied.
 * `refused`: it surely has not, and never will. `unresolved`: nobody knows yet; the binding stays pending until somebody
 * asks again.
 */
export type BindOutcome =
  | Readonly<{ kind: 'bound'; bound: Bound; adopted: boolean; mayDouble: boolean }>
  | Readonly<{ kind: 'refused'; failure: PlatformFailure }>
  | Readonly<{ kind: 'unresolved'; failure: PlatformFailure }>;

/** How far earlier attempts at the same binding got. */
export type Earlier = Readonly<{
  /** One may have been applied: ask first. */
  mayBeThere: boolean;
  /** One may still be applied after we asked: its request left a short while ago. */
  mayLand: boolean;
}>;

/** No attempt was made before. */
export const NOT_TRIED: Earlier = { mayBeThere: false, mayLand: false };

/** A lost answer is resolved by a query, and by one repeat at most. */
const ATTEMPTS = 2;

/**
 * Makes a binding at the platform exactly once. The platform has no idempotency token, but it holds a number once per X,
 * so asking for (X, A, B) tells whether a lost request was applied. A "not found" says nothing about later: the request
 * may still be under way, so the repeat is made only where the platform refuses the later of the two (`mayRepeat`), and no
 * refusal counts while an earlier attempt may land.
 */
export const bindOrAdopt = async (
  search: LostBindingSearch,
  request: BindRequest,
  earlier: Earlier,
  mayRepeat: boolean,
  attemptsLeft: number = ATTEMPTS,
): Promise<BindOutcome> => {
  if (earlier.mayBeThere) {
    const found = await findLostBinding(search, request);
    if (found.kind !== 'ok') return { kind: 'unresolved', failure: found };
    if (found.value !== undefined)
      return { kind: 'bound', bound: found.value, adopted: true, mayDouble: mayRepeat };
    if (earlier.mayLand && !mayRepeat) return { kind: 'unresolved', failure: underWay };
  }
  const result = await search.platform.bind(request);
  if (result.kind === 'ok')
    return { kind: 'bound', bound: result.value, adopted: false, mayDouble: earlier.mayLand };
  if (isAmbiguous(result)) {
    const next = { mayBeThere: true, mayLand: true };
    if (attemptsLeft > 1) return bindOrAdopt(search, request, next, mayRepeat, attemptsLeft - 1);
    return { kind: 'unresolved', failure: result };
  }
  return earlier.mayLand ? lateOrRefused(search, request, result) : { kind: 'refused', failure: result };
};

/** An earlier attempt may be the one that gets through, after the query. */
const underWay = inconclusive('an earlier request may still be under way');

/** The repeat was refused, perhaps because the first attempt came through before it. If not, it may still do so. */
const lateOrRefused = async (
  search: LostBindingSearch,
  request: BindRequest,
  failure: PlatformFailure,
): Promise<BindOutcome> => {
  if (failure.kind === 'held-back') return { kind: 'unresolved', failure };
  const found = await findLostBinding(search, request);
  if (found.kind !== 'ok') return { kind: 'unresolved', failure: found };
  return found.value === undefined
    ? { kind: 'unresolved', failure }
    : { kind: 'bound', bound: found.value, adopted: true, mayDouble: true };
};
