import { addSeconds, type Clock, iso } from '../kernel/clock.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import type { Logger } from '../observability/logger.ts';
import type { PersonOrder, PersonReport, WalkPlace } from './look-at-person.ts';
import {
  AGAIN_SECONDS,
  SECOND_LOOK_SECONDS,
  SPARE_SECONDS,
  type StandingOrder,
  type StandingOrders,
} from './standing-orders.ts';

type Deps = Readonly<{
  orders: StandingOrders;
  look: (
    number: string,
    order: PersonOrder,
    from: WalkPlace | undefined,
    hasTime: () => boolean,
  ) => Promise<PersonReport>;
  /** A place in writing, and back; `undefined` for what is none, and then the look begins anew. */
  places: Readonly<{ write: (place: WalkPlace) => string; read: (written: string) => WalkPlace | undefined }>;
  clock: Clock;
  logger: Logger;
}>;

/**
 * `orders` were looked after, and so many items erased that came since, or had to stay at first. `left` had to stay again,
 * `unreadable` could not be opened; `undone` orders were given up with something of these.
 */
export type SecondLookAtPeople = Readonly<{
  orders: number;
  erased: number;
  left: number;
  unreadable: number;
  undone: number;
}>;

/**
 * Looks again after every erasure that is due, as long as there is time. The one whose turn was the longest ago comes first, and its
 * turn is over whatever becomes of it: neither a large table nor a failure keeps the others from theirs.
 *
 * @throws the first failure, once all others had their turn; the next run goes on.
 */
export const createEraseAgainPeople =
  (deps: Deps) =>
  async (hasTime: () => boolean): Promise<SecondLookAtPeople> => {
    const { orders, clock } = deps;
    const now = iso(clock());
    const due = (await orders.list()).filter(({ dueAt }) => dueAt <= now);
    const inTurn = due.toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
    const bounds = { atMost: 1, onFailure: 'go-on', hasTime } as const;
    const { results } = await mapAtMost(bounds, inTurn, (order) => takeTurn(deps, order, hasTime));
    const sumOf = (count: (result: Turn) => number) =>
      results.reduce((sum, result) => sum + count(result), 0);
    return {
      orders: results.length,
      erased: sumOf(({ report }) => Object.values(report.erased).reduce((sum, count) => sum + count, 0)),
      left: sumOf(({ report }) => mustStay(report)),
      unreadable: sumOf(({ report }) => report.unreadable),
      undone: sumOf(({ isUndone }) => (isUndone ? 1 : 0)),
    };
  };

type Turn = Readonly<{ report: PersonReport; isUndone: boolean }>;

const mustStay = ({ left }: PersonReport): number =>
  left.filter(({ why }) => why !== 'order-in-force').length;

const takeTurn = async (deps: Deps, order: StandingOrder, hasTime: () => boolean): Promise<Turn> => {
  const { orders, look, places, clock } = deps;
  const { from, number, operator, at, memberships } = order;
  await orders.persistProgress({ ...order, dueAt: iso(clock()) });
  const given = new Date(at);
  const until = {
    // All of the second in which it was given is meant.
    made: iso(addSeconds(given, 1)),
    received: iso(addSeconds(given, SECOND_LOOK_SECONDS)),
  };
  const wanted = { action: 'erase', operator, endLive: false, until } as const;
  const place = (from === undefined ? undefined : places.read(from)) ?? { step: 0, memberships };
  const report = await look(number, wanted, place, hasTime);
  return { report, isUndone: await conclude(deps, order, report) };
};

/** Stores the rest of an order, or ends it; true: it is given up, though not all of it is done. */
const conclude = async (
  { orders, places, clock, logger }: Deps,
  { from: _from, isIncomplete: wasIncomplete, ...order }: StandingOrder,
  report: PersonReport,
): Promise<boolean> => {
  const { next, unreadable } = report;
  const isIncomplete = wasIncomplete === true || unreadable > 0 || mustStay(report) > 0;
  const dueAt = iso(clock());
  if (next !== undefined) {
    const more = isIncomplete ? { isIncomplete } : {};
    await orders.persistProgress({ ...order, ...more, dueAt, from: places.write(next) });
    return false;
  }
  const lastAt = addSeconds(new Date(order.at), SECOND_LOOK_SECONDS + SPARE_SECONDS);
  if (isIncomplete && clock() < lastAt) {
    await orders.persistProgress({ ...order, dueAt: iso(addSeconds(clock(), AGAIN_SECONDS)) });
    return false;
  }
  await orders.remove(order);
  if (!isIncomplete) return false;
  logger.error('erasure-undone', { order: order.id, unreadable, left: mustStay(report) });
  logger.metrics({ erasuresUndone: 1 });
  return true;
};
