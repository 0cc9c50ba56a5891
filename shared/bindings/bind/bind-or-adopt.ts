import type { E164 } from '../../kernel/e164.ts';
import { isAmbiguous, type PlatformFailure, type PlatformResult } from '../../kernel/platform-outcome.ts';
import type { BindingPlatform, BindRequest, Bound, PlatformBinding } from '../model/binding-platform.ts';
import type { CompetingBinds } from './competing-binds.ts';

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
  /** Where to look for a binding whose X the platform chose and whose answer was lost, if it cannot be asked by A. */
  numbers: readonly E164[];
  /** True for what another binding of ours has: then what was found is not the lost one. */
  isKnown: (found: Readonly<{ subscriptionId: string; x: E164 }>) => Promise<boolean>;
  /**
   * Whether the platform may be choosing an X for other bindings of the same A. Nothing else tells whose a found one is
   * then, not even the X that was named: it may be the chosen one. Absent: none ever.
   */
  competing?: (x: E164) => Promise<CompetingBinds>;
  /** The numbers on which this binding sat down before its maker was lost: what is there is its own. Absent: none. */
  reservedOn?: () => Promise<readonly E164[]>;
  /** Take away what belongs to one of several bindings that their makers left: nobody was told of it. */
  clearsUp?: boolean;
}>;

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
  const { competing = async () => 'none' as const } = deps;
  const places = await placesToLook(deps, { x: wanted, a });
  if (places.kind !== 'ok') return places;
  const { numbers, areOwn } = places.value;
  for (const x of numbers) {
    const result = await deps.platform.find({ x, a, b });
    if (result.kind !== 'ok') return result;
    // On a number that nobody of ours had to itself one with the roles swapped is not what was asked for.
    if (result.value === undefined || (wanted === undefined && isSwapped(result.value, a))) continue;
    // In this order: who is no competitor any more has taken its reservations before.
    const competitors = areOwn ? 'none' : await competing(x);
    if (await deps.isKnown({ ...result.value, x })) continue;
    const whole = await decide(deps, result.value, competitors, { x, b });
    if (whole.kind !== 'ok' || whole.value !== undefined) return whole;
  }
  return { kind: 'ok', value: undefined };
};

type Places = Readonly<{ numbers: readonly E164[]; areOwn: boolean }>;

/** Where it may be; `areOwn`: what is there is its own, because it sat down there when the platform had told it. */
const placesToLook = async (
  { platform, numbers, reservedOn = async () => [] }: Deps,
  { x: wanted, a }: Pick<BindRequest, 'x' | 'a'>,
): Promise<PlatformResult<Places>> => {
  if (wanted !== undefined) return { kind: 'ok', value: { numbers: [wanted], areOwn: false } };
  const own = await reservedOn();
  if (own.length > 0) return { kind: 'ok', value: { numbers: own, areOwn: true } };
  const ofA = (await platform.numbersOf?.(a)) ?? { kind: 'ok', value: numbers };
  return ofA.kind === 'ok' ? { kind: 'ok', value: { numbers: ofA.value, areOwn: false } } : ofA;
};

const isSwapped = (found: PlatformBinding, a: E164): boolean => found.a !== undefined && found.a !== a;

/** Whose is what nobody of ours has? */
const decide = async (
  { platform, clearsUp = false }: Deps,
  found: PlatformBinding,
  competitors: CompetingBinds,
  { x, b }: Readonly<{ x: E164; b: E164 | undefined }>,
): Promise<PlatformResult<Bound | undefined>> => {
  if (competitors === 'none') return wholeOrRemoved(platform, found, x, b);
  if (competitors === 'not-started') return { kind: 'ok', value: undefined };
  return competitors === 'abandoned' && clearsUp ? removed(platform, found) : contested;
};

const wholeOrRemoved = async (
  platform: BindingPlatform,
  found: PlatformBinding,
  x: E164,
  b: E164 | undefined,
): Promise<PlatformResult<Bound | undefined>> => {
  if (b === undefined || found.b !== undefined) return { kind: 'ok', value: boundOf(found, x) };
  return removed(platform, found);
};

const removed = async (
  platform: BindingPlatform,
  { subscriptionId }: PlatformBinding,
): Promise<PlatformResult<undefined>> => {
  const result = await platform.unbind(subscriptionId);
  return result.kind === 'ok' ? { kind: 'ok', value: undefined } : result;
};

/** Neither adopted nor taken away: it is resolved when nobody can be making the other one any more. */
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
