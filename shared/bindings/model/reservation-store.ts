/**
 * A reservation: one party on one private number. The key of the reservation is (app, party, X), so whichever role the party has, a
 * number can be on an X once only; the conditional write that takes a reservation is what keeps two bindings apart.
 */
export type Reservation = Readonly<{
  x: string;
  bindingId: string;
  partner: string;
  /** Absent: taken. Present: was left; free for anybody from then on (the end of the cool-down). */
  freeAt: string | undefined;
}>;

/** Which reservation, for whom. Numbers are look-up keys, never numbers in clear. */
export type ReservationKey = Readonly<{ app: string; party: string; x: string }>;

/** Who takes a reservation; `route` is the sealed route of X mode. */
export type Holder = Readonly<{ bindingId: string; partner: string; route?: string | undefined }>;

export interface ReservationStore {
  /** Every reservation that a party has or had lately, read consistently. @throws {AppError} `store-unavailable`. */
  of(app: string, party: string): Promise<readonly Reservation[]>;
  /**
   * Takes a reservation for a binding. `true` also when that binding has it already. `reuse` lets the same pair back in
   * during the cool-down, where nobody else could be meant by a late call.
   */
  reserve(key: ReservationKey, holder: Holder, now: Date, reuse: boolean): Promise<boolean>;
  /** Takes a reservation from whoever has it: the platform says that this binding is there and no other. */
  reserveOver(key: ReservationKey, holder: Holder): Promise<void>;
  /** Lays another route on a reservation that the binding has. */
  reroute(key: ReservationKey, bindingId: string, route: string): Promise<void>;
  /** The route on a taken reservation, read consistently; `undefined` when nobody sits there or there is none. */
  routeOn(key: ReservationKey): Promise<string | undefined>;
  /** Leaves a reservation if that binding still has it; free for others from `freeAt` on. */
  release(key: ReservationKey, bindingId: string, freeAt: Date): Promise<void>;
}

/** True when nobody else may sit down now. */
export const isOccupied = (reservation: Reservation, now: Date): boolean =>
  reservation.freeAt === undefined || reservation.freeAt > now.toISOString();
