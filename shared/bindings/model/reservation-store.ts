/**
 * A reservation: one party on one private number. Its key is (app, party, X), so a party holds an X once only, whatever
 * its role; the conditional write that reserves is what keeps two bindings apart. An extension of AXE stands in the place
 * of a party, with A as the partner.
 */
export type Reservation = Readonly<{
  x: string;
  bindingId: string;
  partner: string;
  /** Absent: held. Present: released, or over by time; free for anybody from then on (the end of the cool-down). */
  freeAt: string | undefined;
  /** When it was released, or ended by itself; ISO 8601 UTC, as `freeAt`. Absent while the binding holds it. */
  releasedAt?: string | undefined;
  /** It was not released: its time is up. */
  endedItself?: true;
  /**
   * Its time is up, and a request of its binding may still be applied late (ADR 39). It counts as released for those who hand
   * out numbers, and as its binding's for those who tell whose something at the platform is.
   */
  mayBeHeld?: true;
  /** The cool-down stands for the same pair as well. */
  restsForAll?: boolean;
}>;

/** Which reservation, for whom. Numbers are look-up keys, never numbers in clear. */
export type ReservationKey = Readonly<{ app: string; party: string; x: string }>;

/**
 * The end of a reservation that nobody has to release; ISO 8601 UTC. `endsAt`: the platform's timer has ended the binding.
 * `freeAt`: the cool-down is over as well. `surelyAt`: it is over also if a request of the binding was applied late, so until
 * then the binding has to say that none was.
 */
export type ReservationEnd = Readonly<{ endsAt: string; freeAt: string; surelyAt: string }>;

/** The binding and partner for whom X is reserved; `route` is the sealed route of X mode; without `end` it is held until released. */
export type Holder = Readonly<{
  bindingId: string;
  partner: string;
  route?: string | undefined;
  end?: ReservationEnd | undefined;
}>;

/** Those for whom a cool-down stands: all but the same pair, or that pair as well. */
export type RestsFor = 'others' | 'all';

/** The binding that holds a reservation or held it, and until when. */
export type LastHeld = Pick<Reservation, 'bindingId' | 'releasedAt'>;

export interface ReservationStore {
  /** Every reservation that a party holds or held lately, read consistently. @throws {AppError} `store-unavailable`. */
  of(app: string, party: string): Promise<readonly Reservation[]>;
  /** The reservations of these keys, in no order, read consistently. One request to the store for up to 100. */
  on(keys: readonly ReservationKey[]): Promise<readonly Reservation[]>;
  /**
   * Reserves for a binding. `true` also when that binding holds it already. `reuse` lets the same pair reserve again
   * during the cool-down, where nobody else could be meant by a late call; the cool-down goes on for others when they leave.
   */
  reserve(key: ReservationKey, holder: Holder, now: Date, reuse: boolean): Promise<boolean>;
  /** Reserves over whoever holds it: the platform says that this binding is there and no other. */
  reserveOver(key: ReservationKey, holder: Holder): Promise<void>;
  /** Puts another partner, and another route if one is given, on a reservation that the binding holds. */
  rewrite(key: ReservationKey, holder: Holder): Promise<void>;
  /** Gives a reservation that the binding has not released another end, or none. `false`: the binding does not have it. */
  setEnd(key: ReservationKey, bindingId: string, end: ReservationEnd | undefined): Promise<boolean>;
  /** The route on a held reservation, read consistently; `undefined` when it is not held or has none. */
  routeOn(key: ReservationKey): Promise<string | undefined>;
  /** Remembers for a day who held a reservation until now: the next holder takes its place. */
  persistFormer(key: ReservationKey, bindingId: string, now: Date): Promise<void>;
  /** The remembered holders of a reservation, the last one first, read consistently. */
  formerHoldersOf(key: ReservationKey): Promise<readonly LastHeld[]>;
  /** A reservation with the binding that holds it or held it last, read consistently; `undefined` when none did lately. */
  get(key: ReservationKey): Promise<Reservation | undefined>;
  /** Releases a reservation if that binding still holds it; free from `freeAt` on, or when a cool-down of before is over. */
  release(
    key: ReservationKey,
    bindingId: string,
    now: Date,
    freeAt: Date,
    restsFor?: RestsFor,
  ): Promise<void>;
  /** Prolongs the cool-down of what that binding held last, as long as nobody has reserved it since. */
  restUntil(key: ReservationKey, bindingId: string, until: Date): Promise<void>;
}

/** True when nobody else may reserve now. */
export const isOccupied = (reservation: Reservation, now: Date): boolean =>
  reservation.freeAt === undefined || reservation.freeAt > now.toISOString();
