import { addSeconds, type Clock, iso } from '../kernel/clock.ts';
import type { PersonOrder, PersonReport, WalkPlace } from './look-at-person.ts';
import { AGAIN_SECONDS, type StandingOrder, type StandingOrders } from './standing-orders.ts';

type Deps = Readonly<{
  orders: StandingOrders;
  look: (
    number: string,
    order: PersonOrder,
    from: WalkPlace | undefined,
    hasTime: () => boolean,
  ) => Promise<PersonReport>;
  /** A place in writing, and back. */
  places: Readonly<{ write: (place: WalkPlace) => string; read: (written: string) => WalkPlace }>;
  clock: Clock;
}>;

/** `orders` were looked after, and so many items erased that came since, or had to stay at first. */
export type SecondLookAtPeople = Readonly<{ orders: number; erased: number; left: number }>;

/** Looks again after every erasure that is due. @throws {AppError} `store-unavailable`; the next run goes on. */
export const createEraseAgainPeople =
  (deps: Deps) =>
  async (hasTime: () => boolean): Promise<SecondLookAtPeople> => {
    const { orders, clock } = deps;
    const due = (await orders.list()).filter(({ dueAt }) => dueAt <= iso(clock()));
    const total = { orders: 0, erased: 0, left: 0 };
    for (const order of due) {
      if (!hasTime()) break;
      const { erased, left } = await lookAgain(deps, order, hasTime);
      total.orders += 1;
      total.erased += Object.values(erased).reduce((sum, count) => sum + count, 0);
      total.left += left.length;
    }
    return total;
  };

const lookAgain = async (
  { orders, look, places, clock }: Deps,
  order: StandingOrder,
  hasTime: () => boolean,
): Promise<PersonReport> => {
  const { from, number, operator, at, memberships } = order;
  // All of the second in which it was given is meant.
  const until = iso(addSeconds(new Date(at), 1));
  const wanted = { action: 'erase', operator, endLive: false, until } as const;
  const place = from === undefined ? { step: 0, memberships } : places.read(from);
  const report = await look(number, wanted, place, hasTime);
  const { from: _from, ...whole } = order;
  const mustStay = report.left.some(({ why }) => why !== 'order-in-force');
  if (report.next !== undefined) await orders.put({ ...order, from: places.write(report.next) });
  else if (mustStay) await orders.put({ ...whole, dueAt: iso(addSeconds(clock(), AGAIN_SECONDS)) });
  else await orders.remove(order);
  return report;
};
