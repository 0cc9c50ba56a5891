/**
 * A seat: one party on one private number. The key of the seat is (app, party, X), so whichever role the party has, a
 * number can be on an X once only; the conditional write that takes a seat is what keeps two bindings apart.
 */
export type Seat = Readonly<{
  x: string;
  bindingId: string;
  partner: string;
  /** Absent: taken. Present: was left; free for anybody from then on (the end of the cool-down). */
  freeAt: string | undefined;
}>;

/** Which seat, for whom. Numbers are look-up keys, never numbers in clear. */
export type SeatKey = Readonly<{ app: string; party: string; x: string }>;

/** Who takes a seat; `route` is the sealed route of X mode. */
export type Sitter = Readonly<{ bindingId: string; partner: string; route?: string | undefined }>;

export interface SeatStore {
  /** Every seat that a party has or had lately, read consistently. @throws {AppError} `store-unavailable`. */
  of(app: string, party: string): Promise<readonly Seat[]>;
  /**
   * Takes a seat for a binding. `true` also when that binding has it already. `reuse` lets the same pair back in
   * during the cool-down, where nobody else could be meant by a late call.
   */
  take(key: SeatKey, sitter: Sitter, now: Date, reuse: boolean): Promise<boolean>;
  /** Takes a seat from whoever has it: the platform says that this binding is there and no other. */
  seize(key: SeatKey, sitter: Sitter): Promise<void>;
  /** Lays another route on a seat that the binding has. */
  reroute(key: SeatKey, bindingId: string, route: string): Promise<void>;
  /** The route on a taken seat, read consistently; `undefined` when nobody sits there or there is none. */
  routeOn(key: SeatKey): Promise<string | undefined>;
  /** Leaves a seat if that binding still has it; free for others from `freeAt` on. */
  leave(key: SeatKey, bindingId: string, freeAt: Date): Promise<void>;
}

/** True when nobody else may sit down now. */
export const isOccupied = (seat: Seat, now: Date): boolean =>
  seat.freeAt === undefined || seat.freeAt > now.toISOString();
