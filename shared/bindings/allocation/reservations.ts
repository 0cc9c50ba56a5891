import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Binding } from '../model/binding.ts';
import type { Reservation, ReservationStore, RestsFor } from '../model/reservation-store.ts';
import type { PairReservations } from './allocation.ts';
import type { ExtensionPlace, Pair } from './reservation-keys.ts';

type Reserved = Pair & Readonly<{ bindingId: string; x?: Binding['x'] | undefined }>;

/** The part of a binding that its reservations are found by when it leaves a number. */
export type Leaving = Reserved & Readonly<{ extension?: string | undefined }>;

/** A binding that ends. */
export type Ending = Leaving &
  Readonly<{
    /** Its parties as a change makes them that its end has overtaken: the new ones may have reserved. */
    next?: Pair | undefined;
    /** Reservations may be left on other X than its own. */
    mayHoldElsewhere?: boolean | undefined;
  }>;

/**
 * The reservations of bindings: a party whom the mode reserves for holds a private number once, whatever its role.
 */
export type Reservations = Readonly<{
  /** The reservations of the people of the pair; those of `owner` are left out. @throws {AppError} `store-unavailable`, as every method here. */
  of(pair: Pair): Promise<PairReservations>;
  /** The reservations of all X of an app that belong to one binding alone. */
  ofOwner(app: string): Promise<readonly Reservation[]>;
  /** As {@link Reservations.ofOwner} for those X that have these look-up keys. One request for up to 100. */
  ownersOn(app: string, keys: readonly string[]): Promise<readonly Reservation[]>;
  /** How many X the A of the pair holds. */
  numbersOfA(pair: Pair): Promise<number>;
  /**
   * Reserves an X for everybody, who has it no longer when the platform's timer has ended what is bound now. `false`
   * when another binding was faster on one of them; then none is kept.
   */
  reserve(binding: Binding, x: string, now: Date, reuse: boolean): Promise<boolean>;
  /** Records that the platform is about to choose an X for A: until then nothing else shows this consistently. */
  beginChoice(binding: Binding, now: Date): Promise<void>;
  /** The X is chosen and reserved. */
  endChoice(binding: Binding, now: Date): Promise<void>;
  /** The bindings for which the platform may be choosing an X for A, read consistently. */
  choosing(pair: Pair): Promise<readonly string[]>;
  /** Those of the numbers that A holds for this very binding, read consistently. */
  reservedOn<X extends string>(binding: Reserved, numbers: readonly X[]): Promise<readonly X[]>;
  /** The binding for which A holds that X, or may hold it beyond its time, read consistently. */
  holderOn(pair: Pair, x: string): Promise<string | undefined>;
  /**
   * The bindings for which an X is reserved for A, for B or alone, or was so last, whatever their mode and time. Read
   * consistently.
   */
  lastHoldersOn(pair: Omit<Pair, 'mode'>, x: string): Promise<readonly string[]>;
  /** The binding for which X was reserved last for everybody of the pair; `undefined`: it is not one. Read consistently. */
  lastHolderForAll(pair: Pair, x: string): Promise<string | undefined>;
  /** Reserves an X that the platform chose and so vouches for: another holder is only late to release it. */
  reserveOver(binding: Binding, x: string, now: Date): Promise<void>;
  /** Reserves an X that the platform chose for those of the binding alone for whom no other binding has it. */
  reserveWhereFree(binding: Binding, x: string, now: Date): Promise<void>;
  /**
   * AXE: reserves an extension on an X; the same A may have one again that rests for others. `undefined`: it is reserved,
   * otherwise what stands in the way.
   */
  reserveExtension(binding: Binding, place: ExtensionPlace, now: Date): Promise<Reservation | undefined>;
  /**
   * AXE: as `reserveExtension`, after a binding that never came to have what it reserved. A cool-down that this one came back
   * into goes on.
   */
  reserveExtensionAfter(
    dead: string,
    binding: Binding,
    place: ExtensionPlace,
    now: Date,
  ): Promise<Reservation | undefined>;
  /**
   * Reserves the X of `former` for those who do not hold it yet, until `until` where the binding ends by itself. `false` when
   * one holds it for another binding.
   */
  reserveNewcomers(former: Binding, next: Binding, now: Date, until: Date | undefined): Promise<boolean>;
  /**
   * The reservations of a binding on its X end by themselves when the platform's timer has ended it, at `until` as we count;
   * `undefined`: they stand until they are released. Nothing is done to those that it does not hold, and where the platform has
   * no timer for it.
   */
  setEnd(binding: Binding, until: Date | undefined): Promise<void>;
  /**
   * Those who stay on X after a change have the partners and, in X mode, the routes of the binding as it is from now on, and not
   * those of `former`. Writes what differs.
   */
  rewrite(binding: Binding, former: Binding): Promise<void>;
  /** Releases one X, and the binding's extension on it, without a cool-down: no call can have been made through it. */
  releaseOn(binding: Leaving, x: string, now: Date): Promise<void>;
  /** Releases X for those who hold it for `former` and not for `current`; free for others after the cool-down. */
  releaseFormer(former: Reserved, current: Reserved, now: Date, coolDownSeconds: number): Promise<void>;
  /**
   * Releases every reservation of the binding, and its extension on its X. They are known from the binding; where it may hold
   * others, or has no X yet, all that its parties hold are read first. Free for others after the cool-down, and for
   * the same pair at once unless it rests for all.
   */
  releaseAll(binding: Ending, now: Date, coolDownSeconds: number, restsFor?: RestsFor): Promise<void>;
  /** Prolongs the cool-down of an ended binding on its X, where nobody has reserved since. */
  restUntil(binding: Leaving, until: Date): Promise<void>;
}>;

/** The stored reservations, how their keys are made and their routes sealed, and what their ends depend on. */
export type ReservationDeps = Readonly<{
  store: ReservationStore;
  lookup: LookupKeys;
  sealer: Sealer;
  /** For how long nobody else gets the X that a binding of the app has left, in seconds. */
  coolDownOf: (app: string) => number;
  /** How long after it left a request without an answer may still be applied. */
  latestSeconds: number;
}>;
