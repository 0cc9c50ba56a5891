import { iso } from '../../kernel/clock.ts';
import type { Documents } from '../../storage/documents.ts';
import type { ReservationStore } from '../model/reservation-store.ts';
import { reservationKey } from './binding-keys.ts';
import { readReservation, STILL_HELD, ttlOf } from './reservation-item.ts';

/** The part of the store that ends reservations, and moves the ends of those that are held. */
export const reservationEnds = (
  documents: Documents,
  table: string,
): Pick<ReservationStore, 'release' | 'restUntil' | 'setEnd'> => ({
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
    const { restsUntil } = (await readReservation(documents, table, key)) ?? {};
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
    const { restsUntil } = (await readReservation(documents, table, key)) ?? {};
    return restsUntil !== undefined && set(restsUntil);
  },
});
