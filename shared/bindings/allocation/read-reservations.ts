import { OWNER, peopleOf } from '../model/mode-rules.ts';
import {
  heldBy,
  holderKeysOn,
  isChoice,
  keyOfA,
  keysOn,
  maybeHeldBy,
  partyKeys,
} from './reservation-keys.ts';
import type { ReservationDeps, Reservations } from './reservations.ts';

/** The methods that only read. */
export type Reading =
  | 'of'
  | 'ofOwner'
  | 'ownersOn'
  | 'numbersOfA'
  | 'choosing'
  | 'reservedOn'
  | 'holderOn'
  | 'lastHoldersOn'
  | 'lastHolderForAll';

/** The reading half of the reservations of bindings. */
export const readReservations = (deps: ReservationDeps): Pick<Reservations, Reading> => {
  const { store, lookup } = deps;
  return {
    async of(pair) {
      const [aKey = '', bKey = ''] = partyKeys(deps, pair);
      const [a = [], b = []] = await Promise.all(
        peopleOf(pair).map((person) => store.of(pair.app, lookup('party', person))),
      );
      return { a: a.filter((reservation) => !isChoice(reservation)), b, aKey, bKey };
    },

    ofOwner: (app) => store.of(app, lookup('party', OWNER)),

    async ownersOn(app, keys) {
      const party = lookup('party', OWNER);
      return store.on(keys.map((x) => ({ app, party, x })));
    },

    async numbersOfA(pair) {
      return (await heldBy(deps, pair.app, keyOfA(deps, pair))).length;
    },

    async choosing(pair) {
      const open = (await store.of(pair.app, keyOfA(deps, pair))).filter(
        (reservation) => isChoice(reservation) && !reservation.freeAt,
      );
      return open.map(({ bindingId }) => bindingId);
    },

    async reservedOn(binding, numbers) {
      const held = await maybeHeldBy(deps, binding.app, keyOfA(deps, binding));
      const own = held.filter(({ bindingId }) => bindingId === binding.bindingId).map(({ x }) => x);
      return numbers.filter((x) => own.includes(lookup('private-number', x)));
    },

    async holderOn(pair, x) {
      const held = await maybeHeldBy(deps, pair.app, keyOfA(deps, pair));
      const xKey = lookup('private-number', x);
      return held.find((reservation) => reservation.x === xKey)?.bindingId;
    },

    async lastHoldersOn(pair, x) {
      const keys = holderKeysOn(deps, pair, x);
      const holders = await Promise.all(keys.map((key) => store.get(key)));
      return [...new Set(holders.flatMap((holder) => holder?.bindingId ?? []))];
    },

    async lastHolderForAll(pair, x) {
      const holders = await Promise.all(keysOn(deps, pair, x).map((key) => store.get(key)));
      const [first, ...others] = holders.map((holder) => holder?.bindingId);
      return others.every((bindingId) => bindingId === first) ? first : undefined;
    },
  };
};
