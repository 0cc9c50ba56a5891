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
  const underBoth = underBothOf(sides);
  return {
    ...present,
    ...reservingUnderBoth(sides, change.phase, underBoth),
    ...releasingUnderBoth(underBoth),
  };
};

/**
 * All write under the former key first. A binding that has the number there has it, as long as functions know that key alone; a
 * function that knows the next one alone comes when everybody writes both, and is met there.
 */
type Sides = Readonly<{ former: Reservations; next: Reservations }>;

/** Work that is done under the former key and then under the next one. */
type UnderBoth = <Given extends readonly unknown[]>(
  workOf: (side: Reservations) => (...given: Given) => Promise<void>,
) => (...given: Given) => Promise<void>;

const underBothOf =
  ({ former, next }: Sides): UnderBoth =>
  (workOf) =>
  async (...given) => {
    await workOf(former)(...given);
    await workOf(next)(...given);
  };

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
  underBoth: UnderBoth,
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

  beginChoice: underBoth((side) => side.beginChoice),

  reserveOver: underBoth((side) => side.reserveOver),

  reserveWhereFree: underBoth((side) => side.reserveWhereFree),

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

  rewrite: underBoth((side) => side.rewrite),

  setEnd: underBoth((side) => side.setEnd),
});

type Releasing = 'endChoice' | 'releaseOn' | 'releaseFormer' | 'releaseAll' | 'restUntil';

const releasingUnderBoth = (underBoth: UnderBoth): Pick<Reservations, Releasing> => ({
  endChoice: underBoth((side) => side.endChoice),

  releaseOn: underBoth((side) => side.releaseOn),

  releaseFormer: underBoth((side) => side.releaseFormer),

  releaseAll: underBoth((side) => side.releaseAll),

  restUntil: underBoth((side) => side.restUntil),
});
