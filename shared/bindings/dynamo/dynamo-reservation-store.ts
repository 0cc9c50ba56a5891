import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import type { Holder, Reservation, ReservationKey, ReservationStore } from '../model/reservation-store.ts';
import { reservationKey } from './binding-keys.ts';
import { formerHolders } from './former-holders.ts';

/** Released reservations are remembered this long, so that the same pair can get the same X again. */
const REMEMBERED_SECONDS = 30 * 24 * 3600;

const Item = v.object({
  sk: v.string(),
  bindingId: v.string(),
  partner: v.string(),
  freeAt: v.optional(v.string()),
  releasedAt: v.optional(v.string()),
  route: v.optional(v.string()),
  /** The rest that the same pair came back into; it goes on when they leave before it is over. */
  restsUntil: v.optional(v.string()),
  /** The cool-down stands for the same pair as well. */
  restsForAll: v.optional(v.boolean()),
});

const reservationOf = ({
  sk,
  bindingId,
  partner,
  freeAt,
  releasedAt,
  restsForAll,
}: v.InferOutput<typeof Item>): Reservation => ({
  x: sk.slice(2),
  bindingId,
  partner,
  freeAt,
  releasedAt,
  ...(restsForAll === true ? { restsForAll } : {}),
});

const toItem = (key: ReservationKey, { bindingId, partner, route }: Holder): Attributes => ({
  ...reservationKey(key),
  bindingId,
  partner,
  route,
});

/** Nobody has it and it rests for nobody; or it is held for this very binding already. */
const isFree = ({ bindingId }: Holder, now: Date) => ({
  condition:
    'attribute_not_exists(pk) OR freeAt <= :now OR ' +
    '(bindingId = :bindingId AND attribute_not_exists(freeAt) AND attribute_not_exists(restsUntil))',
  values: { ':bindingId': bindingId, ':now': now.toISOString() },
});

/** The binding has the reservation and has not released it. */
const STILL_HELD = 'bindingId = :bindingId AND attribute_not_exists(freeAt)';

/** As the reservation was when it was read, or as this very write left it: the engine's client repeats one without an answer. */
const unchangedOrOurs = ({ bindingId, freeAt }: v.InferOutput<typeof Item>, holder: Holder) => ({
  condition: `${freeAt === undefined ? '' : '(bindingId = :former AND freeAt = :freeAt) OR '}(${STILL_HELD})`,
  values: {
    ':bindingId': holder.bindingId,
    ...(freeAt === undefined ? {} : { ':former': bindingId, ':freeAt': freeAt }),
  },
});

/** The part of the store that ends reservations. */
const resting = (documents: Documents, table: string): Pick<ReservationStore, 'release' | 'restUntil'> => ({
  async release(key, bindingId, now, freeAt, restsFor = 'others') {
    const release = (until: string) =>
      documents.update({
        purpose: 'releasing the reservation',
        table,
        key: reservationKey(key),
        change: `SET freeAt = :freeAt, releasedAt = :now, #ttl = :ttl${
          restsFor === 'all' ? ', restsForAll = :true' : ''
        } REMOVE #route, restsUntil`,
        condition: `${STILL_HELD} AND (attribute_not_exists(restsUntil) OR restsUntil <= :freeAt)`,
        names: { '#ttl': 'ttl', '#route': 'route' },
        values: {
          ':bindingId': bindingId,
          ':now': now.toISOString(),
          ':freeAt': until,
          ':ttl': epochSeconds(addSeconds(new Date(until), REMEMBERED_SECONDS)),
          ...(restsFor === 'all' ? { ':true': true } : {}),
        },
      });
    if ((await release(freeAt.toISOString())).written) return;
    const { restsUntil } = (await read(documents, table, key)) ?? {};
    if (restsUntil !== undefined) await release(restsUntil);
  },

  async restUntil(key, bindingId, until) {
    await documents.update({
      purpose: 'prolonging the rest',
      table,
      key: reservationKey(key),
      change: 'SET freeAt = :until, #ttl = :ttl',
      condition: 'bindingId = :bindingId AND freeAt < :until',
      names: { '#ttl': 'ttl' },
      values: {
        ':bindingId': bindingId,
        ':until': until.toISOString(),
        ':ttl': epochSeconds(addSeconds(until, REMEMBERED_SECONDS)),
      },
    });
  },
});

/**
 * Reservations in the bindings table, one partition a party, so that one consistent query shows every X that a party is
 * on.
 */
export const createDynamoReservationStore = (documents: Documents, table: string): ReservationStore => ({
  ...formerHolders(documents, table),
  ...resting(documents, table),

  async of(app, party) {
    const items = await queryAll(documents, {
      purpose: 'listing reservations',
      table,
      where: 'pk = :pk',
      values: { ':pk': `P#${app}#${party}` },
    });
    return items.map((item) => reservationOf(v.parse(Item, item)));
  },

  async on(keys) {
    const items = await batchGetAll(documents, {
      purpose: 'reading reservations',
      table,
      keys: keys.map(reservationKey),
    });
    return items.map((item) => reservationOf(v.parse(Item, item)));
  },

  async reserve(key, holder, now, reuse) {
    const write = { purpose: 'reserving the private number', table, item: toItem(key, holder) };
    if ((await documents.put({ ...write, ...isFree(holder, now) })).written) return true;
    const found = await read(documents, table, key);
    if (found === undefined) return false;
    const isOurs = found.bindingId === holder.bindingId;
    const isBackAgain =
      reuse && found.partner === holder.partner && found.freeAt !== undefined && found.restsForAll !== true;
    if (!isOurs && !isBackAgain) return false;
    const { restsForAll, freeAt, restsUntil = freeAt } = found;
    const item = { ...write.item, restsUntil, restsForAll };
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
    const { freeAt, route } = v.parse(Item, found);
    return freeAt === undefined ? route : undefined;
  },

  async get(key) {
    const found = await read(documents, table, key);
    return found && reservationOf(found);
  },
});

const read = async (
  documents: Documents,
  table: string,
  key: ReservationKey,
): Promise<v.InferOutput<typeof Item> | undefined> => {
  const purpose = 'reading the reservation';
  const found = await documents.get({ purpose, table, key: reservationKey(key) });
  return found && v.parse(Item, found);
};
