import * as v from 'valibot';
import { addSeconds, type Clock, epochSeconds, iso } from '../../kernel/clock.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import type {
  Holder,
  Reservation,
  ReservationEnd,
  ReservationKey,
  ReservationStore,
} from '../model/reservation-store.ts';
import { bindingKey, isExpiryShard, reservationKey } from './binding-keys.ts';
import { formerHolders } from './former-holders.ts';

/** Released reservations are remembered this long, so that the same pair can get the same X again. */
const REMEMBERED_SECONDS = 30 * 24 * 3600;

const Item = v.object({
  sk: v.string(),
  bindingId: v.string(),
  partner: v.string(),
  /** With `endsAt` and `surelyAt` also while it is held. */
  freeAt: v.optional(v.string()),
  endsAt: v.optional(v.string()),
  surelyAt: v.optional(v.string()),
  releasedAt: v.optional(v.string()),
  route: v.optional(v.string()),
  /** The rest that the same pair came back into; it goes on when they leave before it is over. */
  restsUntil: v.optional(v.string()),
  /** The cool-down stands for the same pair as well. */
  restsForAll: v.optional(v.boolean()),
});

type Item = v.InferOutput<typeof Item>;

/** The reservation as it is at that moment: one whose time is up has left its binding, although nobody has written it. */
const reservationOf = (item: Item, now: Date): Reservation => {
  const { sk, bindingId, partner, freeAt, releasedAt, endsAt, restsForAll } = item;
  const common = { x: sk.slice(2), bindingId, partner, ...(restsForAll === true ? { restsForAll } : {}) };
  if (releasedAt !== undefined || endsAt === undefined) return { ...common, freeAt, releasedAt };
  return endsAt > iso(now)
    ? { ...common, freeAt: undefined, releasedAt }
    : { ...common, freeAt, releasedAt: endsAt, endedItself: true };
};

/** It is remembered for a while after it is free. */
const ttlOf = (freeAt: string): number => epochSeconds(addSeconds(new Date(freeAt), REMEMBERED_SECONDS));

/** `restsUntil`: the cool-down that the pair came back into; it goes on when the reservation ends by itself. */
const endAttributes = (end: ReservationEnd | undefined, restsUntil: string | undefined): Attributes => {
  if (end === undefined) return {};
  const freeAt = restsUntil !== undefined && restsUntil > end.freeAt ? restsUntil : end.freeAt;
  return { ...end, freeAt, ttl: ttlOf(freeAt) };
};

const toItem = (
  key: ReservationKey,
  { bindingId, partner, route, end }: Holder,
  { restsUntil, restsForAll }: Pick<Item, 'restsUntil' | 'restsForAll'> = {},
): Attributes => ({
  ...reservationKey(key),
  bindingId,
  partner,
  route,
  restsUntil,
  restsForAll,
  ...endAttributes(end, restsUntil),
});

/** Nobody has it and it rests for nobody, without a look at the binding that had it; or it is held for this very binding already. */
const isFree = ({ bindingId }: Holder, now: Date) => ({
  condition:
    'attribute_not_exists(pk) OR ' +
    '(freeAt <= :now AND (attribute_exists(releasedAt) OR surelyAt <= :now)) OR ' +
    '(bindingId = :bindingId AND attribute_not_exists(releasedAt) AND attribute_not_exists(restsUntil))',
  values: { ':bindingId': bindingId, ':now': iso(now) },
});

/** The binding has the reservation and has not released it. */
const STILL_HELD = 'bindingId = :bindingId AND attribute_not_exists(releasedAt)';

/** As the reservation was when it was read, or as this very write left it: the engine's client repeats one without an answer. */
const unchangedOrOurs = ({ bindingId, freeAt }: Item, holder: Holder) => ({
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
        } REMOVE #route, restsUntil, endsAt, surelyAt`,
        condition: `${STILL_HELD} AND (attribute_not_exists(restsUntil) OR restsUntil <= :freeAt)`,
        names: { '#ttl': 'ttl', '#route': 'route' },
        values: {
          ':bindingId': bindingId,
          ':now': now.toISOString(),
          ':freeAt': until,
          ':ttl': ttlOf(until),
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
      condition: 'bindingId = :bindingId AND attribute_exists(releasedAt) AND freeAt < :until',
      names: { '#ttl': 'ttl' },
      values: {
        ':bindingId': bindingId,
        ':until': until.toISOString(),
        ':ttl': ttlOf(iso(until)),
      },
    });
  },
});

/** The part of the store that moves the ends of reservations that are held. */
const ending = (documents: Documents, table: string): Pick<ReservationStore, 'setEnd'> => ({
  async setEnd(key, bindingId, end) {
    const write = { purpose: 'moving the end of the reservation', table, key: reservationKey(key) };
    if (end === undefined) {
      const { written } = await documents.update({
        ...write,
        change: 'REMOVE endsAt, surelyAt, freeAt, #ttl',
        condition: STILL_HELD,
        names: { '#ttl': 'ttl' },
        values: { ':bindingId': bindingId },
      });
      return written;
    }
    const set = async (freeAt: string) => {
      const { written } = await documents.update({
        ...write,
        change: 'SET endsAt = :endsAt, surelyAt = :surelyAt, freeAt = :freeAt, #ttl = :ttl',
        condition: `${STILL_HELD} AND (attribute_not_exists(restsUntil) OR restsUntil <= :freeAt)`,
        names: { '#ttl': 'ttl' },
        values: {
          ':bindingId': bindingId,
          ':endsAt': end.endsAt,
          ':surelyAt': end.surelyAt,
          ':freeAt': freeAt,
          ':ttl': ttlOf(freeAt),
        },
      });
      return written;
    };
    if (await set(end.freeAt)) return true;
    const { restsUntil } = (await read(documents, table, key)) ?? {};
    return restsUntil !== undefined && set(restsUntil);
  },
});

type Wish = Readonly<{ holder: Holder; now: Date; reuse: boolean }>;

/** Whether a reservation that was not free at the first glance may be taken. */
const isOpenTo = async (
  { documents, table }: Pick<Options, 'documents' | 'table'>,
  found: Item,
  { holder, now, reuse }: Wish,
): Promise<boolean> => {
  if (found.bindingId === holder.bindingId) return true;
  const { freeAt, endedItself, restsForAll, partner } = reservationOf(found, now);
  if (freeAt === undefined) return false;
  const isBackAgain = reuse && partner === holder.partner && restsForAll !== true;
  if (!isBackAgain && freeAt > iso(now)) return false;
  // Nobody released it: only its binding knows whether a request may have been applied late.
  const isSure = endedItself !== true || found.surelyAt === undefined || found.surelyAt <= iso(now);
  return isSure || (await hasEndedAlone({ documents, table }, found.bindingId, now));
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
  ...resting(documents, table),
  ...ending(documents, table),

  async of(app, party) {
    const items = await queryAll(documents, {
      purpose: 'listing reservations',
      table,
      where: 'pk = :pk',
      values: { ':pk': `P#${app}#${party}` },
    });
    return items.map((item) => reservationOf(v.parse(Item, item), clock()));
  },

  async on(keys) {
    const items = await batchGetAll(documents, {
      purpose: 'reading reservations',
      table,
      keys: keys.map(reservationKey),
    });
    return items.map((item) => reservationOf(v.parse(Item, item), clock()));
  },

  async reserve(key, holder, now, reuse) {
    const write = { purpose: 'reserving the private number', table, item: toItem(key, holder) };
    if ((await documents.put({ ...write, ...isFree(holder, now) })).written) return true;
    const found = await read(documents, table, key);
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
    const { releasedAt, route } = v.parse(Item, found);
    return releasedAt === undefined ? route : undefined;
  },

  async get(key) {
    const found = await read(documents, table, key);
    return found && reservationOf(found, clock());
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
