import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import { inconclusive, type PlatformResult } from '../../kernel/platform-outcome.ts';
import { type Kept, keepExtension } from '../allocation/keep-extension.ts';
import type { NumbersOfApp } from '../allocation/number-choice.ts';
import type { ExtensionPlace } from '../allocation/reservation-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingPlatform, Bound, PlatformBinding } from '../model/binding-platform.ts';
import type { BindingStore } from '../model/binding-store.ts';
import { isAnothers } from './chosen-number.ts';
import { type CompetingBinds, competingBindsOf } from './competing-binds.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  platformOf: (app: string) => BindingPlatform;
  numbersOf: (app: string) => Promise<NumbersOfApp>;
  clock: Clock;
}>;

/** Where a binding whose answer was lost is looked for, and how it is told whose a found one is. */
export type LostBindingSearch = Readonly<{
  platform: BindingPlatform;
  /** Where to look for a binding whose X the platform chose, if the platform cannot be asked by A. @throws {AppError} `store-unavailable`. */
  numbers: () => Promise<NumbersOfApp>;
  /** True for what another binding of ours has: what was found is not the lost one then. */
  isKnown: (found: Readonly<{ subscriptionId: string; x: E164 }>) => Promise<boolean>;
  /**
   * Whether the platform may be choosing an X for other bindings of the same A. Nothing else tells whose a found one is
   * then, not even the X that was named: it may be the chosen one.
   */
  competing: (x: E164) => Promise<CompetingBinds>;
  /** Those of the numbers that this binding reserved before its maker was lost: what is there is its own. */
  reservedOn: (numbers: readonly E164[]) => Promise<readonly E164[]>;
  /** AXE: reserves the extension of what was found. `resting`: it is not to be used yet, so the binding is taken away. */
  keep: (place: ExtensionPlace) => Promise<Kept>;
  /** True: a binding that belongs to one of several abandoned ones is taken away, because nobody was told of it. */
  clearsUp: boolean;
}>;

/**
 * The search for the lost binding of one of ours. The only place that says who the owner of a found binding is: the bind
 * that repeats a lost request and the resolution of a pending binding both look with it.
 *
 * @param clearsUp true for whoever resolves a binding without binding again.
 */
export const searchForLost = (
  { bindings, reservations, platformOf, numbersOf, clock }: Deps,
  own: Binding,
  clearsUp: boolean,
): LostBindingSearch => ({
  platform: platformOf(own.app),
  numbers: () => numbersOf(own.app),
  isKnown: (found) => isAnothers({ bindings, reservations }, own, found),
  competing: (x) => competingBindsOf({ bindings, reservations }, own, x, clock()),
  reservedOn: (numbers) => reservations.reservedOn(own, numbers),
  keep: (place) => keepExtension({ bindings, reservations, clock }, own, place),
  clearsUp,
});

/** The parties, and X unless the platform was to choose it. */
type Wanted = Readonly<{ x?: E164 | undefined; a: E164; b?: E164 | undefined }>;

/**
 * The lost binding at the platform, if it is there. A binding of which only the first of two steps was made is taken
 * away, so that a repeat starts from nothing.
 *
 * @throws {AppError} `item-unreadable`, when it was on no number that can be opened: it may be on another one of the app.
 */
export const findLostBinding = async (
  search: LostBindingSearch,
  { x: wanted, a, b }: Wanted,
): Promise<PlatformResult<Bound | undefined>> => {
  const places = await placesToLook(search, { x: wanted, a });
  if (places.kind !== 'ok') return places;
  const { numbers, areOwn, areAll } = places.value;
  let isGone = areAll;
  for (const x of numbers) {
    const found = await lookOn(search, x, { a, b, areOwn });
    if (found.kind !== 'ok') return found;
    if (found.value === 'taken-away') isGone = true;
    else if (found.value !== undefined) return { kind: 'ok', value: found.value };
  }
  if (!isGone) throw new AppError('item-unreadable', 'a private number of the app cannot be opened');
  return NOT_THERE;
};

/** `taken-away`: it was there, and is not any more. */
type Look = PlatformResult<Bound | 'taken-away' | undefined>;

const lookOn = async (
  search: LostBindingSearch,
  x: E164,
  { a, b, areOwn }: Omit<Wanted, 'x'> & Pick<Places, 'areOwn'>,
): Promise<Look> => {
  const before = areOwn ? 'none' : await search.competing(x);
  const result = await search.platform.find({ x, a, b });
  if (result.kind !== 'ok') return result;
  // A bind never swaps the roles: such a binding is what another one asked for.
  if (result.value === undefined || isSwapped(result.value, a)) return NOT_THERE;
  // Competing binds are read before `isKnown`: one that stops competing meanwhile has reservations, which that sees.
  const competitors = areOwn ? 'none' : await search.competing(x);
  if (await search.isKnown({ ...result.value, x })) return NOT_THERE;
  // One that competed when it was found may have taken it away before it stopped: the next look tells.
  if (before !== 'none' && competitors === 'none') return contested;
  return ofOwner(search, result.value, competitors, { x, b });
};

const NOT_THERE = { kind: 'ok', value: undefined } as const;

type Places = Readonly<{ numbers: readonly E164[]; areOwn: boolean; areAll: boolean }>;

/**
 * Where it may be; `areOwn`: what is there is its own, because it reserved that number when the platform had told it. Not
 * `areAll`: it may also be on a number that cannot be opened.
 */
const placesToLook = async (
  { platform, numbers, reservedOn }: LostBindingSearch,
  { x: wanted, a }: Wanted,
): Promise<PlatformResult<Places>> => {
  if (wanted !== undefined) return { kind: 'ok', value: { numbers: [wanted], areOwn: false, areAll: true } };
  const ofApp = await numbers();
  const own = await reservedOn(ofApp.numbers);
  if (own.length > 0) return { kind: 'ok', value: { numbers: own, areOwn: true, areAll: true } };
  const areAll = ofApp.unreadable.length === 0;
  const ofA = await platform.numbersOf?.(a);
  if (ofA === undefined) return { kind: 'ok', value: { numbers: ofApp.numbers, areOwn: false, areAll } };
  return ofA.kind === 'ok' ? { kind: 'ok', value: { numbers: ofA.value, areOwn: false, areAll: true } } : ofA;
};

const isSwapped = (found: PlatformBinding, a: E164): boolean => found.a !== undefined && found.a !== a;

/** The meaning of a binding that only the platform has: the lost one, nothing of ours, or one of several owners. */
const ofOwner = async (
  search: LostBindingSearch,
  found: PlatformBinding,
  competitors: CompetingBinds,
  { x, b }: Readonly<{ x: E164; b: E164 | undefined }>,
): Promise<Look> => {
  const { platform, clearsUp } = search;
  if (competitors === 'none') return wholeOrRemoved(search, found, x, b);
  if (competitors === 'not-started') return { kind: 'ok', value: undefined };
  if (competitors !== 'abandoned' || !clearsUp) return contested;
  // Nobody can tell whose it was, so the lost one may still be on another number.
  const gone = await removed(platform, found);
  return gone.kind === 'ok' ? NOT_THERE : gone;
};

const wholeOrRemoved = async (
  { platform, keep }: LostBindingSearch,
  found: PlatformBinding,
  x: E164,
  b: E164 | undefined,
): Promise<Look> => {
  const { extension } = found;
  const kept = extension === undefined ? 'kept' : await keep({ x, extension });
  if (kept === 'taken') return contested;
  if (kept === 'resting') return removed(platform, found);
  if (b === undefined || found.b !== undefined) return { kind: 'ok', value: boundOf(found, x) };
  return removed(platform, found);
};

const removed = async (
  platform: BindingPlatform,
  { subscriptionId }: PlatformBinding,
): Promise<PlatformResult<'taken-away'>> => {
  const result = await platform.unbind(subscriptionId);
  return result.kind === 'ok' ? { kind: 'ok', value: 'taken-away' } : result;
};

/** Neither adopted nor taken away: it is resolved when nobody can be making the other one any more. */
const contested = inconclusive('another binding may have it, or is being made');

const boundOf = ({ subscriptionId, y, extension }: PlatformBinding, x: E164): Bound => ({
  subscriptionId,
  x,
  ...(y === undefined ? {} : { y }),
  ...(extension === undefined ? {} : { extension }),
});
