import type { PrivateNumber } from '../../numbers/private-number.ts';
import { isOccupied, type Reservation } from '../model/reservation-store.ts';

/** A number of the pool as the choice needs it; `key` is the look-up key that reservations are kept under. */
export type Candidate = Pick<PrivateNumber, 'areaCode' | 'sms'> & Readonly<{ key: string }>;

/** The place in the order of preference: lower is better. */
export type Ranked = Readonly<{ rank: number }>;

/** How a caller and the app want X chosen. */
export type Wish = Readonly<{
  areaCode: string | undefined;
  areaMatch: 'strict' | 'loose';
  /** The binding must carry messages, so X has to be able to. */
  sms: boolean;
  sticky: 'prefer' | 'avoid' | 'off';
  /** A is bound to nobody in particular (AX, AXE): anybody who ever called A's former X knows it. */
  isOpenToAll: boolean;
}>;

/** The numbers that the two parties hold already, by look-up key. */
export type PairReservations = Readonly<{
  a: readonly Reservation[];
  b: readonly Reservation[];
  aKey: string;
  bKey: string;
}>;

/**
 * The numbers that a binding may use, the wanted ones first: those of the wished area before others (strict: no
 * others), the pair's former ones first or last as `sticky` says, numbers that a former partner of one of them knows after
 * new ones, those by which strangers still reach A last (unless they are preferred), and otherwise in random order.
 * Role-blind: a number on which either party has a reservation, or a cool-down with somebody else, is left out.
 */
export const candidatesFor = <Number extends Candidate>(
  pool: readonly Number[],
  wish: Wish,
  reservations: PairReservations,
  now: Date,
  random: () => number,
): readonly (Number & Ranked)[] => {
  const former = formerNumbers(reservations);
  const strangers = numbersKnownToOthers(reservations);
  const byNumber = reservationsByNumber(reservations);
  const allowed = pool.filter((number) => {
    if (!meets(number, wish)) return false;
    const here = byNumber.get(number.key);
    return here === undefined || isFree(number, here, now) || isOwnCoolDown(number, here);
  });
  const rank = (number: Candidate): number => {
    const elsewhere = wish.areaCode !== undefined && number.areaCode !== wish.areaCode ? ELSEWHERE : 0;
    if (former.has(number.key)) return elsewhere + rankOfFormer(wish);
    return elsewhere + (strangers.has(number.key) ? 2 : 1);
  };
  return shuffle(allowed, random)
    .map((number) => ({ ...number, rank: rank(number) }))
    .sort((left, right) => left.rank - right.rank);
};

/** Whether a number has what is wished of it, whoever holds it. */
export const meets = (
  number: Pick<Candidate, 'areaCode' | 'sms'>,
  wish: Omit<Wish, 'sticky' | 'isOpenToAll'>,
): boolean =>
  (!wish.sms || number.sms) &&
  (wish.areaMatch === 'loose' || wish.areaCode === undefined || number.areaCode === wish.areaCode);

/** Of numbers in another area than the wished one the ranks are higher by this. */
const ELSEWHERE = 4;

/** The best rank that a number has which the pair has nothing to do with. */
export const bestRank = (isElsewhere: boolean): number => (isElsewhere ? ELSEWHERE + 1 : 1);

/** The place of a number that the very pair left; of other numbers 1 is new to both, 2 is known to somebody else. */
const RANK_OF_FORMER = { prefer: 0, off: 1, avoid: 3 } satisfies Record<Wish['sticky'], number>;

/** In a mode that is open to all the former X of A is what the strangers of an order that is over have in their call logs. */
const rankOfFormer = ({ sticky, isOpenToAll }: Wish): number =>
  RANK_OF_FORMER[isOpenToAll && sticky === 'off' ? 'avoid' : sticky];

/** A person may have left a thousand numbers, so those of each are found by its key. */
const reservationsByNumber = ({
  a,
  b,
  aKey,
  bKey,
}: PairReservations): ReadonlyMap<string, PairReservations> => {
  const ofB = Map.groupBy(b, ({ x }) => x);
  const ofA = Map.groupBy(a, ({ x }) => x);
  const keys = new Set([...ofA.keys(), ...ofB.keys()]);
  return new Map([...keys].map((x) => [x, { a: ofA.get(x) ?? [], b: ofB.get(x) ?? [], aKey, bKey }]));
};

const isFree = ({ key }: Candidate, { a, b }: PairReservations, now: Date): boolean =>
  ![...a, ...b].some((reservation) => reservation.x === key && isOccupied(reservation, now));

/** Both hold it only because they left each other lately: nobody else can be meant by a late call. `sticky` ranks it. */
export const isOwnCoolDown = (
  { key }: Pick<Candidate, 'key'>,
  { a, b, aKey, bKey }: PairReservations,
): boolean => {
  const left = (reservations: readonly Reservation[], partner: string) =>
    reservations
      .filter((reservation) => reservation.x === key)
      .every(
        ({ freeAt, partner: other, restsForAll }) =>
          freeAt !== undefined && other === partner && restsForAll !== true,
      );
  return left(a, bKey) && left(b, aKey);
};

/** The numbers that the very pair left. */
export const formerNumbers = ({ a, bKey }: PairReservations): ReadonlySet<string> =>
  new Set(
    a
      .filter((reservation) => reservation.partner === bKey && reservation.freeAt !== undefined)
      .map((reservation) => reservation.x),
  );

/**
 * The numbers on which one of the two was with somebody else: that person still has the number in a call log, and would
 * reach, or be taken for, the wrong one. They come after numbers that are new to both, whatever the cool-down is.
 */
const numbersKnownToOthers = ({ a, b, aKey, bKey }: PairReservations): ReadonlySet<string> => {
  const withOthers = (reservations: readonly Reservation[], partner: string) =>
    reservations.filter((reservation) => reservation.partner !== partner && reservation.freeAt !== undefined);
  return new Set([...withOthers(a, bKey), ...withOthers(b, aKey)].map(({ x }) => x));
};

/** Fisher and Yates; `random` is an argument so that a test can replay it. */
export const shuffle = <Item>(items: readonly Item[], random: () => number): Item[] => {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [left, right] = [shuffled[last], shuffled[other]];
    if (left === undefined || right === undefined) continue;
    shuffled[last] = right;
    shuffled[other] = left;
  }
  return shuffled;
};
