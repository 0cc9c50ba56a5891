import { addSeconds } from '../../kernel/clock.ts';
import type { Reservation, ReservationKey, RestsFor } from '../model/reservation-store.ts';
import { choiceKey, extensionKeys, keysOn, partyKeys } from './reservation-keys.ts';
import type { Ending, Leaving, ReservationDeps, Reservations } from './reservations.ts';

/** The methods that release, and move the rest that follows. */
export type Releasing = 'endChoice' | 'releaseOn' | 'releaseFormer' | 'releaseAll' | 'restUntil';

/** The releasing half of the reservations of bindings. */
export const releaseReservations = (deps: ReservationDeps): Pick<Reservations, Releasing> => {
  const { store } = deps;
  return {
    endChoice: (binding, now) => store.release(choiceKey(deps, binding), binding.bindingId, now, now),

    async releaseOn(binding, x, now) {
      const keys = [...keysOn(deps, binding, x), ...extensionKeys(deps, { ...binding, x })];
      await Promise.all(keys.map((key) => store.release(key, binding.bindingId, now, now)));
    },

    async restUntil(binding, until) {
      const { x } = binding;
      if (x === undefined) return;
      const keys = [...keysOn(deps, binding, x), ...extensionKeys(deps, binding)];
      await Promise.all(keys.map((key) => store.restUntil(key, binding.bindingId, until)));
    },

    async releaseFormer(former, current, now, coolDownSeconds) {
      const staying = new Set(partyKeys(deps, current));
      const freeAt = addSeconds(now, coolDownSeconds);
      const { x } = former;
      if (x === undefined) return;
      const leaving = keysOn(deps, former, x).filter(({ party }) => !staying.has(party));
      await Promise.all(leaving.map((key) => releaseHeld(deps, former, key, now, freeAt)));
    },

    async releaseAll(binding, now, coolDownSeconds, restsFor) {
      const freeAt = addSeconds(now, coolDownSeconds);
      const keys = await heldKeys(deps, binding);
      await Promise.all([
        ...keys.map((key) => releaseHeld(deps, binding, key, now, freeAt, restsFor)),
        ...extensionKeys(deps, binding).map((key) =>
          store.release(key, binding.bindingId, now, freeAt, restsFor),
        ),
      ]);
    },
  };
};

/**
 * The reservations that an ending binding may hold. Those on its X need no reading: releasing what it does not hold changes
 * nothing. In X mode they are read all the same, because a holder is remembered as one who left just now.
 */
const heldKeys = async (deps: ReservationDeps, ending: Ending): Promise<readonly ReservationKey[]> => {
  const { app, mode, bindingId, x, next, mayHoldElsewhere } = ending;
  const { store, lookup } = deps;
  const parties = [
    ...new Set([...partyKeys(deps, ending), ...(next === undefined ? [] : partyKeys(deps, next))]),
  ];
  const isOwn = (found: Reservation | undefined): boolean =>
    found?.bindingId === bindingId && (found.freeAt === undefined || found.endedItself === true);
  if (x === undefined || mayHoldElsewhere === true) {
    const lists = await Promise.all(
      parties.map(async (party) =>
        (await store.of(app, party)).filter(isOwn).map((held) => ({ app, party, x: held.x })),
      ),
    );
    return lists.flat();
  }
  const keys = parties.map((party) => ({ app, party, x: lookup('private-number', x) }));
  if (mode !== 'X') return keys;
  const found = await Promise.all(keys.map((key) => store.get(key)));
  return keys.filter((_key, index) => isOwn(found[index]));
};

/** In X mode only the reservation tells whose a call or an SMS is, also one that is told of after the next bind. */
const releaseHeld = async (
  { store }: ReservationDeps,
  { mode, bindingId }: Pick<Leaving, 'mode' | 'bindingId'>,
  key: ReservationKey,
  now: Date,
  freeAt: Date,
  restsFor?: RestsFor,
): Promise<void> => {
  if (mode === 'X') await store.persistFormer(key, bindingId, now);
  await store.release(key, bindingId, now, freeAt, restsFor);
};
