import { createReservations } from '../allocation/create-reservations.ts';
import type { ReservationDeps, Reservations } from '../allocation/reservations.ts';

/**
 * The reservations of bindings. While `lookupKey` changes everybody is reserved under both keys, and reads go by the present one:
 * under it stands everything that is reserved, because the change swaps the keys only when all was copied (ADR 51).
 */
export const composeReservations = (deps: ReservationDeps): Reservations => {
  const present = createReservations(deps);
  const { change } = deps.lookup;
  if (change === undefined) return present;
  const other = createReservations({ ...deps, lookup: change.other });
  const sides =
    change.phase === 'begun' ? { former: present, next: other } : { former: other, next: present };
  return { ...present, ...reservingUnderBoth(sides, change.phase), ...releasingUnderBoth(sides) };
};

/**
 * All write under the former key first. A binding that has the number there has it, as long as functions know that key alone; a
 * function that knows the next one alone comes when everybody writes both, and is met there.
 */
type Sides = Readonly<{ former: Reservations; next: Reservations }>;

type Reserving =
  | 'reserve'
  | 'beginChoice'
  | 'reserveOver'
  | 'reserveWhereFree'
  | 'reserveExtension'
  | 'reserveExtensionAfter'
  | 'reserveNewcomers'
  | 'rewrite'
  | 'setEnd';

const reservingUnderBoth = (
  { former, next }: Sides,
  phase: 'begun' | 'used',
): Pick<Reservations, Reserving> => ({
  async reserve(binding, x, now, reuse) {
    if (!(await former.reserve(binding, x, now, reuse))) return false;
    if (await next.reserve(binding, x, now, reuse)) return true;
    if (phase === 'begun') {
      // Under the former key it is ours, so a function that knew that key alone has released only there.
      await next.reserveOver(binding, x, now);
      return true;
    }
    await former.releaseOn(binding, x, now);
    return false;
  },

  async beginChoice(binding, now) {
    await former.beginChoice(binding, now);
    await next.beginChoice(binding, now);
  },

  async reserveOver(binding, x, now) {
    await former.reserveOver(binding, x, now);
    await next.reserveOver(binding, x, now);
  },

  async reserveWhereFree(binding, x, now) {
    await former.reserveWhereFree(binding, x, now);
    await next.reserveWhereFree(binding, x, now);
  },

  async reserveExtension(binding, place, now) {
    const inTheWay = await former.reserveExtension(binding, place, now);
    return inTheWay ?? next.reserveExtension(binding, place, now);
  },

  async reserveExtensionAfter(dead, binding, place, now) {
    const inTheWay = await former.reserveExtensionAfter(dead, binding, place, now);
    return inTheWay ?? next.reserveExtensionAfter(dead, binding, place, now);
  },

  async reserveNewcomers(before, after, now, until) {
    if (!(await former.reserveNewcomers(before, after, now, until))) return false;
    if (await next.reserveNewcomers(before, after, now, until)) return true;
    await former.releaseFormer(after, before, now, 0);
    return false;
  },

  async rewrite(binding, before) {
    await former.rewrite(binding, before);
    await next.rewrite(binding, before);
  },

  async setEnd(binding, until) {
    await former.setEnd(binding, until);
    await next.setEnd(binding, until);
  },
});

type Releasing = 'endChoice' | 'releaseOn' | 'releaseFormer' | 'releaseAll' | 'restUntil';

const releasingUnderBoth = ({ former, next }: Sides): Pick<Reservations, Releasing> => ({
  async endChoice(binding, now) {
    await former.endChoice(binding, now);
    await next.endChoice(binding, now);
  },

  async releaseOn(binding, x, now) {
    await former.releaseOn(binding, x, now);
    await next.releaseOn(binding, x, now);
  },

  async releaseFormer(before, current, now, coolDownSeconds) {
    await former.releaseFormer(before, current, now, coolDownSeconds);
    await next.releaseFormer(before, current, now, coolDownSeconds);
  },

  async releaseAll(binding, now, coolDownSeconds, restsFor) {
    await former.releaseAll(binding, now, coolDownSeconds, restsFor);
    await next.releaseAll(binding, now, coolDownSeconds, restsFor);
  },

  async restUntil(binding, until) {
    await former.restUntil(binding, until);
    await next.restUntil(binding, until);
  },
});
