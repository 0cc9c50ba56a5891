import type { Clock } from '../../kernel/clock.ts';
import { type E164, parsePartyNumber, parsePrivateNumber } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import type { NumberStore } from '../../numbers/number-store.ts';
import type { Pool } from '../../numbers/pool.ts';
import type { PrivateNumber } from '../../numbers/private-number.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { AllocationRules, BindingRequest } from '../model/binding-request.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { isOccupied } from '../model/reservation-store.ts';
import {
  type Candidate,
  candidatesFor,
  isOwnCoolDown,
  leastLoadedFirst,
  type PairReservations,
} from './allocation.ts';
import { noNumberLeft } from './no-number-left.ts';
import { checkNumbersOfA } from './numbers-of-a.ts';
import type { Reservations } from './reservations.ts';

type Deps = Readonly<{
  pool: Pool;
  /** Single numbers as they are now. */
  numbers: Pick<NumberStore, 'get'>;
  reservations: Reservations;
  rulesOf: (app: string) => AllocationRules;
  countLive: (x: string) => Promise<number>;
  /** AXE: the most live bindings on a number that we choose. */
  mostOnAxeNumber: number;
  lookup: LookupKeys;
  clock: Clock;
  random: () => number;
}>;

/** Which numbers a request may use, in the order in which they are to be tried. */
export type NumberChoice = Readonly<{
  /**
   * At least one entry; `undefined` leaves the choice to the platform.
   *
   * @throws {AppError} `number-taken`, `party-limit`, `pool-exhausted`, `invalid-request` (an X that does not belong to the app; where the
   *   platform chooses X, an extension or no area).
   */
  inOrder(request: BindingRequest): Promise<readonly (E164 | undefined)[]>;
  /** Every number of the app. */
  all(app: string): Promise<readonly E164[]>;
}>;

export const createNumberChoice = (deps: Deps): NumberChoice => ({
  async inOrder(request) {
    const { reservations, rulesOf } = deps;
    const { app, x } = request;
    const isTheirs = rulesOfMode(request.mode).picks === 'platform' || rulesOf(app).allocation === 'platform';
    if (isTheirs && x === undefined) checkChoice(request);
    await checkNumbersOfA(reservations, request);
    if (isTheirs && x === undefined) return [undefined];
    const pair = await reservations.of(request);
    if (x !== undefined) return particular(deps, request, x, pair);
    const chosen = await fromPool(deps, request, pair);
    if (chosen.length === 0) throw noNumberLeft(undefined, {});
    return chosen;
  },

  all: allNumbers(deps.pool),
});

/** The number that the caller named. */
const particular = async (
  { pool, numbers, lookup, clock }: Deps,
  { app, terms }: BindingRequest,
  x: E164,
  pair: PairReservations,
): Promise<readonly E164[]> => {
  const remembered = await pool(app);
  const known = await numbers.get(app, x);
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

/** Numbers out of the remembered pool; out of the stored one when the best is closed by now, or there is none. */
const fromPool = async (
  deps: Deps,
  request: BindingRequest,
  pair: PairReservations,
): Promise<readonly E164[]> => {
  const { pool, numbers } = deps;
  const { app } = request;
  const chosen = await ranked(deps, await pool(app), request, pair);
  const first = chosen[0] === undefined ? undefined : await numbers.get(app, chosen[0]);
  return first !== undefined && mayBeChosen(first)
    ? chosen
    : ranked(deps, await pool(app, 'anew'), request, pair);
};

const ranked = async (
  { rulesOf, countLive, mostOnAxeNumber, lookup, clock, random }: Deps,
  among: readonly PrivateNumber[],
  request: BindingRequest,
  pair: PairReservations,
): Promise<readonly E164[]> => {
  const { sticky } = rulesOf(request.app);
  const isOpenToAll = request.mode === 'AX' || request.mode === 'AXE';
  const wish = { ...request, sms: request.terms.sms === true, sticky, isOpenToAll };
  const free = among.filter(mayBeChosen).map((number) => candidate(lookup, number));
  const candidates = candidatesFor(free, wish, pair, clock(), random);
  const mostLive = request.mode === 'AXE' ? mostOnAxeNumber : undefined;
  const best = await leastLoadedFirst(candidates, countLive, mostLive);
  return best.flatMap(({ x }) => parsePrivateNumber(x) ?? []);
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
