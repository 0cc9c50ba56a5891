import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import type { Holder, Reservation, ReservationKey, ReservationStore } from '../model/reservation-store.ts';
import { formerHoldersKey, reservationKey } from './binding-keys.ts';

/** Released reservations are remembered this long, so that the same pair can get the same X again. */
const REMEMBERED_SECONDS = 30 * 24 * 3600;

/** The platform repeats a push for less than a day; what comes later is found in the indexes. */
const FORMER_SECONDS = 24 * 3600;

const Former = v.object({ bindingId: v.string(), releasedAt: v.string() });

const Item = v.object({
  sk: v.string(),
  bindingId: v.string(),
  partner: v.string(),
  freeAt: v.optional(v.string()),
  releasedAt: v.optional(v.string()),
  route: v.optional(v.string()),
});

const toReservation = (attributes: Attributes): Reservation => {
  const { sk, bindingId, partner, freeAt, releasedAt } = v.parse(Item, attributes);
  return { x: sk.slice(2), bindingId, partner, freeAt, releasedAt };
};

const toItem = (key: ReservationKey, { bindingId, partner, route }: Holder): Attributes => ({
  ...reservationKey(key),
  bindingId,
  partner,
  route,
});

/** `reuse`: the same pair may come back during its cool-down. */
const mayBeTaken = ({ bindingId, partner }: Holder, now: Date, reuse: boolean) => {
  const neverTaken = 'attribute_not_exists(pk)';
  const ours = 'bindingId = :bindingId';
  const free = 'freeAt <= :now';
  const backAgain = '(partner = :partner AND attribute_exists(freeAt))';
  return {
    condition: [neverTaken, ours, free, ...(reuse ? [backAgain] : [])].join(' OR '),
    values: {
      ':bindingId': bindingId,
      ':now': now.toISOString(),
      ...(reuse ? { ':partner': partner } : {}),
    },
  };
};

/** The binding has the reservation and has not released it. */
const STILL_HELD = 'bindingId = :bindingId AND attribute_not_exists(freeAt)';

const formerHolders = (
  documents: Documents,
  table: string,
): Pick<ReservationStore, 'persistFormer' | 'formerHoldersOf'> => ({
  async persistFormer(key, bindingId, now) {
    const releasedAt = now.toISOString();
    const item = {
      pk: formerHoldersKey(key),
      sk: `${releasedAt}#${bindingId}`,
      bindingId,
      releasedAt,
      ttl: epochSeconds(addSeconds(now, FORMER_SECONDS)),
    };
    await documents.put({ purpose: 'remembering the holder', table, item });
  },

  async formerHoldersOf(key) {
    const items = await queryAll(documents, {
      purpose: 'reading the former holders',
      table,
      where: 'pk = :pk',
      values: { ':pk': formerHoldersKey(key) },
      descending: true,
    });
    return items.map((item) => v.parse(Former, item));
  },
});

/**
 * Reservations in the bindings table, one partition a party, so that one consistent query shows every X that a party is
 * on.
 */
export const createDynamoReservationStore = (documents: Documents, table: string): ReservationStore => ({
  ...formerHolders(documents, table),

  async of(app, party) {
    const items = await queryAll(documents, {
      purpose: 'listing reservations',
      table,
      where: 'pk = :pk',
      values: { ':pk': `P#${app}#${party}` },
    });
    return items.map(toReservation);
  },

  async reserve(key, holder, now, reuse) {
    const write = { table, item: toItem(key, holder), ...mayBeTaken(holder, now, reuse) };
    return (await documents.put({ purpose: 'reserving the private number', ...write })).written;
  },

  async reserveOver(key, holder) {
    const item = toItem(key, holder);
    await documents.put({ purpose: 'reserving the private number over another binding', table, item });
  },

  async release(key, bindingId, now, freeAt) {
    await documents.update({
      purpose: 'releasing the reservation',
      table,
      key: reservationKey(key),
      change: 'SET freeAt = :freeAt, releasedAt = :now, #ttl = :ttl REMOVE #route',
      condition: STILL_HELD,
      names: { '#ttl': 'ttl', '#route': 'route' },
      values: {
        ':bindingId': bindingId,
        ':now': now.toISOString(),
        ':freeAt': freeAt.toISOString(),
        ':ttl': epochSeconds(addSeconds(freeAt, REMEMBERED_SECONDS)),
      },
    });
  },

  async reroute(key, bindingId, route) {
    await documents.update({
      purpose: 'laying the route',
      table,
      key: reservationKey(key),
      change: 'SET #route = :route',
      condition: STILL_HELD,
      names: { '#route': 'route' },
      values: { ':bindingId': bindingId, ':route': route },
    });
  },

  async routeOn(key) {
    const found = await documents.get({ purpose: 'reading the route', table, key: reservationKey(key) });
    if (found === undefined) return undefined;
    const { freeAt, route } = v.parse(Item, found);
    return freeAt === undefined ? route : undefined;
  },

  async get(key) {
    const found = await documents.get({
      purpose: 'reading the reservation',
      table,
      key: reservationKey(key),
    });
    return found && toReservation(found);
  },
});
