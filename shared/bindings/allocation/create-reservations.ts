import { addSeconds, iso } from '../../kernel/clock.ts';
import { EXPIRY_MARGIN_SECONDS, hasTimer } from '../lifecycle/due-at.ts';
import { LEASE_SECONDS } from '../lifecycle/lease.ts';
import type { Binding } from '../model/binding.ts';
import type { Holder, Reservation, ReservationEnd, ReservationKey } from '../model/reservation-store.ts';
import { routeOf } from '../model/x-route.ts';
import { type Reading, readReservations } from './read-reservations.ts';
import { type Releasing, releaseReservations } from './release-reservations.ts';
import {
  choiceKey,
  type ExtensionPlace,
  extensionKey,
  extensionKeys,
  keyOfA,
  keysOn,
  partyKeys,
} from './reservation-keys.ts';
import type { ReservationDeps, Reservations } from './reservations.ts';

/** The reservations of bindings, over the store that keeps them. */
export const createReservations = (deps: ReservationDeps): Reservations => ({
  ...readReservations(deps),
  ...reservingOf(deps),
  ...releaseReservations(deps),
});

const reservingOf = (deps: ReservationDeps): Omit<Reservations, Reading | Releasing> => {
  const { store } = deps;
  return {
    async reserve(binding, x, now, reuse) {
      const end = endFrom(deps, binding, now);
      return reserveAll(deps, binding, keysOn(deps, binding, x), { now, reuse, end });
    },

    async beginChoice(binding, now) {
      const { bindingId } = binding;
      await store.reserve(choiceKey(deps, binding), { bindingId, partner: '' }, now, false);
    },

    async reserveOver(binding, x, now) {
      const holderFor = holdersFor(deps, binding, endFrom(deps, binding, now));
      await Promise.all(keysOn(deps, binding, x).map((key) => store.reserveOver(key, holderFor(key))));
    },

    async reserveWhereFree(binding, x, now) {
      const holderFor = holdersFor(deps, binding, endFrom(deps, binding, now));
      await Promise.all(keysOn(deps, binding, x).map((key) => store.reserve(key, holderFor(key), now, true)));
    },

    reserveExtension: (binding, place, now) => reserveExtension(deps, binding, place, now),

    async reserveExtensionAfter(dead, binding, place, now) {
      await store.release(extensionKey(deps, binding.app, place), dead, now, now);
      return reserveExtension(deps, binding, place, now);
    },

    reserveNewcomers(former, next, now, until) {
      const { x } = former;
      if (x === undefined) return Promise.resolve(true);
      const holding = new Set(partyKeys(deps, former));
      const newcomers = keysOn(deps, next, x).filter(({ party }) => !holding.has(party));
      const end = until && reservationEnd(deps, next.app, until);
      return reserveAll(deps, next, newcomers, { now, reuse: true, end });
    },

    async rewrite(binding, former) {
      const { x } = binding;
      if (x === undefined) return;
      const [before, after] = [placesFor(deps, former), placesFor(deps, binding)];
      const changed = keysOn(deps, binding, x).filter(
        (key) => after(key).route !== before(key).route || after(key).partner !== before(key).partner,
      );
      const holderFor = holdersFor(deps, binding);
      await Promise.all(changed.map((key) => store.rewrite(key, holderFor(key))));
    },

    async setEnd(binding, until) {
      const { x, bindingId } = binding;
      if (x === undefined || !hasTimer(binding)) return;
      const end = until && reservationEnd(deps, binding.app, until);
      const keys = [...keysOn(deps, binding, x), ...extensionKeys(deps, binding)];
      await Promise.all(keys.map((key) => store.setEnd(key, bindingId, end)));
    },
  };
};

/** The end of the reservations of a binding that the platform is asked for now; without a timer of it there is none. */
const endFrom = (deps: ReservationDeps, binding: Binding, now: Date): ReservationEnd | undefined => {
  const { ttlSeconds } = binding.terms;
  if (!hasTimer(binding) || ttlSeconds === undefined) return undefined;
  return reservationEnd(deps, binding.app, addSeconds(now, ttlSeconds));
};

/** @param until when the platform's timer ends the binding, as we count */
const reservationEnd = (
  { coolDownOf, latestSeconds }: ReservationDeps,
  app: string,
  until: Date,
): ReservationEnd => {
  const endsAt = addSeconds(until, EXPIRY_MARGIN_SECONDS);
  return {
    endsAt: iso(endsAt),
    freeAt: iso(addSeconds(endsAt, coolDownOf(app))),
    surelyAt: iso(addSeconds(endsAt, LEASE_SECONDS + latestSeconds)),
  };
};

const reserveExtension = async (
  deps: ReservationDeps,
  binding: Binding,
  place: ExtensionPlace,
  now: Date,
): Promise<Reservation | undefined> => {
  const { store } = deps;
  const key = extensionKey(deps, binding.app, place);
  const end = endFrom(deps, binding, now);
  return (await store.reserve(key, { ...extensionHolder(deps, binding), end }, now, true))
    ? undefined
    : store.get(key);
};

const extensionHolder = (deps: ReservationDeps, binding: Binding): Holder => ({
  bindingId: binding.bindingId,
  partner: keyOfA(deps, binding),
});

const reserveAll = async (
  deps: ReservationDeps,
  binding: Binding,
  keys: readonly ReservationKey[],
  { now, reuse, end }: Readonly<{ now: Date; reuse: boolean; end: ReservationEnd | undefined }>,
): Promise<boolean> => {
  const { store } = deps;
  const holderFor = holdersFor(deps, binding, end);
  const taken = await Promise.all(keys.map((key) => store.reserve(key, holderFor(key), now, reuse)));
  if (taken.every(Boolean)) return true;
  await Promise.all(keys.map((key) => store.release(key, binding.bindingId, now, now)));
  return false;
};

const holdersFor = (deps: ReservationDeps, binding: Binding, end?: ReservationEnd) => {
  const placeFor = placesFor(deps, binding);
  return (key: ReservationKey): Holder => {
    const { partner, route } = placeFor(key);
    return {
      bindingId: binding.bindingId,
      partner,
      route: route === undefined ? undefined : deps.sealer.seal(route, key.party),
      end,
    };
  };
};

/** The partner of whoever has a reservation, and in X mode the route as JSON. */
const placesFor = (deps: ReservationDeps, binding: Binding) => {
  const parties = partyKeys(deps, binding);
  const people = [binding.a, ...(binding.b === undefined ? [] : [binding.b])];
  const routes = new Map(
    people.map((caller) => [deps.lookup('party', caller), routeOf(binding, caller)] as const),
  );
  return ({ party }: ReservationKey) => {
    const route = routes.get(party);
    return {
      partner: parties.find((other) => other !== party) ?? '',
      route: route === undefined ? undefined : JSON.stringify(route),
    };
  };
};
