import { type E164, parsePartyNumber, parsePrivateNumber } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import type { NumberStore } from '../../numbers/number-store.ts';
import { mayBeChosen, type PrivateNumber } from '../../numbers/private-number.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { isOccupied, type Reservation } from '../model/reservation-store.ts';
import { isOwnCoolDown, meets, type PairReservations } from './allocation.ts';
import { type DrawDeps, drawNumbers, drawnInOrder } from './draw-numbers.ts';
import { noNumberLeft, takesNoBinds } from './no-number-left.ts';
import type { DrawnNumbers } from './number-walk.ts';
import { checkNumbersOfA } from './numbers-of-a.ts';
import type { Reservations } from './reservations.ts';

/** Every number of an app as it is now, and the keys of those that cannot be opened. @throws {AppError} `store-unavailable`. */
type Load = (
  app: string,
) => Promise<Readonly<{ numbers: readonly Pick<PrivateNumber, 'x'>[]; unreadable: readonly string[] }>>;

type Deps = DrawDeps &
  Readonly<{
    load: Load;
    /** Single numbers as they are now. */
    numbers: Pick<NumberStore, 'among'>;
    reservations: Pick<Reservations, 'ownersOn'>;
    lookup: LookupKeys;
  }>;

/** The part of the choice of a number that is read without regard to the pair; made and read by {@link NumberChoice} alone. */
export type Drawn =
  | Readonly<{ by: 'platform' }>
  | Readonly<{
      by: 'caller';
      x: E164;
      /** As the store has it now; `undefined`: not at all. */
      known: PrivateNumber | undefined;
      hasPool: boolean;
      /** Where X belongs to one binding alone: its own. */
      owners: readonly Reservation[];
    }>
  | Readonly<{ by: 'us'; drawn: DrawnNumbers }>;

/** Which numbers a request may use, in the order in which they are to be tried. */
export type NumberChoice = Readonly<{
  /**
   * Reads for {@link NumberChoice.inOrder}, in one turn while a sample of the pool is remembered. `thoroughly`: AX also reads who
   * has any number of the app, so that a number which is left is found in a pool of any size.
   *
   * @throws {AppError} `store-unavailable`.
   */
  draw(request: BindingRequest, how?: 'thoroughly'): Promise<Drawn>;
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
  /**
   * Those of the numbers that may be chosen now and are as wished, in the same order; in AX without those that others have.
   * One request to the store for up to a hundred numbers, in AX two at the same time.
   *
   * @throws {AppError} `store-unavailable`.
   */
  stillOpen(request: BindingRequest, numbers: readonly E164[]): Promise<readonly E164[]>;
  /** Whether a number that was chosen for a request some time ago takes new bindings. @throws {AppError} `store-unavailable`. */
  takesBinds(request: BindingRequest, x: E164): Promise<boolean>;
  /** Every number of the app, for looking for a binding whose X the platform chose. @throws {AppError} `store-unavailable`. */
  all(app: string): Promise<NumbersOfApp>;
}>;

export const createNumberChoice = (deps: Deps): NumberChoice => ({
  async draw(request, how) {
    if (isTheirs(deps, request)) return { by: 'platform' };
    if (request.x !== undefined) return readNamed(deps, request, request.x);
    return { by: 'us', drawn: await drawNumbers(deps, request, how) };
  },

  async inOrder(request, people, drawn) {
    if (drawn.by === 'platform') checkChoice(request);
    checkNumbersOfA(request, people.a);
    if (drawn.by === 'platform') return [undefined];
    if (drawn.by === 'caller') return particular(deps, request, people, drawn);
    const chosen = await drawnInOrder(deps, request, people, drawn.drawn);
    if (chosen.length === 0) throw noNumberLeft(undefined, {});
    return chosen;
  },

  stillOpen: (request, numbers) => stillOpen(deps, request, numbers),

  async takesBinds({ app, x: named }, x) {
    const [number] = await deps.numbers.among([app], [x]);
    if (number === undefined) return true;
    return named === undefined ? mayBeChosen(number) : number.state === 'available';
  },

  all: readableNumbersOf(deps.load),
});

const stillOpen = async (
  { draw, reservations, lookup, clock }: Deps,
  request: BindingRequest,
  numbers: readonly E164[],
): Promise<readonly E164[]> => {
  const { app, mode, a, terms } = request;
  const keys = numbers.map((x) => lookup('private-number', x));
  const isAlone = rulesOfMode(mode).reservations.includes('owner');
  const [now, owners] = await Promise.all([
    draw.atKeys(app, keys),
    isAlone ? reservations.ownersOn(app, keys) : [],
  ]);
  const pair = { a: [], b: owners, aKey: lookup('party', a), bKey: '' };
  const isOthers = (key: string): boolean =>
    owners.some((owner) => owner.x === key && isOccupied(owner, clock())) && !isOwnCoolDown({ key }, pair);
  const wish = { ...request, sms: terms.sms === true };
  const open = now.filter((number) => mayBeChosen(number) && meets(number, wish) && !isOthers(number.key));
  const left = new Set(open.map(({ x }) => x));
  return numbers.filter((x) => left.has(x));
};

/** True where the platform chooses X. */
const isTheirs = ({ rulesOf }: Deps, { app, mode, x }: BindingRequest): boolean =>
  x === undefined && (rulesOfMode(mode).picks === 'platform' || rulesOf(app).allocation === 'platform');

type Named = Extract<Drawn, { by: 'caller' }>;

/** A number that the store does not have may be one of the configuration, which a new sample adds. */
const readNamed = async (deps: Deps, { app, mode }: BindingRequest, x: E164): Promise<Named> => {
  const { numbers, samples, reservations, lookup } = deps;
  const isAlone = rulesOfMode(mode).reservations.includes('owner');
  const [found, owners] = await Promise.all([
    numbers.among([app], [x]),
    isAlone ? reservations.ownersOn(app, [lookup('private-number', x)]) : [],
  ]);
  if (found[0] !== undefined) return { by: 'caller', x, known: found[0], hasPool: true, owners };
  const { sample } = await samples(app, undefined, 'anew');
  const hasPool = sample.numbers().length > 0;
  const [known] = hasPool ? await numbers.among([app], [x]) : [];
  return { by: 'caller', x, known, hasPool, owners };
};

/** The number that the caller named. */
const particular = (
  { lookup, clock }: Deps,
  { terms }: BindingRequest,
  people: PairReservations,
  { x, known, hasPool, owners }: Named,
): readonly E164[] => {
  const pair = { ...people, b: [...people.b, ...owners] };
  if (known === undefined && hasPool) throw notOurs();
  if (known !== undefined && known.state !== 'available') throw takesNoBinds();
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

/** Every number of an app that can be opened, and the look-up keys of the others. @throws {AppError} `store-unavailable`. */
export const readableNumbersOf =
  (load: Load) =>
  async (app: string): Promise<NumbersOfApp> => {
    const { numbers, unreadable } = await load(app);
    return { numbers: numbers.flatMap(({ x }) => parsePrivateNumber(x) ?? []), unreadable };
  };

/** As {@link readableNumbersOf} gives them. */
export type NumbersOfApp = Readonly<{ numbers: readonly E164[]; unreadable: readonly string[] }>;

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
