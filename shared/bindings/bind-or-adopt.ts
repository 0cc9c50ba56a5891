import type { E164 } from '../kernel/e164.ts';
import { isAmbiguous, type PlatformFailure, type PlatformResult } from '../kernel/platform-outcome.ts';
import type { BindingPlatform, BindRequest, Bound, PlatformBinding } from './binding-platform.ts';

/**
 * `bound`: the platform has it, found by a query when `adopted`. `refused`: it surely has not. `unresolved`: nobody
 * knows; the binding stays pending until somebody asks again.
 */
export type BindOutcome =
  | Readonly<{ kind: 'bound'; bound: Bound; adopted: boolean }>
  | Readonly<{ kind: 'refused'; failure: PlatformFailure }>
  | Readonly<{ kind: 'unresolved'; failure: PlatformFailure }>;

type Deps = Readonly<{
  platform: BindingPlatform;
  /** Where to look for a binding whose X the platform chose and whose answer was lost. */
  numbers: readonly E164[];
  /** True for the subscription id of another binding of ours: then what was found is not the lost one. */
  isKnown: (subscriptionId: string) => Promise<boolean>;
  /**
   * True while another binding of the same A is in the making. Where the platform chooses X nothing else tells whose a
   * found one is. Absent: never.
   */
  isContested?: () => Promise<boolean>;
}>;

/** A lost answer is settled by a query, and by one repeat at most. */
const ATTEMPTS = 2;

/**
 * Makes a binding at the platform exactly once. The platform has no idempotency token, but it holds a number once per
 * X, so asking for (X, A, B) tells whether a lost request was applied, and repeating the same request after it was not
 * found cannot double it: the repeat is refused if the first one comes through late.
 *
 * @param mayBeThere an earlier attempt with the same X may have been applied: ask first.
 */
export const bindOrAdopt = async (
  deps: Deps,
  request: BindRequest,
  mayBeThere: boolean,
  attemptsLeft: number = ATTEMPTS,
): Promise<BindOutcome> => {
  if (mayBeThere) {
    const found = await find(deps, request);
    if (found.kind !== 'ok') return { kind: 'unresolved', failure: found };
    if (found.value !== undefined) return { kind: 'bound', bound: found.value, adopted: true };
  }
  const result = await deps.platform.bind(request);
  if (result.kind === 'ok') return { kind: 'bound', bound: result.value, adopted: false };
  if (isAmbiguous(result)) {
    if (attemptsLeft > 1) return bindOrAdopt(deps, request, true, attemptsLeft - 1);
    return { kind: 'unresolved', failure: result };
  }
  return mayBeThere ? lateOrRefused(deps, request, result) : { kind: 'refused', failure: result };
};

/** The repeat was refused: because the first attempt came through between our query and the repeat, perhaps. */
const lateOrRefused = async (
  deps: Deps,
  request: BindRequest,
  failure: PlatformFailure,
): Promise<BindOutcome> => {
  if (failure.kind === 'held-back') return { kind: 'unresolved', failure };
  const found = await find(deps, request);
  if (found.kind !== 'ok') return { kind: 'unresolved', failure: found };
  return found.value === undefined
    ? { kind: 'refused', failure }
    : { kind: 'bound', bound: found.value, adopted: true };
};

/**
 * The lost binding at the platform, if it is there. One that was made half (the first of two steps) is taken away, so
 * that a repeat starts from nothing.
 */
export const find = async (
  deps: Deps,
  { x: wanted, a, b }: Pick<BindRequest, 'x' | 'a' | 'b'>,
): Promise<PlatformResult<Bound | undefined>> => {
  const { platform, numbers, isKnown, isContested = async () => false } = deps;
  for (const x of wanted === undefined ? numbers : [wanted]) {
    const result = await platform.find({ x, a, b });
    if (result.kind !== 'ok') return result;
    if (result.value === undefined || (await isKnown(result.value.subscriptionId))) continue;
    if (wanted === undefined && (await isContested())) return contested;
    const whole = await wholeOrRemoved(platform, result.value, x, b);
    if (whole.kind !== 'ok' || whole.value !== undefined) return whole;
  }
  return { kind: 'ok', value: undefined };
};

const wholeOrRemoved = async (
  platform: BindingPlatform,
  found: PlatformBinding,
  x: E164,
  b: E164 | undefined,
): Promise<PlatformResult<Bound | undefined>> => {
  if (b === undefined || found.b !== undefined) return { kind: 'ok', value: boundOf(found, x) };
  const removed = await platform.unbind(found.subscriptionId);
  return removed.kind === 'ok' ? { kind: 'ok', value: undefined } : removed;
};

/** Neither adopted nor taken away: it is settled when the other one has its subscription id. */
const contested: PlatformFailure = {
  kind: 'unanswered',
  reason: 'unreadable',
  mayHaveApplied: true,
  cause: new Error('another binding of the same person is in the making'),
};

const boundOf = ({ subscriptionId, y, extension }: PlatformBinding, x: E164): Bound => ({
  subscriptionId,
  x,
  ...(y === undefined ? {} : { y }),
  ...(extension === undefined ? {} : { extension }),
});
