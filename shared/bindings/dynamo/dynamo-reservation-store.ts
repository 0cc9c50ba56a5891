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
  /** The rest that the same pair came back into; it goes on when they leave before it is over. */
  restsUntil: v.optional(v.string()),
});

const reservationOf = ({
  sk,
  bindingId,
  partner,
  freeAt,
  releasedAt,
}: v.InferOutput<typeof Item>): Reservation => ({ x: sk.slice(2), bindingId, partner, freeAt, releasedAt });

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

/** As the reservation was when it was read. */
const unchanged = ({ bindingId, freeAt }: v.InferOutput<typeof Item>) => ({
  condition: `bindingId = :former AND ${freeAt === undefined ? 'attribute_not_exists(freeAt)' : 'freeAt = :freeAt'}`,
  values: { ':former': bindingId, ...(freeAt === undefined ? {} : { ':freeAt': freeAt }) },
});

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
    return items.map((item) => reservationOf(v.parse(Item, item)));
  },

  async reserve(key, holder, now, reuse) {
    const write = { purpose: 'reserving the private number', table, item: toItem(key, holder) };
    if ((await documents.put({ ...write, ...isFree(holder, now) })).written) return true;
    const found = await read(documents, table, key);
    if (found === undefined) return false;
    const isOurs = found.bindingId === holder.bindingId;
    const isBackAgain = reuse && found.partner === holder.partner && found.freeAt !== undefined;
    if (!isOurs && !isBackAgain) return false;
    const item = { ...write.item, restsUntil: found.freeAt ?? found.restsUntil };
    return (await documents.put({ ...write, item, ...unchanged(found) })).written;
  },

  async reserveOver(key, holder) {
    const item = toItem(key, holder);
    await documents.put({ purpose: 'reserving the private number over another binding', table, item });
  },

  async release(key, bindingId, now, freeAt, restsFor = 'others') {
    const release = (until: string) =>
      documents.update({
        purpose: 'releasing the reservation',
        table,
        key: reservationKey(key),
        change: `SET freeAt = :freeAt, releasedAt = :now, #ttl = :ttl${
          restsFor === 'all' ? ', partner = :nobody' : ''
        } REMOVE #route, restsUntil`,
        condition: `${STILL_HELD} AND (attribute_not_exists(restsUntil) OR restsUntil <= :freeAt)`,
        names: { '#ttl': 'ttl', '#route': 'route' },
        values: {
          ':bindingId': bindingId,
          ':now': now.toISOString(),
          ':freeAt': until,
          ':ttl': epochSeconds(addSeconds(new Date(until), REMEMBERED_SECONDS)),
          ...(restsFor === 'all' ? { ':nobody': '' } : {}),
        },
      });
    if ((await release(freeAt.toISOString())).written) return;
    const { restsUntil } = (await read(documents, table, key)) ?? {};
    if (restsUntil !== undefined) await release(restsUntil);
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
