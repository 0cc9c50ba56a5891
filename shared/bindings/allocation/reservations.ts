import { addSeconds } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Binding } from '../model/binding.ts';
import { peopleOf } from '../model/mode-rules.ts';
import type { Holder, Reservation, ReservationKey, ReservationStore } from '../model/reservation-store.ts';
import { routeOf } from '../model/x-route.ts';
import type { PairReservations } from './allocation.ts';
import {
  choiceKey,
  type ExtensionPlace,
  extensionKey,
  heldBy,
  holderKeysOn,
  isChoice,
  keyOfA,
  keysOn,
  type Pair,
  partyKeys,
} from './reservation-keys.ts';

type Reserved = Pair & Readonly<{ bindingId: string; x?: Binding['x'] | undefined }>;

type Ending = Reserved & Readonly<{ extension?: string | undefined }>;

/**
 * The reservations of bindings: a party whom the mode reserves for holds a private number once, whatever its role.
 */
export type Reservations = Readonly<{
  /** The reservations of everybody of the pair. @throws {AppError} `store-unavailable`, as every method here. */
  of(pair: Pair): Promise<PairReservations>;
  /** The bindings for which all people of the pair hold an X; the reservations of `owner` are not read for it. */
  bindingsOf(pair: Pair): Promise<readonly string[]>;
  /** How many X the A of the pair holds. */
  numbersOfA(pair: Pair): Promise<number>;
  /** Reserves an X for everybody. `false` when another binding was faster on one of them; then none is kept. */
  reserve(binding: Binding, x: string, now: Date, reuse: boolean): Promise<boolean>;
  /** Records that the platform is about to choose an X for A: until then nothing else shows this consistently. */
  beginChoice(binding: Binding, now: Date): Promise<void>;
  /** The X is chosen and reserved. */
  endChoice(binding: Binding, now: Date): Promise<void>;
  /** The bindings for which the platform may be choosing an X for A, read consistently. */
  choosing(pair: Pair): Promise<readonly string[]>;
  /** Those of the numbers that A holds for this very binding, read consistently. */
  reservedOn<X extends string>(binding: Reserved, numbers: readonly X[]): Promise<readonly X[]>;
  /** The binding for which A holds that X, read consistently. */
  holderOn(pair: Pair, x: string): Promise<string | undefined>;
  /**
   * The bindings for which an X is reserved for A, for B or alone, or was so last, whatever their mode and time. Read
   * consistently.
   */
  lastHoldersOn(pair: Omit<Pair, 'mode'>, x: string): Promise<readonly string[]>;
  /** Reserves an X that the platform chose and so vouches for: another holder is only late to release it. */
  reserveOver(binding: Binding, x: string): Promise<void>;
  /**
   * AXE: reserves an extension on an X; the same A may have one again that rests for others. `undefined`: it is reserved,
   * otherwise what stands in the way. `over`: whatever does.
   */
  reserveExtension(
    binding: Binding,
    place: ExtensionPlace,
    now: Date,
    over?: 'over',
  ): Promise<Reservation | undefined>;
  /** Reserves the X of `former` for those who do not hold it yet. `false` when one holds it for another binding. */
  reserveNewcomers(former: Binding, next: Binding, now: Date): Promise<boolean>;
  /** X mode: calls go by the binding's terms from now on. Nothing to do in other modes. */
  reroute(binding: Binding): Promise<void>;
  /** Releases one X, and the binding's extension on it, without a cool-down: no call can have been made through it. */
  releaseOn(binding: Ending, x: string, now: Date): Promise<void>;
  /** Releases X for those who hold it for `former` and not for `current`; free for others after the cool-down. */
  releaseFormer(former: Reserved, current: Reserved, now: Date, coolDownSeconds: number): Promise<void>;
  /**
   * Releases every reservation of the binding, wherever: also one that a crash left behind on an X that was tried
   * before; and its extension on its X. Free for others after the cool-down.
   */
  releaseAll(binding: Ending, now: Date, coolDownSeconds: number): Promise<void>;
}>;

type Deps = Readonly<{ store: ReservationStore; lookup: LookupKeys; sealer: Sealer }>;

export const createReservations = (
  store: ReservationStore,
  lookup: LookupKeys,
  sealer: Sealer,
): Reservations => {
  const deps = { store, lookup, sealer };
  return { ...readingOf(deps), ...reservingOf(deps), ...releasingOf(deps) };
};

type Reading = 'of' | 'bindingsOf' | 'numbersOfA' | 'choosing' | 'reservedOn' | 'holderOn' | 'lastHoldersOn';
type Releasing = 'endChoice' | 'releaseOn' | 'releaseFormer' | 'releaseAll';

const readingOf = (deps: Deps): Pick<Reservations, Reading> => {
  const { store, lookup } = deps;
  return {
    async of(pair) {
      const [aKey = '', bKey = ''] = partyKeys(deps, pair);
      const [a, b] = await Promise.all([
        store.of(pair.app, aKey),
        bKey === '' ? Promise.resolve([]) : store.of(pair.app, bKey),
      ]);
      return { a: a.filter((reservation) => !isChoice(reservation)), b, aKey, bKey };
    },

    async bindingsOf(pair) {
      const [first = [], ...others] = await Promise.all(
        peopleOf(pair).map((person) => heldBy(deps, pair.app, lookup('party', person))),
      );
      const ids = first.map(({ bindingId }) => bindingId);
      return ids.filter((id) => others.every((held) => held.some(({ bindingId }) => bindingId === id)));
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
      const held = await heldBy(deps, binding.app, keyOfA(deps, binding));
      const own = held.filter(({ bindingId }) => bindingId === binding.bindingId).map(({ x }) => x);
      return numbers.filter((x) => own.includes(lookup('private-number', x)));
    },

    async holderOn(pair, x) {
      const held = await heldBy(deps, pair.app, keyOfA(deps, pair));
      const xKey = lookup('private-number', x);
      return held.find((reservation) => reservation.x === xKey)?.bindingId;
    },

    async lastHoldersOn(pair, x) {
      const keys = holderKeysOn(deps, pair, x);
      const holders = await Promise.all(keys.map((key) => store.get(key)));
      return [...new Set(holders.flatMap((holder) => holder?.bindingId ?? []))];
    },
  };
};

const reservingOf = (deps: Deps): Omit<Reservations, Reading | Releasing> => {
  const { store } = deps;
  return {
    reserve: (binding, x, now, reuse) => reserveAll(deps, binding, keysOn(deps, binding, x), now, reuse),

    async beginChoice(binding, now) {
      const { bindingId } = binding;
      await store.reserve(choiceKey(deps, binding), { bindingId, partner: '' }, now, false);
    },

    async reserveOver(binding, x) {
      const holderFor = holdersFor(deps, binding);
      await Promise.all(keysOn(deps, binding, x).map((key) => store.reserveOver(key, holderFor(key))));
    },

    async reserveExtension(binding, place, now, over) {
      const key = extensionKey(deps, binding.app, place);
      const holder = { bindingId: binding.bindingId, partner: keyOfA(deps, binding) };
      if (over === undefined && !(await store.reserve(key, holder, now, true))) {
        const inTheWay = await store.get(key);
        if (inTheWay !== undefined) return inTheWay;
      }
      if (over !== undefined) await store.reserveOver(key, holder);
      return undefined;
    },

    reserveNewcomers(former, next, now) {
      const { x } = former;
      if (x === undefined) return Promise.resolve(true);
      const holding = new Set(partyKeys(deps, former));
      const newcomers = keysOn(deps, next, x).filter(({ party }) => !holding.has(party));
      return reserveAll(deps, next, newcomers, now, true);
    },

    async reroute(binding) {
      const { x, bindingId } = binding;
      const routes = sealedRoutes(deps, binding);
      if (x === undefined || routes.size === 0) return;
      const keys = keysOn(deps, binding, x);
      await Promise.all(keys.map((key) => store.reroute(key, bindingId, routes.get(key.party) ?? '')));
    },
  };
};

const releasingOf = (deps: Deps): Pick<Reservations, Releasing> => {
  const { store } = deps;
  return {
    endChoice: (binding, now) => store.release(choiceKey(deps, binding), binding.bindingId, now, now),

    async releaseOn(binding, x, now) {
      const keys = [...keysOn(deps, binding, x), ...extensionKeys(deps, { ...binding, x })];
      await Promise.all(keys.map((key) => store.release(key, binding.bindingId, now, now)));
    },

    async releaseFormer(former, current, now, coolDownSeconds) {
      const staying = new Set(partyKeys(deps, current));
      const freeAt = addSeconds(now, coolDownSeconds);
      const { x } = former;
      if (x === undefined) return;
      const leaving = keysOn(deps, former, x).filter(({ party }) => !staying.has(party));
      await Promise.all(leaving.map((key) => releaseHeld(deps, former, key, now, freeAt)));
    },

    async releaseAll(binding, now, coolDownSeconds) {
      const freeAt = addSeconds(now, coolDownSeconds);
      for (const party of partyKeys(deps, binding)) {
        const held = await store.of(binding.app, party);
        const own = held.filter(
          (reservation) => reservation.bindingId === binding.bindingId && reservation.freeAt === undefined,
        );
        await Promise.all(
          own.map(({ x }) => releaseHeld(deps, binding, { app: binding.app, party, x }, now, freeAt)),
        );
      }
      for (const key of extensionKeys(deps, binding))
        await store.release(key, binding.bindingId, now, freeAt);
    },
  };
};

/** In X mode only the reservation tells whose a call or an SMS is, also one that is told of after the next bind. */
const releaseHeld = async (
  { store }: Deps,
  { mode, bindingId }: Reserved,
  key: ReservationKey,
  now: Date,
  freeAt: Date,
): Promise<void> => {
  if (mode === 'X') await store.persistFormer(key, bindingId, now);
  await store.release(key, bindingId, now, freeAt);
};

const extensionKeys = (
  deps: Deps,
  { app, x, extension }: Pick<Ending, 'app' | 'extension'> & Readonly<{ x?: string | undefined }>,
): readonly ReservationKey[] =>
  x === undefined || extension === undefined ? [] : [extensionKey(deps, app, { x, extension })];

const reserveAll = async (
  deps: Deps,
  binding: Binding,
  keys: readonly ReservationKey[],
  now: Date,
  reuse: boolean,
): Promise<boolean> => {
  const { store } = deps;
  const holderFor = holdersFor(deps, binding);
  const taken = await Promise.all(keys.map((key) => store.reserve(key, holderFor(key), now, reuse)));
  if (taken.every(Boolean)) return true;
  await Promise.all(keys.map((key) => store.release(key, binding.bindingId, now, now)));
  return false;
};

const holdersFor = (deps: Deps, binding: Binding) => {
  const parties = partyKeys(deps, binding);
  const routes = sealedRoutes(deps, binding);
  return ({ party }: ReservationKey): Holder => ({
    bindingId: binding.bindingId,
    partner: parties.find((other) => other !== party) ?? '',
    route: routes.get(party),
  });
};

/** X mode: the route of each of the two, by the key of their reservation. */
const sealedRoutes = ({ lookup, sealer }: Deps, binding: Binding): ReadonlyMap<string, string> => {
  const routes = [binding.a, ...(binding.b === undefined ? [] : [binding.b])].flatMap((caller) => {
    const route = routeOf(binding, caller);
    const party = lookup('party', caller);
    return route === undefined ? [] : [[party, sealer.seal(JSON.stringify(route), party)] as const];
  });
  return new Map(routes);
};
