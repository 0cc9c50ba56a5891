import * as v from 'valibot';
import { type Clock, iso } from '../../kernel/clock.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import type { Holder, ReservationStore } from '../model/reservation-store.ts';
import { bindingKey, isExpiryShard, reservationKey } from './binding-keys.ts';
import { formerHolders } from './former-holders.ts';
import { reservationEnds } from './reservation-ends.ts';
import {
  isFree,
  ReservationItem,
  readReservation,
  reservationOf,
  STILL_HELD,
  toItem,
  unchangedOrOurs,
} from './reservation-item.ts';

type Wish = Readonly<{ holder: Holder; now: Date; reuse: boolean }>;

/** Whether a reservation that was not free at the first glance may be taken. */
const isOpenTo = async (
  { documents, table }: Pick<Options, 'documents' | 'table'>,
  found: ReservationItem,
  { holder, now, reuse }: Wish,
): Promise<boolean> => {
  if (found.bindingId === holder.bindingId) return true;
  const { freeAt, mayBeHeld, restsForAll, partner } = reservationOf(found, now);
  if (freeAt === undefined) return false;
  const isBackAgain = reuse && partner === holder.partner && restsForAll !== true;
  if (!isBackAgain && freeAt > iso(now)) return false;
  // Nobody released it: only its binding knows whether a request may have been applied late.
  return mayBeHeld !== true || (await hasEndedAlone({ documents, table }, found.bindingId, now));
};

/** The entry of a binding that ended by itself: nothing of it is in doubt. */
const EndedAlone = v.object({ dueShard: v.string(), dueAt: v.string() });

const hasEndedAlone = async (
  { documents, table }: Pick<Options, 'documents' | 'table'>,
  bindingId: string,
  now: Date,
): Promise<boolean> => {
  const purpose = 'reading the end of the binding';
  const entry = v.safeParse(EndedAlone, await documents.get({ purpose, table, key: bindingKey(bindingId) }));
  return entry.success && isExpiryShard(entry.output.dueShard) && entry.output.dueAt <= iso(now);
};

type Options = Readonly<{ documents: Documents; table: string; clock: Clock }>;

/**
 * Reservations in the bindings table, one partition a party, so that one consistent query shows every X that a party is
 * on.
 */
export const createDynamoReservationStore = ({ documents, table, clock }: Options): ReservationStore => ({
  ...formerHolders(documents, table),
  ...reservationEnds(documents, table),

  async of(app, party) {
    const items = await queryAll(documents, {
      purpose: 'listing reservations',
      table,
      where: 'pk = :pk',
      values: { ':pk': `P#${app}#${party}` },
    });
    return items.map((item) => reservationOf(v.parse(ReservationItem, item), clock()));
  },

  async on(keys) {
    const items = await batchGetAll(documents, {
      purpose: 'reading reservations',
      table,
      keys: keys.map(reservationKey),
    });
    return items.map((item) => reservationOf(v.parse(ReservationItem, item), clock()));
  },

  async reserve(key, holder, now, reuse) {
    const write = { purpose: 'reserving the private number', table, item: toItem(key, holder) };
    if ((await documents.put({ ...write, ...isFree(holder, now) })).written) return true;
    const found = await readReservation(documents, table, key);
    if (found === undefined || !(await isOpenTo({ documents, table }, found, { holder, now, reuse })))
      return false;
    const { restsForAll, restsUntil } = found;
    const { freeAt } = reservationOf(found, now);
    const isResting = freeAt === undefined || freeAt > iso(now);
    const item = toItem(key, holder, isResting ? { restsUntil: freeAt ?? restsUntil, restsForAll } : {});
    return (await documents.put({ ...write, item, ...unchangedOrOurs(found, holder) })).written;
  },

  async reserveOver(key, holder) {
    const item = toItem(key, holder);
    await documents.put({ purpose: 'reserving the private number over another binding', table, item });
  },

  async rewrite(key, { bindingId, partner, route }) {
    await documents.update({
      purpose: 'rewriting the reservation',
      table,
      key: reservationKey(key),
      change: `SET partner = :partner${route === undefined ? '' : ', #route = :route'}`,
      condition: STILL_HELD,
      ...(route === undefined ? {} : { names: { '#route': 'route' } }),
      values: {
        ':bindingId': bindingId,
        ':partner': partner,
        ...(route === undefined ? {} : { ':route': route }),
      },
    });
  },

  async routeOn(key) {
    const found = await documents.get({ purpose: 'reading the route', table, key: reservationKey(key) });
    if (found === undefined) return undefined;
    const { releasedAt, route } = v.parse(ReservationItem, found);
    return releasedAt === undefined ? route : undefined;
  },

  async get(key) {
    const found = await readReservation(documents, table, key);
    return found && reservationOf(found, clock());
  },
});
