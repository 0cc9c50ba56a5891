import type { Clock } from '../../kernel/clock.ts';
import { type E164, parsePartyNumber, parsePrivateNumber } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import type { NumberStore } from '../../numbers/number-store.ts';
import type { Pool } from '../../numbers/pool.ts';
import type { PrivateNumber } from '../../numbers/private-number.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { AllocationRules, BindingRequest } from '../model/binding-request.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { isOccupied, type Reservation } from '../model/reservation-store.ts';
import {
  type Candidate,
  candidatesFor,
  isOwnCoolDown,
  leastLoadedFirst,
  type PairReservations,
  type Ranked,
} from './allocation.ts';
import { noNumberLeft } from './no-number-left.ts';
import { checkNumbersOfA } from './numbers-of-a.ts';
import type { Reservations } from './reservations.ts';

type Deps = Readonly<{
  pool: Pool;
  /** Single numbers as they are now. */
  numbers: Pick<NumberStore, 'get' | 'among'>;
  reservations: Pick<Reservations, 'ofOwner'>;
  rulesOf: (app: string) => AllocationRules;
  countLive: (x: string) => Promise<number>;
  /** AXE: the most live bindings on a number that we choose. */
  mostOnAxeNumber: number;
  lookup: LookupKeys;
  clock: Clock;
  random: () => number;
}>;

/** Whatever the choice of a number needs to read and does not depend on the pair; made and read by {@link NumberChoice} alone. */
export type Drawn = Readonly<{
  /** The number that was named, or a few that may do, as the store has them now. */
  numbers: readonly PrivateNumber[];
  /** Where X belongs to one binding alone: those that do. */
  owned: readonly Reservation[];
}>;

/** Which numbers a request may use, in the order in which they are to be tried. */
export type NumberChoice = Readonly<{
  /**
   * Reads for {@link NumberChoice.inOrder}, in one turn while the pool is remembered.
   *
   * @throws {AppError} `store-unavailable`.
   */
  draw(request: BindingRequest): Promise<Drawn>;
  /**
   * At least one entry; `undefined` leaves the choice to the platform.
   *
   * @param pair the reservations of the people
   * @throws {AppError} `number-taken`, `party-limit`, `pool-exhausted`, `invalid-request` (an X that does not belong to the app; where the
   *   platform chooses X, an extension or no area).
   */
  inOrder(
    request: BindingRequest,
    pair: PairReservations,
    drawn: Drawn,
  ): Promise<readonly (E164 | undefined)[]>;
  /** Every number of the app. */
  all(app: string): Promise<readonly E164[]>;
}>;

export const createNumberChoice = (deps: Deps): NumberChoice => ({
  async draw(request) {
    if (isTheirs(deps, request)) return { numbers: [], owned: [] };
    const { app, mode } = request;
    const isAlone = rulesOfMode(mode).reservations.includes('owner');
    const [numbers, owned] = await Promise.all([
      drawNumbers(deps, request),
      isAlone ? deps.reservations.ofOwner(app) : [],
    ]);
    return { numbers, owned };
  },

  async inOrder(request, people, drawn) {
    const { x } = request;
    const platformChooses = isTheirs(deps, request);
    if (platformChooses) checkChoice(request);
    checkNumbersOfA(request, people.a);
    if (platformChooses) return [undefined];
    const pair = { ...people, b: [...people.b, ...drawn.owned] };
    if (x !== undefined) return particular(deps, request, x, pair, drawn);
    const chosen = await fromPool(deps, request, pair, drawn);
    if (chosen.length === 0) throw noNumberLeft(undefined, {});
    return chosen;
  },

  all: allNumbers(deps.pool),
});

/** True where the platform chooses X. */
const isTheirs = ({ rulesOf }: Deps, { app, mode, x }: BindingRequest): boolean =>
  x === undefined && (rulesOfMode(mode).picks === 'platform' || rulesOf(app).allocation === 'platform');

/** So many numbers of the pool are read again before anybody knows which the pair may have. */
const DRAWN = 2;

const NOBODY: PairReservations = { a: [], b: [], aKey: '', bKey: '' };

/** The pool is loaded first, because that adds the numbers of the configuration. */
const drawNumbers = async (deps: Deps, request: BindingRequest): Promise<readonly PrivateNumber[]> => {
  const { app, x } = request;
  const pool = await deps.pool(app);
  const asked = x === undefined ? ranked(deps, pool, request, NOBODY).slice(0, DRAWN) : [{ x }];
  return asked.length === 0
    ? []
    : deps.numbers.among(
        [app],
        asked.map((number) => number.x),
      );
};

/** The number that the caller named. */
const particular = async (
  { pool, lookup, clock }: Deps,
  { app, terms }: BindingRequest,
  x: E164,
  pair: PairReservations,
  { numbers: [known] }: Drawn,
): Promise<readonly E164[]> => {
  const remembered = await pool(app);
  if (known === undefined && remembered.length > 0) throw notOurs();
  if (known !== undefined && known.state !== 'available')
    throw new AppError('pool-exhausted', 'the private number asked for takes no new bindings');
  if (terms.sms === true && known?.sms === false)
    throw invalid('x', 'cannot carry texts, which sms asks for');
  const key = lookup('private-number', x);
  const occupied = [...pair.a, ...pair.b].filter(
    (reservation) => reservation.x === key && isOccupied(reservation, clock()),
  );
  if (occupied.length === 0 || isOwnCoolDown({ key }, pair)) return [x];
  if (occupied.some(({ freeAt }) => freeAt === undefined)) throw noNumberLeft(undefined, { x });
  throw new AppError(
    'number-taken',
    'the private number asked for is cooling-down for one of the two parties',
  );
};

/**
 * Numbers out of the remembered pool: those that were drawn before their equals, because they were read again. Out of the
 * stored pool when the best is closed by now, or there is none.
 */
const fromPool = async (
  deps: Deps,
  request: BindingRequest,
  pair: PairReservations,
  drawn: Drawn,
): Promise<readonly E164[]> => {
  const { pool, numbers } = deps;
  const { app } = request;
  const chosen = await bestFirst(deps, request, ranked(deps, await pool(app), request, pair), drawn);
  const [best] = chosen;
  if (best !== undefined) {
    const read = drawn.numbers.find(({ x }) => x === best) ?? (await numbers.get(app, best));
    if (read !== undefined && mayBeChosen(read)) return chosen;
  }
  return bestFirst(deps, request, ranked(deps, await pool(app, 'anew'), request, pair), {
    ...drawn,
    numbers: [],
  });
};

/** AXE has a bound for each number, so its candidates are counted. */
const bestFirst = async (
  { countLive, mostOnAxeNumber }: Deps,
  { mode }: BindingRequest,
  candidates: readonly Ranked[],
  { numbers }: Drawn,
): Promise<readonly E164[]> => {
  const isDrawn = (candidate: Ranked) =>
    candidate.rank === candidates[0]?.rank &&
    numbers.some((number) => number.x === candidate.x && mayBeChosen(number));
  const first = candidates.find(isDrawn);
  const ordered =
    mode === 'AXE'
      ? await leastLoadedFirst(candidates, countLive, mostOnAxeNumber)
      : [...(first === undefined ? [] : [first]), ...candidates.filter((other) => other !== first)];
  return ordered.flatMap(({ x }) => parsePrivateNumber(x) ?? []);
};

const ranked = (
  { rulesOf, lookup, clock, random }: Deps,
  among: readonly PrivateNumber[],
  request: BindingRequest,
  pair: PairReservations,
): readonly Ranked[] => {
  const { sticky } = rulesOf(request.app);
  const isOpenToAll = request.mode === 'AX' || request.mode === 'AXE';
  const wish = { ...request, sms: request.terms.sms === true, sticky, isOpenToAll };
  const free = among.filter(mayBeChosen).map((number) => candidate(lookup, number));
  return candidatesFor(free, wish, pair, clock(), random);
};

/** A reserved number is for binds that name it. */
const mayBeChosen = ({ state, reserved }: PrivateNumber): boolean =>
  state === 'available' && reserved !== true;

const candidate = (lookup: LookupKeys, { x, areaCode, sms }: PrivateNumber): Candidate => ({
  x,
  key: lookup('private-number', x),
  areaCode,
  sms,
});

/** Every number of an app, for looking for a binding whose X the platform chose. */
export const allNumbers =
  (pool: Pool) =>
  async (app: string): Promise<readonly E164[]> =>
    (await pool(app)).flatMap(({ x }) => parsePrivateNumber(x) ?? []);

/** Checks the fields that the platform needs to choose an X, or reads only beside one (`privatenumber_02_0022`). */
const checkChoice = ({ mode, a, areaCode, extension }: BindingRequest): void => {
  if (extension !== undefined)
    throw invalid('extension', 'needs x, because the platform chooses the number of this app');
  const { needsArea } = rulesOfMode(mode);
  const isNeeded =
    needsArea === 'always' || (needsArea === 'fixed-line' && parsePartyNumber(a)?.line === 'fixed');
  if (isNeeded && areaCode === undefined)
    throw invalid('areaCode', 'is required, because the platform chooses the number of this app');
};

const notOurs = (): AppError =>
  new AppError('invalid-request', 'the private number asked for does not belong to the app', {
    errors: [{ path: 'x', message: 'is not a number of the app' }],
  });

const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', `the request is not valid: ${path}`, { errors: [{ path, message }] });
