import { inconclusive, isAmbiguous, type PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { BindRequest, Bound } from '../model/binding-platform.ts';
import type { OpenBind } from '../model/open-request.ts';
import type { OpenOutcome } from '../queue/leave-bind.ts';
import { findLostBinding, type LostBindingSearch } from './lost-binding.ts';

/**
 * The fate of the requests of one try. `none`: what is there, or may come, is of an earlier one. `lost`: one of this try has no answer,
 * so it may be that one. `only`: it can be no other.
 */
export type OwnRequest = 'none' | 'lost' | 'only';

/**
 * `bound`: the platform has it, found by a query when `adopted`; `mayDouble`: another attempt at it may still be applied.
 * `refused`: it surely has not, and never will. `closed`: nothing of it is there, and its X takes no new bindings by now. `unresolved`:
 * nobody knows yet; the binding stays pending until somebody asks again.
 */
export type BindOutcome =
  | Readonly<{ kind: 'bound'; bound: Bound; adopted: boolean; mayDouble: boolean; own: OwnRequest }>
  | Readonly<{ kind: 'refused'; failure: PlatformFailure }>
  | Readonly<{ kind: 'closed' }>
  | Readonly<{ kind: 'unresolved'; failure: PlatformFailure; own: OwnRequest }>;

/** How far earlier attempts at the same binding got. */
export type Earlier = Readonly<{
  /** One may have been applied: ask first. */
  mayBeThere: boolean;
  /** One may still be applied after we asked: its request left a short while ago. */
  mayLand: boolean;
  /** The last of them that left. */
  openBind?: OpenBind | undefined;
  /** Whether X takes new bindings by now; absent where it was chosen a moment ago. @throws {AppError} `store-unavailable`. */
  takesBinds?: () => Promise<boolean>;
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
  { attemptsLeft, own }: Progress = { attemptsLeft: ATTEMPTS, own: 'none' },
): Promise<BindOutcome> => {
  const before = await outcomeBefore(search, request, earlier, mayRepeat, own);
  if (before !== undefined) return before;
  const result = await search.platform.bind(request);
  const sent = own === 'none' && earlier.mayLand ? 'lost' : 'only';
  if (result.kind === 'ok')
    return { kind: 'bound', bound: result.value, adopted: false, mayDouble: earlier.mayLand, own: sent };
  if (isAmbiguous(result)) {
    const next = { mayBeThere: true, mayLand: true };
    const progress = { attemptsLeft: attemptsLeft - 1, own: own === 'none' ? sent : own };
    if (attemptsLeft > 1) return bindOrAdopt(search, request, next, mayRepeat, progress);
    return { kind: 'unresolved', failure: result, own: progress.own };
  }
  return earlier.mayLand ? lateOrRefused(search, request, result, own) : { kind: 'refused', failure: result };
};

/** `undefined`: the bind may be sent. */
const outcomeBefore = async (
  search: LostBindingSearch,
  request: BindRequest,
  { mayBeThere, mayLand, takesBinds }: Earlier,
  mayRepeat: boolean,
  own: OwnRequest,
): Promise<BindOutcome | undefined> => {
  const open: BindOutcome = { kind: 'unresolved', failure: underWay, own };
  if (mayBeThere) {
    const found = await findLostBinding(search, request);
    if (found.kind !== 'ok') return { ...open, failure: found };
    if (found.value !== undefined)
      return { kind: 'bound', bound: found.value, adopted: true, mayDouble: mayRepeat, own };
    if (mayLand && !mayRepeat) return open;
  }
  if ((await takesBinds?.()) !== false) return undefined;
  return mayLand ? open : { kind: 'closed' };
};

type Progress = Readonly<{ attemptsLeft: number; own: OwnRequest }>;

/** An earlier attempt may be the one that gets through, after the query. */
const underWay = inconclusive('an earlier request may still be under way');

/** The repeat was refused, perhaps because the first attempt came through before it. If not, it may still do so. */
const lateOrRefused = async (
  search: LostBindingSearch,
  request: BindRequest,
  failure: PlatformFailure,
  own: OwnRequest,
): Promise<BindOutcome> => {
  if (failure.kind === 'held-back') return { kind: 'unresolved', failure, own };
  const found = await findLostBinding(search, request);
  if (found.kind !== 'ok') return { kind: 'unresolved', failure: found, own };
  return found.value === undefined
    ? { kind: 'unresolved', failure, own }
    : { kind: 'bound', bound: found.value, adopted: true, mayDouble: true, own };
};

/** A try that leaves open what comes: it sent a request or not, and what comes may be of an earlier one. */
export const sinceTry = (
  { failure, own }: BindOutcome & { kind: 'unresolved' },
  { openBind }: Earlier,
  askedAt: string,
): OpenOutcome => ({
  failure,
  ...(own === 'none' && openBind !== undefined ? { openBind } : {}),
  ...(own === 'only' ? { attemptAt: askedAt } : {}),
});
