import * as v from 'valibot';
import { addSeconds, epochSeconds, iso } from '../../kernel/clock.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import type { Holder, Reservation, ReservationEnd, ReservationKey } from '../model/reservation-store.ts';
import { reservationKey } from './binding-keys.ts';

/** Released reservations are remembered this long, so that the same pair can get the same X again. */
const REMEMBERED_SECONDS = 30 * 24 * 3600;

/** A reservation as stored. */
export const ReservationItem = v.object({
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

export type ReservationItem = v.InferOutput<typeof ReservationItem>;

/** The reservation as it is at that moment: one whose time is up has left its binding, although nobody has written it. */
export const reservationOf = (item: ReservationItem, now: Date): Reservation => {
  const { sk, bindingId, partner, freeAt, releasedAt, endsAt, surelyAt, restsForAll } = item;
  const common = { x: sk.slice(2), bindingId, partner, ...(restsForAll === true ? { restsForAll } : {}) };
  if (releasedAt !== undefined || endsAt === undefined) return { ...common, freeAt, releasedAt };
  if (endsAt > iso(now)) return { ...common, freeAt: undefined, releasedAt };
  const isUnsure = surelyAt !== undefined && surelyAt > iso(now);
  const left = { ...common, freeAt, releasedAt: endsAt, endedItself: true as const };
  return isUnsure ? { ...left, mayBeHeld: true } : left;
};

/** It is remembered for a while after it is free. */
export const ttlOf = (freeAt: string): number =>
  epochSeconds(addSeconds(new Date(freeAt), REMEMBERED_SECONDS));

/** `restsUntil`: the cool-down that the pair came back into; it goes on when the reservation ends by itself. */
const endAttributes = (end: ReservationEnd | undefined, restsUntil: string | undefined): Attributes => {
  if (end === undefined) return {};
  const freeAt = restsUntil !== undefined && restsUntil > end.freeAt ? restsUntil : end.freeAt;
  return { ...end, freeAt, ttl: ttlOf(freeAt) };
};

/** The item of a reservation that is made now. The rest that the same pair came back into goes on when they leave before it is over. */
export const toItem = (
  key: ReservationKey,
  { bindingId, partner, route, end }: Holder,
  { restsUntil, restsForAll }: Pick<ReservationItem, 'restsUntil' | 'restsForAll'> = {},
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
export const isFree = ({ bindingId }: Holder, now: Date) => ({
  condition:
    'attribute_not_exists(pk) OR ' +
    '(freeAt <= :now AND (attribute_exists(releasedAt) OR surelyAt <= :now)) OR ' +
    '(bindingId = :bindingId AND attribute_not_exists(releasedAt) AND attribute_not_exists(restsUntil))',
  values: { ':bindingId': bindingId, ':now': iso(now) },
});

/** The binding has the reservation and has not released it. */
export const STILL_HELD = 'bindingId = :bindingId AND attribute_not_exists(releasedAt)';

/** As the reservation was when it was read, or as this very write left it: the engine's client repeats one without an answer. */
export const unchangedOrOurs = ({ bindingId, freeAt }: ReservationItem, holder: Holder) => ({
  condition: `${freeAt === undefined ? '' : '(bindingId = :former AND freeAt = :freeAt) OR '}(${STILL_HELD})`,
  values: {
    ':bindingId': holder.bindingId,
    ...(freeAt === undefined ? {} : { ':former': bindingId, ':freeAt': freeAt }),
  },
});

/** A reservation as it is stored, read consistently. @throws {AppError} `store-unavailable`. */
export const readReservation = async (
  documents: Documents,
  table: string,
  key: ReservationKey,
): Promise<ReservationItem | undefined> => {
  const purpose = 'reading the reservation';
  const found = await documents.get({ purpose, table, key: reservationKey(key) });
  return found && v.parse(ReservationItem, found);
};
