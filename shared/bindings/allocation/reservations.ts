import { addSeconds } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Binding } from '../model/binding.ts';
import { peopleOf, reservingPartiesOf } from '../model/mode-rules.ts';
import type { Holder, Reservation, ReservationKey, ReservationStore } from '../model/reservation-store.ts';
import { routeOf } from '../model/x-route.ts';
import type { PairReservations } from './allocation.ts';

type Pair = Readonly<Pick<Binding, 'app' | 'mode' | 'a'> & { b?: Binding['b'] | undefined }>;

type Reserved = Pair & Readonly<{ bindingId: string; x?: Binding['x'] | undefined }>;

/** Puts everybody whom the mode allows once on an X there, or nobody. */
export type Reservations = Readonly<{
  /** Where everybody of the pair sits. @throws {AppError} `store-unavailable`, as every method here. */
  of(pair: Pair): Promise<PairReservations>;
  /** The bindings for which all people of the pair sit on an X; who has which X alone is not read for it. */
  bindingsOf(pair: Pair): Promise<readonly string[]>;
  /** On how many X the A of the pair sits. */
  numbersOfA(pair: Pair): Promise<number>;
  /** `false` when another binding was faster on one of the reservations; then none is kept. */
  reserve(binding: Binding, x: string, now: Date, reuse: boolean): Promise<boolean>;
  /** Notes that the platform is about to choose an X for A: until then nothing else shows this consistently. */
  beginChoice(binding: Binding, now: Date): Promise<void>;
  /** The X is chosen and the reservation on it taken. */
  endChoice(binding: Binding, now: Date): Promise<void>;
  /** The bindings for which the platform may be choosing an X for A, read consistently. */
  choosing(pair: Pair): Promise<readonly string[]>;
  /** Those of the numbers on which A has a reservation for this very binding, read consistently. */
  reservedOn<X extends string>(binding: Reserved, numbers: readonly X[]): Promise<readonly X[]>;
  /** The binding for which A has a reservation on that X, read consistently. */
  holderOn(pair: Pair, x: string): Promise<string | undefined>;
  /** Where the platform chose X, and so vouches for it: whoever still has a reservation there is only late to leave. */
  reserveOver(binding: Binding, x: string): Promise<void>;
  /** Puts those on the X of `former` who do not sit there yet. `false` when one of them sits there for another binding. */
  reserveNewcomers(former: Binding, next: Binding, now: Date): Promise<boolean>;
  /** X mode: calls go by the binding's terms from now on. Nothing to do in other modes. */
  reroute(binding: Binding): Promise<void>;
  /** Leaves the reservations on one X without a cool-down: no call can have been made through them. */
  releaseOn(binding: Pair & Readonly<{ bindingId: string }>, x: string, now: Date): Promise<void>;
  /** Those who sat on X for `former` and do not for `current` leave it; others may sit down after the cool-down. */
  releaseFormer(former: Reserved, current: Reserved, now: Date, coolDownSeconds: number): Promise<void>;
  /**
   * Leaves every reservation that the binding has, wherever: also one that a crash left behind on an X that was tried
   * before. Others may sit down after the cool-down.
   */
  releaseAll(
    binding: Pair & Readonly<{ bindingId: string }>,
    now: Date,
    coolDownSeconds: number,
  ): Promise<void>;
}>;

/** Stands in the place of an X that is not known yet; look-up keys are letters only. */
const CHOICE = 'choice-';

const isChoice = ({ x }: Reservation): boolean => x.startsWith(CHOICE);

export const createReservations = (
  store: ReservationStore,
  lookup: LookupKeys,
  sealer: Sealer,
): Reservations => {
  const partyKeys = (pair: Pair): readonly string[] =>
    reservingPartiesOf(pair).map((party) => lookup('party', party));

  const keysOn = (pair: Pair, x: string): readonly ReservationKey[] =>
    partyKeys(pair).map((party) => ({ app: pair.app, party, x: lookup('private-number', x) }));

  const heldBy = async (app: string, party: string): Promise<readonly Reservation[]> =>
    (await store.of(app, party)).filter(
      (reservation) => reservation.freeAt === undefined && !isChoice(reservation),
    );

  /** X mode: the route of each of the two, by the key of their reservation. */
  const sealedRoutes = (binding: Binding): ReadonlyMap<string, string> => {
    const routes = [binding.a, ...(binding.b === undefined ? [] : [binding.b])].flatMap((caller) => {
      const route = routeOf(binding, caller);
      const party = lookup('party', caller);
      return route === undefined ? [] : [[party, sealer.seal(JSON.stringify(route), party)] as const];
    });
    return new Map(routes);
  };

  const choiceKey = (binding: Binding): ReservationKey => {
    const [party = ''] = partyKeys(binding);
    return { app: binding.app, party, x: `${CHOICE}${binding.bindingId}` };
  };

  const holdersFor = (binding: Binding) => {
    const parties = partyKeys(binding);
    const routes = sealedRoutes(binding);
    return ({ party }: ReservationKey): Holder => ({
      bindingId: binding.bindingId,
      partner: parties.find((other) => other !== party) ?? '',
      route: routes.get(party),
    });
  };

  const reserveAll = async (
    binding: Binding,
    keys: readonly ReservationKey[],
    now: Date,
    reuse: boolean,
  ): Promise<boolean> => {
    const holderFor = holdersFor(binding);
    const taken = await Promise.all(keys.map((key) => store.reserve(key, holderFor(key), now, reuse)));
    if (taken.every(Boolean)) return true;
    await Promise.all(keys.map((key) => store.release(key, binding.bindingId, now)));
    return false;
  };

  return {
    async of(pair) {
      const [aKey = '', bKey = ''] = partyKeys(pair);
      const [a, b] = await Promise.all([
        store.of(pair.app, aKey),
        bKey === '' ? Promise.resolve([]) : store.of(pair.app, bKey),
      ]);
      return { a: a.filter((reservation) => !isChoice(reservation)), b, aKey, bKey };
    },

    async bindingsOf(pair) {
      const [first = [], ...others] = await Promise.all(
        peopleOf(pair).map((person) => heldBy(pair.app, lookup('party', person))),
      );
      const ids = first.map(({ bindingId }) => bindingId);
      return ids.filter((id) => others.every((held) => held.some(({ bindingId }) => bindingId === id)));
    },

    async numbersOfA(pair) {
      const [aKey = ''] = partyKeys(pair);
      return (await heldBy(pair.app, aKey)).length;
    },

    async beginChoice(binding, now) {
      const { bindingId } = binding;
      await store.reserve(choiceKey(binding), { bindingId, partner: '' }, now, false);
    },

    endChoice: (binding, now) => store.release(choiceKey(binding), binding.bindingId, now),

    async choosing(pair) {
      const [aKey = ''] = partyKeys(pair);
      const open = (await store.of(pair.app, aKey)).filter(
        (reservation) => isChoice(reservation) && !reservation.freeAt,
      );
      return open.map(({ bindingId }) => bindingId);
    },

    reserve: (binding, x, now, reuse) => reserveAll(binding, keysOn(binding, x), now, reuse),

    async reservedOn(binding, numbers) {
      const [party = ''] = partyKeys(binding);
      const held = await heldBy(binding.app, party);
      const own = held.filter(({ bindingId }) => bindingId === binding.bindingId).map(({ x }) => x);
      return numbers.filter((x) => own.includes(lookup('private-number', x)));
    },

    async holderOn(pair, x) {
      const [key] = keysOn(pair, x);
      const held = key === undefined ? [] : await heldBy(key.app, key.party);
      return held.find((reservation) => reservation.x === key?.x)?.bindingId;
    },

    async reserveOver(binding, x) {
      const holderFor = holdersFor(binding);
      await Promise.all(keysOn(binding, x).map((key) => store.reserveOver(key, holderFor(key))));
    },

    reserveNewcomers(former, next, now) {
      const { x } = former;
      if (x === undefined) return Promise.resolve(true);
      const sitting = new Set(partyKeys(former));
      const newcomers = keysOn(next, x).filter(({ party }) => !sitting.has(party));
      return reserveAll(next, newcomers, now, true);
    },

    async reroute(binding) {
      const { x, bindingId } = binding;
      const routes = sealedRoutes(binding);
      if (x === undefined || routes.size === 0) return;
      const keys = keysOn(binding, x);
      await Promise.all(keys.map((key) => store.reroute(key, bindingId, routes.get(key.party) ?? '')));
    },

    async releaseOn(binding, x, now) {
      await Promise.all(keysOn(binding, x).map((key) => store.release(key, binding.bindingId, now)));
    },

    async releaseFormer(former, current, now, coolDownSeconds) {
      const staying = new Set(partyKeys(current));
      const freeAt = addSeconds(now, coolDownSeconds);
      const { x } = former;
      if (x === undefined) return;
      const leaving = keysOn(former, x).filter(({ party }) => !staying.has(party));
      await Promise.all(leaving.map((key) => store.release(key, former.bindingId, freeAt)));
    },

    async releaseAll(binding, now, coolDownSeconds) {
      const freeAt = addSeconds(now, coolDownSeconds);
      for (const party of partyKeys(binding)) {
        const held = await store.of(binding.app, party);
        const own = held.filter(
          (reservation) => reservation.bindingId === binding.bindingId && reservation.freeAt === undefined,
        );
        await Promise.all(
          own.map(({ x }) => store.release({ app: binding.app, party, x }, binding.bindingId, freeAt)),
        );
      }
    },
  };
};
