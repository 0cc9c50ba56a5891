import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { NumberDraw } from '../../numbers/draw/number-draw.ts';
import { mayBeChosen } from '../../numbers/private-number.ts';
import type { Logger } from '../../observability/logger.ts';
import type { AllocationRules, BindingRequest } from '../model/binding-request.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import {
  type Candidate,
  candidatesFor,
  formerNumbers,
  meets,
  type PairReservations,
  shuffle,
  type Wish,
} from './allocation.ts';
import { createNumberWalk, type DrawnNumbers, keepOpen, openOf, type WalkDeps } from './number-walk.ts';
import type { Reservations } from './reservations.ts';

export type DrawDeps = WalkDeps &
  Readonly<{
    draw: Pick<NumberDraw, 'atKeys'>;
    reservations: Pick<Reservations, 'ofOwner' | 'ownersOn'>;
    rulesOf: (app: string) => AllocationRules;
    /** The number of live bindings on a number; those beyond `most` may be left out. */
    countLive: (x: string, upTo: Readonly<{ most: number }>) => Promise<number>;
    /** AXE: the most live bindings on a number that we choose. */
    mostOnAxeNumber: number;
    clock: Clock;
    random: () => number;
    logger: Logger;
  }>;

/** So many numbers are read again at once: if the first is none for the pair, another one mostly is. */
const READ_AGAIN = 3;

/** When so many of the remembered numbers are closed by now, the pool is read anew. */
const MOST_CLOSED = 6;

/** AXE: when so many numbers are full, the pool counts as full. Counting all of a large one takes longer than a request may. */
const MOST_COUNTED = 100;

/** AX: of so many numbers it is read who has them, where a pool has more than a sample shows. */
const OWNERS_READ = 25;

/**
 * Draws some random numbers that are as wished, and reads them again; AX: and who has them.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const drawNumbers = async (
  deps: DrawDeps,
  request: BindingRequest,
  how?: 'thoroughly',
): Promise<DrawnNumbers> => {
  const { samples, random } = deps;
  const { app, areaCode, areaMatch, mode } = request;
  const wish = wishOf(deps, request);
  const first = await samples(app, areaCode);
  const isElsewhere = areaCode !== undefined && areaMatch === 'loose' && openOf(first.sample).length === 0;
  const { sample, isNew } = isElsewhere ? await samples(app, undefined) : first;
  const keys = shuffle(openOf(sample), random).flatMap((number) => (meets(number, wish) ? number.key : []));
  const drawn: DrawnNumbers = {
    sample: first.sample,
    open: new Map(),
    closed: new Set(),
    owners: { reservations: [], read: undefined },
  };
  if (isNew && mode !== 'AXE') keepOpen(drawn, sample);
  await Promise.all([
    readAgain(deps, request, drawn, keys.slice(0, READ_AGAIN)),
    readOwners(deps, request, drawn, how ?? keys.slice(0, OWNERS_READ)),
  ]);
  return drawn;
};

/** AX: reads who has these numbers, or any number where a sample shows the whole pool: that is one short query. */
const readOwners = async (
  deps: DrawDeps,
  request: BindingRequest,
  drawn: DrawnNumbers,
  keys: readonly string[] | 'thoroughly',
): Promise<void> => {
  const { samples, reservations } = deps;
  const { app, mode } = request;
  const { owners } = drawn;
  if (!rulesOfMode(mode).reservations.includes('owner')) return;
  if (keys === 'thoroughly' || (await samples(app, undefined)).sample.isWhole()) {
    owners.reservations.push(...(await reservations.ofOwner(app)));
    return;
  }
  owners.read = new Set();
  await readOwnersOf(deps, request, drawn, keys);
};

/** AX: reads who has these numbers, where that is not known of all. */
const readOwnersOf = async (
  { reservations }: DrawDeps,
  { app }: BindingRequest,
  { owners }: DrawnNumbers,
  keys: readonly string[],
): Promise<void> => {
  const unread = keys.filter((key) => owners.read?.has(key) === false);
  if (unread.length === 0) return;
  owners.reservations.push(...(await reservations.ownersOn(app, unread)));
  for (const key of unread) owners.read?.add(key);
};

/**
 * The numbers that a request may use, in the order in which they are to be tried. They are those of the sample; more are read
 * only where these are too few, or none of them is of the best rank. The first is open now. Empty: the pool has none for these people.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const drawnInOrder = async (
  deps: DrawDeps,
  request: BindingRequest,
  people: PairReservations,
  drawn: DrawnNumbers,
): Promise<readonly E164[]> => {
  const { clock, random, logger } = deps;
  const { closed, owners } = drawn;
  const isAxe = request.mode === 'AXE';
  const wish = wishOf(deps, request);
  const walk = createNumberWalk(deps, request, drawn);
  const tellUse = (left: readonly Candidate[]) => {
    const met = walk.numbers().filter((number) => meets(number, wish));
    tellPoolUse(logger, request, met, left, isAxe ? closed.size : 0);
  };
  if (wish.sticky === 'prefer') {
    const former = [...formerNumbers(people)];
    await Promise.all([readAgain(deps, request, drawn, former), readOwnersOf(deps, request, drawn, former)]);
  }
  while (!isAxe || closed.size < MOST_COUNTED) {
    const pair = { ...people, b: [...people.b, ...owners.reservations] };
    const candidates = candidatesFor(walk.numbers(), wish, pair, clock(), random);
    if (!walk.isEnough(candidates) && (await walk.meetMore())) continue;
    const [best] = candidates;
    const first = candidates.find(({ key, rank }) => rank === best?.rank && drawn.open.has(key));
    if (first !== undefined) {
      tellUse(candidates);
      const others = candidates.filter((other) => other !== first);
      const unknown = walk.ofUnknownOwners().filter((number) => meets(number, wish));
      return [first, ...others, ...unknown].map(({ x }) => x);
    }
    const isStale = best === undefined || (!isAxe && closed.size >= MOST_CLOSED);
    if (isStale && (await walk.beginAnew())) continue;
    if (best === undefined) break;
    await readAgain(deps, request, drawn, keysOf(candidates.slice(0, READ_AGAIN)));
  }
  tellUse([]);
  return [];
};

/**
 * Counts how much of the wished area, or of the app where none is wished, is taken for the people of a bind: of the numbers that
 * it met and that are as wished. A city without any number of the pool is left out, whatever a caller writes there.
 *
 * @param full AXE: the number of those that hold as many as they may
 */
const tellPoolUse = (
  logger: Logger,
  { app, areaCode }: BindingRequest,
  met: readonly Candidate[],
  left: readonly Candidate[],
  full: number,
): void => {
  const inArea = (numbers: readonly Candidate[]): number =>
    numbers.filter((number) => areaCode === undefined || number.areaCode === areaCode).length;
  const all = inArea(met) + full;
  if (all === 0) return;
  const poolUsedPercent = Math.round(100 * (1 - inArea(left) / all));
  logger.metrics({ poolUsedPercent }, { app, area: areaCode ?? 'any' });
};

const keysOf = (candidates: readonly Candidate[]): readonly string[] => candidates.map(({ key }) => key);

const wishOf = ({ rulesOf }: DrawDeps, request: BindingRequest): Wish => ({
  ...request,
  sms: request.terms.sms === true,
  sticky: rulesOf(request.app).sticky,
  isOpenToAll: request.mode === 'AX' || request.mode === 'AXE',
});

/** Tells the open numbers from those that are closed, gone or, in AXE, full by now. */
const readAgain = async (
  { draw, countLive, mostOnAxeNumber }: DrawDeps,
  { app, mode }: BindingRequest,
  { open, closed }: DrawnNumbers,
  asked: readonly string[],
): Promise<void> => {
  const keys = asked.filter((key) => !open.has(key) && !closed.has(key));
  if (keys.length === 0) return;
  const now = (await draw.atKeys(app, keys)).filter(mayBeChosen);
  const loads = mode === 'AXE' ? now.map(({ x }) => countLive(x, { most: mostOnAxeNumber })) : [];
  const isFull = (await Promise.all(loads)).map((live) => live >= mostOnAxeNumber);
  for (const [index, number] of now.entries()) if (isFull[index] !== true) open.set(number.key, number);
  for (const key of keys) if (!open.has(key)) closed.add(key);
};
